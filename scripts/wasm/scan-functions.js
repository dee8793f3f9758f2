// The scanner. One pass finds where words begin, the next turns most of them away by the hash of their first four bytes,
// the last by that of the bytes behind those. Each pass goes through all that the one before it left of a window, and none
// branches on what it reads: whether a word looks like a needle cannot be foreseen, and wrong guesses cost more than work.
// What is found is checked byte by byte; src/scan/table-scanner.ts says the same without WebAssembly.
import { back, branch, call, i32, i64, loop, repeat, when, whether } from './assembler.js'
import { SECOND, STARTS } from './layout.js'
import { add, any, both, c32, define, is, isWord } from './words.js'

// The first table says of a hash whether needles of eight bytes or more begin so, any needle at all, needles of five to
// seven bytes, needles of four: two bits each, the upper one for words that begin with a lower-case letter or a digit, the
// lower one for those that begin with a capital, which may be needles whose case counts as well. The second table has one
// bit for each case of the first two bytes. src/scan/scan-tables.ts fills them.
const ANY = 2
const FIVE_TO_SEVEN = 4
const FOUR = 6

// A window begins small, since the first place found may be the only one asked for.
const FIRST_WINDOW = 8
const LAST_WINDOW = 64

/** As in src/scan/bytes.ts. */
const FARTHEST_ESCAPE = 12
const NEAREST_ESCAPE = 2

/**
 * What is kept between calls: how far the hashes of each table are shifted right, and whether numbers are looked at (all
 * bits); where the next block of 64 bytes begins, where the bytes end, whether the byte before the block is no word byte
 * (1), and the escapes in the block before it; the places found that were not answered yet, how many blocks are looked at
 * next, and the place before which nothing counts.
 */
export const GLOBALS = {
  shift: ['i32', 17],
  secondShift: ['i32', 15],
  numbers: ['i64', 0],
  next: ['i32', 0],
  end: ['i32', 0],
  gap: ['i64', 1],
  escapes: ['i64', 0],
  place: ['i32', STARTS],
  last: ['i32', STARTS],
  window: ['i32', FIRST_WINDOW],
  floor: ['i32', 0],
}

const folded = (bytes) => i32.or(bytes, c32(0x20202020))
const first = (hash, shift) => i32.load8(i32.shrU(hash, shift))
const second = (hash, rest, shift) => i32.load8(i32.shrU(i32.mul(i32.xor(hash, folded(rest)), c32(0xc2b2ae3d)), shift), SECOND)
/** 1 where a byte of a word is a lower-case letter or a digit */
const isLower = (word, byte) => i32.and(i32.shrU(word, c32(8 * byte + 5)), c32(1))

/** Keeps those of the places up to `last` that pass; `pass` answers 4 for those, the size of a place, else 0. */
const narrow = (name, locals, pass) => (kept) =>
  define(
    name,
    { last: 'i32' },
    ['i32'],
    { from: 'i32', out: 'i32', at: 'i32', word: 'i32', hash: 'i32', shift: 'i32', ...locals },
    ({ last, from, out, at, word, hash, shift, ...here }) => [
      shift.set(kept.shift.get),
      from.set(c32(STARTS)),
      out.set(c32(STARTS)),
      repeat(
        i32.ltU(from.get, last.get),
        at.set(i32.load(from.get)),
        word.set(i32.load(at.get)),
        hash.set(i32.mul(folded(word.get), c32(0x9e3779b1))),
        i32.store(out.get, at.get),
        add(out, pass({ at, word, hash, shift, ...here }, kept)),
        add(from, 4),
      ),
      out.get,
    ],
  )

const narrowByFour = narrow('narrowByFour', {}, ({ word, hash, shift }) =>
  i32.and(i32.shrU(first(hash.get, shift.get), isLower(word.get, 0)), c32(1 << ANY)),
)

