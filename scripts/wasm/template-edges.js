// Where the runs of word bytes in a line begin and end: `findEdges(line, from, end)` lists the places, one behind the other.
import { back, block, branch, branchIf, i32, i64, loop, v128, when } from './assembler.js'
import { bitsOf, HALVES, kindsBy, union } from './byte-kinds.js'
import { DIGIT_BITS, EDGES } from './layout.js'
import { add, any, c32, define, not } from './words.js'

/** So many are written of 64 bytes at once, however many there are; seldom are there more. */
const AT_ONCE = 16
/**
 * So many bytes are looked at before their runs are gone through: the list of a long line would be long. A run that goes on
 * beyond them is the last of the list, and the next list begins right behind it.
 */
const WINDOW = 4096

// Word bytes ([0-9A-Za-z_$]) have one of the upper five bits; the last three are backslash, percent sign and ESC.
const DIGIT = 0x80
const SPECIAL = 0x07
const BACKSLASH = 0x04
export const kindsOf = kindsBy([
  { bit: DIGIT, ...HALVES.digits },
  { bit: 0x40, ...HALVES.firstLetters },
  { bit: 0x20, upper: HALVES.lastCapitals.upper, lower: [...HALVES.lastCapitals.lower, 15] },
  { bit: 0x10, ...HALVES.lastSmall },
  { bit: 0x08, upper: [2], lower: [4] },
  { bit: BACKSLASH, ...HALVES.backslash },
  { bit: 0x02, ...HALVES.percent },
  { bit: 0x01, ...HALVES.escape },
])

// The highest bit of each byte is what counts.
export const wordBytes = (kinds) => v128.addBytes(kinds, v128.bytes(0x78))
export const digitBytes = (kinds) => kinds
const backslashes = (kinds) => v128.shl(kinds, c32(5))
const otherSpecials = (kinds) => v128.gtS(v128.and(kinds, v128.bytes(SPECIAL & ~BACKSLASH)), v128.bytes(0))
/** they may begin a character of three bytes */
const leadBytes = (bytes) => v128.geU(bytes, v128.bytes(0xe0))

/**
 * Behind which byte edges are looked for next, and whether the line has held any percent sign, ESC, backslash before a word
 * byte, or byte that may begin a character of three.
 */
export const GLOBALS = { looked: ['i32', 0], specials: ['i32', 0] }

const LOCALS = {
  until: 'i32', out: 'i32', rest: 'i32', count: 'i32', digits: 'i32',
  words: 'i64', edges: 'i64', inside: 'i64', marks: 'i64', left: 'i64',
  a: 'v128', b: 'v128', c: 'v128', d: 'v128', e: 'v128', f: 'v128', g: 'v128', h: 'v128',
} // biome-ignore format: one table

/** Answers where the list ends; a run that was begun is always ended, and `from` is in none. */
export const findEdges = (kept) =>
  define('findEdges', { line: 'i32', from: 'i32', end: 'i32' }, ['i32'], LOCALS, ({ line, from, end, ...here }) => {
    const { until, out, rest, count, digits, words, edges, inside, marks, left } = here
    const vectors = [here.a, here.b, here.c, here.d]
    const kinds = [here.e, here.f, here.g, here.h]

    const readBlock = [
      vectors.map((vector, index) => vector.set(v128.load(from.get, index * 16))),
      kinds.map((kind, index) => kind.set(kindsOf(vectors[index].get))),
      words.set(i64.and(bitsOf(kinds, wordBytes), left.get)),
      left.set(i64.const(-1)),
      i64.store(digits.get, bitsOf(kinds, digitBytes), DIGIT_BITS),
      when(
        i32.ltU(i32.sub(end.get, from.get), c32(64)),
        words.set(i64.and(words.get, i64.sub(i64.shl(i64.const(1), i64.extend(i32.sub(end.get, from.get))), i64.const(1)))),
      ),
      edges.set(i64.xor(words.get, i64.or(i64.shl(words.get, i64.const(1)), inside.get))),
      inside.set(i64.shrU(words.get, i64.const(63))),
    ]

    // What stands behind the line counts too: it only costs time.
    const noteSpecials = [
      when(
        v128.anyTrue(v128.and(union(kinds), v128.bytes(SPECIAL))),
        marks.set(bitsOf(kinds, backslashes)),
        // The last byte of a block cannot be told from one that a word byte follows.
        marks.set(i64.or(i64.and(i64.shl(marks.get, i64.const(1)), words.get), i64.shrU(marks.get, i64.const(63)))),
        kept.specials.set(any(kept.specials.get, i64.ne(i64.or(marks.get, bitsOf(kinds, otherSpecials)), i64.const(0)))),
      ),
      when(v128.bitmask(union(vectors)), kept.specials.set(any(kept.specials.get, v128.bitmask(union(vectors, leadBytes))))),
    ]

    // Behind the last one something is written too, and written over by the next block.
    const writeOne = (place, index) => [
      i32.store(place.get, i32.add(from.get, i32.wrap(i64.ctz(edges.get))), 4 * index),
      edges.set(i64.and(edges.get, i64.sub(edges.get, i64.const(1)))),
    ]

    const firstEdge = i32.add(from.get, i32.wrap(i64.ctz(edges.get)))
    const endWithRun = when(
      i64.ne(edges.get, i64.const(0)),
      i32.store(out.get, firstEdge),
      kept.looked.set(firstEdge),
      back(i32.add(out.get, c32(4))),
    )

    // Blocks are counted from the start of the line; of the first one a part may have been gone through.
    const isSeen = i64.extend(i32.and(i32.sub(from.get, line.get), c32(63)))
    return [
      out.set(c32(EDGES)),
      left.set(i64.shl(i64.const(-1), isSeen)),
      from.set(i32.sub(from.get, i32.wrap(isSeen))),
      until.set(i32.add(from.get, c32(WINDOW))),
      digits.set(i32.shrU(i32.sub(from.get, line.get), c32(3))),
      block(
        loop(
          branchIf(1, i32.geU(from.get, end.get)),
          when(i32.geU(from.get, until.get), branchIf(2, i64.eqz(inside.get))),
          readBlock,
          noteSpecials,
          when(i32.geU(from.get, until.get), endWithRun),
          count.set(i32.wrap(i64.popcnt(edges.get))),
          Array.from({ length: AT_ONCE }, (_, index) => writeOne(out, index)),
          when(
            not(i64.eqz(edges.get)),
            rest.set(out.get),
            loop(writeOne(rest, AT_ONCE), add(rest, 4), branchIf(0, not(i64.eqz(edges.get)))),
          ),
          add(out, i32.shl(count.get, c32(2))),
          add(from, 64),
          add(digits, 8),
          branch(0),
        ),
      ),
      kept.looked.set(from.get),
      when(not(i64.eqz(inside.get)), i32.store(out.get, end.get), add(out, 4)),
      out.get,
    ]
  })
