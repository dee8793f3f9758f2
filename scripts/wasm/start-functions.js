// Where words may begin: `findStarts(blocks)` lists their places in as many blocks of 64 bytes, 16 bytes at a time.
import { branchIf, i32, i64, loop, v128, when } from './assembler.js'
import { bitsOf, HALVES, kindsBy, union } from './byte-kinds.js'
import { STARTS } from './layout.js'
import { add, c32, define } from './words.js'

/** So many are written of each block at once, however many there are; seldom are there more. */
const AT_ONCE = 8

// Word bytes ([0-9A-Za-z_]) have one of the upper four bits, digits but zero the next, and backslash, percent sign and ESC the
// last three.
const kindsOf = kindsBy([
  { bit: 0x10, ...HALVES.digits },
  { bit: 0x20, ...HALVES.firstLetters },
  { bit: 0x40, upper: HALVES.lastCapitals.upper, lower: [...HALVES.lastCapitals.lower, 15] },
  { bit: 0x80, ...HALVES.lastSmall },
  { bit: 0x08, upper: HALVES.digits.upper, lower: HALVES.digits.lower.slice(1) },
  { bit: 0x04, ...HALVES.backslash },
  { bit: 0x02, ...HALVES.percent },
  { bit: 0x01, ...HALVES.escape },
])
const ESCAPE = 0x07

// The highest bit of each byte is what counts.
const wordBytes = (kinds) => v128.addBytes(kinds, v128.bytes(0x70))
const digitBytes = (kinds) => v128.shl(kinds, c32(4))
const escapeBytes = (kinds) => v128.addBytes(v128.and(kinds, v128.bytes(ESCAPE)), v128.bytes(0x7f))

const leadBytes = (bytes) => v128.geU(bytes, v128.bytes(0xc0))

const LOCALS = {
  next: 'i32',
  out: 'i32',
  rest: 'i32',
  end: 'i32',
  count: 'i32',
  special: 'i32',
  gap: 'i64',
  escapes: 'i64',
  starts: 'i64',
  words: 'i64',
  gaps: 'i64',
  marks: 'i64',
  reach: 'i64',
  a: 'v128',
  b: 'v128',
  c: 'v128',
  d: 'v128',
  e: 'v128',
  f: 'v128',
  g: 'v128',
  h: 'v128',
}

/** @param {Record<string, { get: number[], set: (...value: number[]) => number[] }>} kept see scan-functions.js */
export const findStarts = (kept) =>
  define('findStarts', { blocks: 'i32' }, ['i32'], LOCALS, ({ blocks, ...here }) => {
    const { next, out, rest, end, count, special, gap, escapes, starts, words, gaps, marks, reach } = here
    const vectors = [here.a, here.b, here.c, here.d]
    const kinds = [here.e, here.f, here.g, here.h]
    const names = ['next', 'end', 'gap', 'escapes']

    /** Adds to the reach what it is when moved. */
    const spread = (move, by) => reach.set(i64.or(reach.get, move(reach.get, i64.const(by))))

    const readBlock = [
      vectors.map((vector, index) => vector.set(v128.load(next.get, index * 16))),
      kinds.map((kind, index) => kind.set(kindsOf(vectors[index].get))),
      special.set(v128.bitmask(v128.or(union(vectors), escapeBytes(union(kinds))))),
      words.set(bitsOf(kinds, wordBytes)),
      gaps.set(i64.xor(words.get, i64.const(-1))),
      starts.set(i64.and(words.get, i64.or(i64.shl(gaps.get, i64.const(1)), gap.get))),
      // No needle begins with one digit, or with two unless one of them is zero: a quarter of all words begin so, or more.
      marks.set(bitsOf(kinds, digitBytes)),
      reach.set(i64.and(marks.get, i64.shrU(i64.or(marks.get, gaps.get), i64.const(1)))),
      starts.set(i64.and(starts.get, i64.or(i64.xor(reach.get, i64.const(-1)), kept.numbers.get))),
      gap.set(i64.shrU(gaps.get, i64.const(63))),
    ]

    const findEscapes = [
      marks.set(bitsOf(kinds, escapeBytes)),
      // Escapes end in letters (\ncode, %22code, \u003cCode, colours): any word byte 2 to 12 behind one may begin a word.
      when(
        i32.eqz(i64.eqz(i64.or(marks.get, escapes.get))),
        reach.set(i64.shl(marks.get, i64.const(2))),
        [1, 2, 4, 3].map((by) => spread(i64.shl, by)),
        starts.set(i64.or(starts.get, i64.and(reach.get, words.get))),
        reach.set(i64.shrU(escapes.get, i64.const(52))),
        [1, 2, 4, 3].map((by) => spread(i64.shrU, by)),
        starts.set(i64.or(starts.get, i64.and(reach.get, words.get))),
      ),
      escapes.set(marks.get),
    ]

    // Read again: kept from above, the bytes would take registers of what every block needs.
    const again = vectors.map((vector, index) => vector.set(v128.load(next.get, index * 16)))
    const addLeads = [again, starts.set(i64.or(starts.get, bitsOf(vectors, leadBytes)))]

    const lookCloser = when(i32.or(special.get, i32.eqz(i64.eqz(escapes.get))), findEscapes, addLeads)

    const cutAtEnd = when(
      i32.ltU(i32.sub(end.get, next.get), c32(64)),
      starts.set(i64.and(starts.get, i64.sub(i64.shl(i64.const(1), i64.extend(i32.sub(end.get, next.get))), i64.const(1)))),
    )

    // Behind the last one something is written too, and written over by the next block.
    const writeOne = (place, index) => [
      i32.store(place.get, i32.add(next.get, i32.wrap(i64.ctz(starts.get))), 4 * index),
      starts.set(i64.and(starts.get, i64.sub(starts.get, i64.const(1)))),
    ]

    const goesOn = i32.and(i32.ltU(next.get, end.get), i32.ne(blocks.get, c32(0)))
    return [
      names.map((name) => here[name].set(kept[name].get)),
      out.set(c32(STARTS)),
      // The condition stands at the loop's end, so that V8 makes what does not change in it before it begins.
      when(
        goesOn,
        loop(
          add(blocks, -1),
          readBlock,
          lookCloser,
          cutAtEnd,
          count.set(i32.wrap(i64.popcnt(starts.get))),
          Array.from({ length: AT_ONCE }, (_, index) => writeOne(out, index)),
          when(
            i32.eqz(i64.eqz(starts.get)),
            rest.set(out.get),
            loop(writeOne(rest, AT_ONCE), add(rest, 4), branchIf(0, i32.eqz(i64.eqz(starts.get)))),
          ),
          add(out, i32.shl(count.get, c32(2))),
          add(next, 64),
          branchIf(0, goesOn),
        ),
      ),
      names.map((name) => kept[name].set(here[name].get)),
      out.get,
    ]
  })