const narrowByMore = narrow('narrowByMore', { flags: 'i32', cases: 'i32' }, ({ at, word, hash, shift, flags, cases }, kept) => {
  const ofEight = i32.shrU(second(hash.get, i32.load(at.get, 4), kept.secondShift.get), cases.get)
  const ofFive = i32.shrU(second(hash.get, i32.load8(at.get, 4), kept.secondShift.get), cases.get)
  const bits = i32.or(
    i32.or(i32.and(flags.get, ofEight), i32.and(i32.shrU(flags.get, c32(FIVE_TO_SEVEN)), ofFive)),
    i32.shrU(flags.get, c32(FOUR)),
  )
  return [
    ...cases.set(isLower(word.get, 0)),
    ...flags.set(i32.shrU(first(hash.get, shift.get), cases.get)),
    ...cases.set(i32.or(cases.get, i32.shl(isLower(word.get, 1), c32(1)))),
    ...i32.shl(i32.and(bits, c32(1)), c32(2)),
  ]
})

/** Whether a word may begin at a place close behind the floor: escapes before the floor do not reach it. */
const isWithin = (kept, at, by, then) => {
  const farthest = i32.sub(at.get, kept.floor.get)
  return whether(
    any(
      i32.geU(i32.sub(farthest, c32(1)), c32(FARTHEST_ESCAPE)),
      any(i32.geU(i32.load8(at.get), c32(0xc0)), i32.eqz(isWord(i32.load8(i32.sub(at.get, c32(1)))))),
    ),
    then,
    [
      by.set(c32(NEAREST_ESCAPE)),
      repeat(
        both(i32.leU(by.get, c32(FARTHEST_ESCAPE)), i32.leU(by.get, farthest)),
        when(is(i32.load8(i32.sub(at.get, by.get)), 0x5c, 0x25, 0x1b), then),
        add(by, 1),
      ),
    ],
  )
}

const resume = (kept, calls) =>
  define('resume', {}, ['i32'], { at: 'i32', by: 'i32' }, ({ at, by }) => [
    loop(
      repeat(
        i32.ltU(kept.place.get, kept.last.get),
        at.set(i32.load(kept.place.get)),
        add(kept.place, 4),
        when(i32.geU(at.get, kept.floor.get), isWithin(kept, at, by, back(at.get))),
      ),
      when(i32.geU(kept.next.get, kept.end.get), back(c32(-1))),
      kept.last.set(call(calls.narrowByMore, call(calls.narrowByFour, call(calls.findStarts, kept.window.get)))),
      kept.place.set(c32(STARTS)),
      when(i32.ltU(kept.window.get, c32(LAST_WINDOW)), kept.window.set(i32.shl(kept.window.get, c32(1)))),
      branch(0),
    ),
    c32(-1),
  ])

const begin = (kept, calls, from, end) => [
  kept.next.set(from),
  kept.end.set(end),
  kept.place.set(c32(STARTS)),
  kept.last.set(c32(STARTS)),
  kept.floor.set(c32(0)),
  call(calls.resume),
]

const afresh = (kept) => [kept.gap.set(i64.const(1)), kept.escapes.set(i64.const(0)), kept.window.set(c32(FIRST_WINDOW))]

/**
 * `resume()` answers the next place found, or -1; `start(from, end)` begins at a place at which a word may begin,
 * `goOn(from, end)` with bytes that follow on those searched before, which were a multiple of 64; `skip(at)` leaves out
 * what stands before a place at which a word may begin, as if the search had begun there.
 */
export const scanParts = [
  narrowByFour,
  narrowByMore,
  resume,
  (kept, calls) => define('goOn', { from: 'i32', end: 'i32' }, ['i32'], {}, ({ from, end }) => begin(kept, calls, from.get, end.get)),
  (kept, calls) =>
    define('start', { from: 'i32', end: 'i32' }, ['i32'], {}, ({ from, end }) => [afresh(kept), begin(kept, calls, from.get, end.get)]),
  (kept, calls) => define('skip', { at: 'i32' }, ['i32'], {}, ({ at }) => [kept.floor.set(at.get), call(calls.resume)]),
  (kept) =>
    define('setTables', { first: 'i32', second: 'i32', hasNumbers: 'i32' }, [], {}, ({ first, second, hasNumbers }) => [
      kept.shift.set(first.get),
      kept.secondShift.set(second.get),
      kept.numbers.set(i64.sub(i64.const(0), i64.extend(hasNumbers.get))),
    ]),
]
