// The scanner's inner loop in WebAssembly. It finds the places at which a needle may begin: starts of words whose first
// bytes have a hash that some needle's first bytes have. What it finds is checked byte by byte in TypeScript;
// src/scan/table-scanner.ts says the same without WebAssembly and is what this is tested against.
//
// Memory: at 0 the table over hashes of the first four bytes, at SECOND the table over hashes of five or eight. The
// bytes to be searched stand behind them; up to 72 beyond the last are read.
import { assemble, back, block, branch, branchIf, call, global, i32, i64, local, loop, v128, when } from './assembler.js'
import { record } from './json-function.js'
import { PAGES, SECOND } from './layout.js'
import { lineParts } from './line-functions.js'
import { needleParts } from './needle-functions.js'
import { template } from './template-functions.js'
import { storeParts } from './template-store.js'

// What the tables say of a hash: the lengths of the needles that begin so, any case of letters or, shifted, only theirs;
// in the second table which of the two there are. src/scan/simd-scanner.ts fills them.
const LONG = 1
const FIVE_TO_SEVEN = 2
const FOUR = 4
const EXACT_SHIFT = 3
const ANY_CASE = 1
const EXACT = 2

const isBetween = (bytes, low, high) => v128.and(v128.gtS(bytes, v128.bytes(low - 1)), v128.ltS(bytes, v128.bytes(high + 1)))

/** [0-9A-Za-z_]; bytes above 0x7f are below zero here and none of them. */
const wordBytes = (bytes) =>
  v128.or(isBetween(v128.or(bytes, v128.bytes(0x20)), 0x61, 0x7a), v128.or(isBetween(bytes, 0x30, 0x39), v128.eq(bytes, v128.bytes(0x5f))))

/** Backslash, percent sign, ESC. */
const escapeBytes = (bytes) =>
  v128.or(v128.eq(bytes, v128.bytes(0x5c)), v128.or(v128.eq(bytes, v128.bytes(0x25)), v128.eq(bytes, v128.bytes(0x1b))))

const leadBytes = (bytes) => v128.geU(bytes, v128.bytes(0xc0))

/** One bit for each of the 64 bytes in four vectors. */
const bits = (vectors, test) => {
  const [a, b, c, d] = vectors.map(({ get }, index) => i64.shl(i64.extend(v128.bitmask(test(get))), i64.const(index * 16)))
  return i64.or(i64.or(a, b), i64.or(c, d))
}

const union = ([a, b, c, d], test) => v128.or(v128.or(test(a.get), test(b.get)), v128.or(test(c.get), test(d.get)))

const folded = (bytes) => i32.or(bytes, i32.const(0x20202020))

// What is kept between calls: how far hashes are shifted right, where the next block of 64 bytes begins, where the bytes
// end, which starts of words in the block before it were not looked at yet, whether the byte before it is no word byte
// (1), and the escapes in the block before it.
const GLOBALS = { shift: ['i32', 17], next: ['i32', 0], end: ['i32', 0], starts: ['i64', 0], gap: ['i64', 1], escapes: ['i64', 0] }
const kept = Object.fromEntries(Object.keys(GLOBALS).map((name, index) => [name, global(index)]))

const LOCALS = {
  ...GLOBALS,
  at: ['i32'],
  hash: ['i32'],
  flag: ['i32'],
  word: ['i32'],
  words: ['i64'],
  gaps: ['i64'],
  marks: ['i64'],
  reach: ['i64'],
  a: ['v128'],
  b: ['v128'],
  c: ['v128'],
  d: ['v128'],
}

