// The scanner. One pass finds where words begin, the next turns most of them away by the hash of their first four bytes,
// the last by that of the bytes behind those. Each pass goes through all that the one before it left of a window, and none
// branches on what it reads: whether a word looks like a needle cannot be foreseen, and wrong guesses cost more than work.
// What is found is checked byte by byte; src/scan/table-scanner.ts says the same without WebAssembly.
import { back, branch, call, i32, i64, loop, repeat, when, whether } from './assembler.js'
import { SECOND, STARTS } from './layout.js'
import { add, any, both, c32, define, is, isWord } from './words.js'

// The hash of the first four bytes knows the case of the first one, and the hash of more bytes that of the second as well: so no
// more of them has to be looked at, and needles that may be written in either case are in the tables under both. The first
// table says of a hash whether needles of eight bytes or more begin so, needles of five to seven, any needle at all, needles
// of four; the second one the first two of these for the hash of more bytes. src/scan/scan-tables.ts fills them.
const LONG = 1
const FIVE_TO_SEVEN = 2
const ANY = 4
const FOUR = 8

/** of a hash, what is left before a table's mask is laid over it; as in src/scan/scan-tables.ts */
const HASH_SHIFT = 14

// A window begins small, since the first place found may be the only one asked for.
const FIRST_WINDOW = 8
const LAST_WINDOW = 64

/** As in src/scan/bytes.ts. */
const FARTHEST_ESCAPE = 12
const NEAREST_ESCAPE = 2

/**
 * What is kept between calls: the masks that make hashes places in each table, and whether numbers are looked at (all bits);
 * where the next block of 64 bytes begins, where the bytes end, whether the byte before the block is no word byte (1), and
 * the escapes in the block before it; the places found that were not answered yet, how many blocks are looked at next, and
 * the place before which nothing counts.
 */
export const GLOBALS = {
  mask: ['i32', 0],
  secondMask: ['i32', 0],
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

const folded = (bytes, but = 0) => i32.or(bytes, c32(0x20202020 & ~but))
const firstHash = (word) => i32.mul(folded(word, 0x20), c32(0x9e3779b1))
const placeIn = (hash, mask) => i32.and(i32.shrU(hash, c32(HASH_SHIFT)), mask)
/** what the second table says of a word whose next bytes are those */
const second = ({ word, hash, mask }, next) => {
  const both = i32.xor(i32.xor(hash.get, folded(next)), i32.and(word.get, c32(0x2000)))
  return i32.load8(placeIn(i32.mul(both, c32(0xc2b2ae3d)), mask.get), SECOND)
}

/**
 * Keeps those of the places up to `last` that pass; `pass` answers 4 for those, the size of a place, else 0. Two at a time:
 * there is less of the loop then than of what is done in it.
 */
const narrow = (name, masks, pass) => (kept) =>
  define(
    name,
    { last: 'i32' },
    ['i32'],
    { from: 'i32', out: 'i32', at: 'i32', word: 'i32', hash: 'i32', flags: 'i32', mask: 'i32', firstMask: 'i32' },
    (l) => {
      const { last, from, out, at, word, hash } = l
      const step = (offset) => [
        at.set(i32.load(from.get, offset)),
        word.set(i32.load(at.get)),
        hash.set(firstHash(word.get)),
        i32.store(out.get, at.get),
        add(out, pass(l)),
      ]
      return [
        masks.map(([local, from]) => l[local].set(kept[from].get)),
        from.set(c32(STARTS)),
        out.set(c32(STARTS)),
        repeat(i32.ltU(i32.add(from.get, c32(4)), last.get), step(0), step(4), add(from, 8)),
        when(i32.ltU(from.get, last.get), step(0)),
        out.get,
      ]
    },
  )

const narrowByFour = narrow('narrowByFour', [['firstMask', 'mask']], ({ hash, firstMask }) =>
  i32.and(i32.load8(placeIn(hash.get, firstMask.get)), c32(ANY)),
)

const narrowByMore = narrow(
  'narrowByMore',
  [
    ['firstMask', 'mask'],
    ['mask', 'secondMask'],
  ],
  (l) => {
    const { at, hash, flags, firstMask } = l
    const ofEight = i32.and(second(l, i32.load(at.get, 4)), c32(LONG))
    const ofFive = i32.and(second(l, i32.load8(at.get, 4)), c32(FIVE_TO_SEVEN))
    return [
      ...flags.set(i32.load8(placeIn(hash.get, firstMask.get))),
      ...flags.set(i32.and(flags.get, i32.or(i32.or(ofEight, ofFive), c32(FOUR)))),
      ...i32.shl(i32.ne(flags.get, c32(0)), c32(2)),
    ]
  },
)

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
    define('setTables', { mask: 'i32', secondMask: 'i32', hasNumbers: 'i32' }, [], {}, ({ mask, secondMask, hasNumbers }) => [
      kept.mask.set(mask.get),
      kept.secondMask.set(secondMask.get),
      kept.numbers.set(i64.sub(i64.const(0), i64.extend(hasNumbers.get))),
    ]),
]