const resume = () => {
  const here = Object.fromEntries(Object.keys(LOCALS).map((name, index) => [name, local(index)]))
  const { shift, next, end, starts, gap, escapes, at, hash, flag, word, words, gaps, marks, reach } = here
  const vectors = [here.a, here.b, here.c, here.d]
  const fetch = Object.keys(GLOBALS).map((name) => here[name].set(kept[name].get))
  const keep = Object.keys(GLOBALS).map((name) => kept[name].set(here[name].get))

  /** Adds to the reach what it is when moved. */
  const spread = (move, by) => reach.set(i64.or(reach.get, move(reach.get, i64.const(by))))

  const mixed = (bytes) => i32.mul(bytes, i32.const(0x9e3779b1))
  const second = (rest) => i32.load8(i32.shrU(i32.mul(i32.xor(hash.get, rest), i32.const(0x85ebca6b)), shift.get), SECOND)

  /** Looks at the hash of one case: `flags` are the three bits of the first table, `bit` its bit of the second. */
  const lookAt = (bytes, flags, bit, cased) =>
    [
      hash.set(mixed(cased(bytes))),
      flag.set(i32.and(flags(i32.load8(i32.shrU(hash.get, shift.get))), i32.const(LONG | FIVE_TO_SEVEN | FOUR))),
      when(
        flag.get,
        when(i32.and(flag.get, i32.const(FOUR)), ...keep, back(at.get)),
        when(
          i32.and(
            i32.const(bit),
            i32.or(
              i32.and(i32.sub(i32.const(0), i32.and(flag.get, i32.const(LONG))), second(cased(i32.load(at.get, 4)))),
              i32.and(
                i32.sub(i32.const(0), i32.shrU(i32.and(flag.get, i32.const(FIVE_TO_SEVEN)), i32.const(1))),
                second(cased(i32.load8(at.get, 4))),
              ),
            ),
          ),
          ...keep,
          back(at.get),
        ),
      ),
    ].flat()

  const lookAtStarts = block(
    loop(
      branchIf(1, i64.eqz(starts.get)),
      at.set(i32.add(i32.sub(next.get, i32.const(64)), i32.wrap(i64.ctz(starts.get)))),
      starts.set(i64.and(starts.get, i64.sub(starts.get, i64.const(1)))),
      word.set(i32.load(at.get)),
      ...lookAt(word.get, (bits) => bits, ANY_CASE, folded),
      // A lower-case letter begins no needle whose case counts.
      when(
        i32.ltU(i32.and(word.get, i32.const(0xff)), i32.const(0x61)),
        ...lookAt(
          word.get,
          (bits) => i32.shrU(bits, i32.const(EXACT_SHIFT)),
          EXACT,
          (bytes) => bytes,
        ),
      ),
      branch(0),
    ),
  )

  const readBlock = [
    ...vectors.map((vector, index) => vector.set(v128.load(next.get, index * 16))),
    words.set(bits(vectors, wordBytes)),
    gaps.set(i64.xor(words.get, i64.const(-1))),
    starts.set(i64.and(words.get, i64.or(i64.shl(gaps.get, i64.const(1)), gap.get))),
    gap.set(i64.shrU(gaps.get, i64.const(63))),
  ]

  const findEscapes = [
    marks.set(i64.const(0)),
    when(v128.anyTrue(union(vectors, escapeBytes)), marks.set(bits(vectors, escapeBytes))),
    // Escapes end in letters (\ncode, %22code, \u003cCode, colours): any word byte 2 to 12 behind one may begin a word.
    when(
      i32.eqz(i64.eqz(i64.or(marks.get, escapes.get))),
      reach.set(i64.shl(marks.get, i64.const(2))),
      ...[1, 2, 4, 3].map((by) => spread(i64.shl, by)),
      starts.set(i64.or(starts.get, i64.and(reach.get, words.get))),
      reach.set(i64.shrU(escapes.get, i64.const(52))),
      ...[1, 2, 4, 3].map((by) => spread(i64.shrU, by)),
      starts.set(i64.or(starts.get, i64.and(reach.get, words.get))),
    ),
    escapes.set(marks.get),
  ]

  const addLeads = when(v128.bitmask(union(vectors, (bytes) => bytes)), starts.set(i64.or(starts.get, bits(vectors, leadBytes))))

  const cutAtEnd = when(
    i32.ltU(i32.sub(end.get, next.get), i32.const(64)),
    starts.set(i64.and(starts.get, i64.sub(i64.shl(i64.const(1), i64.extend(i32.sub(end.get, next.get))), i64.const(1)))),
  )

  return {
    name: 'resume',
    parameters: [],
    results: ['i32'],
    locals: Object.values(LOCALS).map(([type]) => type),
    body: [
      ...fetch,
      loop(
        lookAtStarts,
        when(i32.geU(next.get, end.get), ...keep, back(i32.const(-1))),
        ...readBlock,
        ...findEscapes,
        addLeads,
        cutAtEnd,
        next.set(i32.add(next.get, i32.const(64))),
        branch(0),
      ),
      i32.const(-1),
    ].flat(),
  }
}

const RESUME = 0
const [from, until] = [local(0), local(1)]

/** Goes on with bytes that follow on those searched before, which were a multiple of 64. */
const goOn = {
  name: 'goOn',
  parameters: ['i32', 'i32'],
  results: ['i32'],
  locals: [],
  body: [kept.next.set(from.get), kept.end.set(until.get), kept.starts.set(i64.const(0)), call(RESUME)].flat(),
}

/** Searches from a place at which a word may begin. */
const start = {
  ...goOn,
  name: 'start',
  body: [...kept.gap.set(i64.const(1)), ...kept.escapes.set(i64.const(0)), ...goOn.body],
}

const setShift = { name: 'setShift', parameters: ['i32'], results: [], locals: [], body: kept.shift.set(local(0).get) }

/** The module's bytes. */
export const scanModule = () => {
  const globals = Object.values(GLOBALS)
  const store = storeParts(globals.length)
  const scanning = [resume(), goOn, start, setShift]
  const known = [...scanning, ...needleParts(scanning.length), template(store.kept), ...store.functions, record()]
  const calls = Object.fromEntries(known.map(({ name }, index) => [name, index]))
  const lines = lineParts(globals.length + store.globals.length, calls)
  return assemble({
    pages: PAGES,
    globals: [...globals, ...store.globals, ...lines.globals],
    functions: [...known, ...lines.functions],
  })
}
