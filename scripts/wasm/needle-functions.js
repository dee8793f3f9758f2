// Turns away places that only look like a needle: `mayStand(at, end)` answers 0 where none stands, or none that its
// surroundings would let pass. What stands before the place is looked at too: a line end, before the first of all lines.
// src/scan/needle-image.ts writes what is read here; what passes is looked at in TypeScript, and so may be more than must.
import { back, block, branch, branchIf, call, either, i32, i64, loop, repeat, when, whether } from './assembler.js'
import { END, EXPONENT, VALUE } from './gaps.js'
import { GAPS, KINDS, NEEDLES } from './layout.js'
import { add, any, both, c32, define, is, isWord } from './words.js'

// As in src/scan/needle-image.ts.
const INDEX_BITS = 12
const BLOOM_BITS = 18
const LONG = NEEDLES + (4 << INDEX_BITS)
const BLOOM = LONG + (4 << INDEX_BITS)
const STARTS = BLOOM + (1 << (BLOOM_BITS - 3))
const EXACT = 1
const ENDS = 2
const IS_KEY = 4
const LONGEST_BEGINNING = 6
const FORM_MARK = 0xff
// As in src/detect/may-hold-code.ts.
const MOST_QUOTES = 8
const MOST_BLANKS = 16
const MOST_OPENERS = 24
const LONGEST_VALUE = 64

const FOLD = 0x2020202020202020n
const DIGIT = 1

const folded = (byte) => i32.or(byte, i32.shl(i32.ltU(i32.sub(byte, c32(0x41)), c32(26)), c32(5)))
const yes = back(c32(1))
const no = back(c32(0))

/** The names as numbers of 32 bits, or of 64. */
const typed = (type, ...names) => Object.fromEntries(names.map((name) => [name, type]))
const i32s = (...names) => typed('i32', ...names)

const hasBit = (bits, byte) => i32.and(i32.shrU(i32.load8(i32.add(bits, i32.shrU(byte, c32(3)))), i32.and(byte, c32(7))), c32(1))
const LAST_BYTES = 32
/** eight bits of the three bytes before a place */
const hashBefore = (at) =>
  i32.shrU(i32.mul(i32.or(i32.shrU(i32.load(i32.sub(at, c32(4))), c32(8)), c32(0x202020)), c32(0x9e3779b1)), c32(24))

/** Whether one of the leads stands before a place as a word: behind one bit for each hash of their last bytes, length and bytes backwards. */
const isCovered = define('isCovered', i32s('at', 'lead'), ['i32'], i32s('length', 'i', 'byte'), ({ at, lead, length, i, byte }) => [
  byte.set(hashBefore(at.get)),
  when(i32.eqz(hasBit(lead.get, byte.get)), no),
  add(lead, LAST_BYTES),
  loop(
    length.set(i32.load8(lead.get)),
    when(i32.eqz(length.get), no),
    block(
      i.set(c32(0)),
      repeat(
        i32.ltU(i.get, length.get),
        byte.set(i32.load8(i32.sub(i32.sub(at.get, c32(1)), i.get))),
        branchIf(2, i32.ne(folded(byte.get), i32.load8(i32.add(lead.get, i.get), 1))),
        add(i, 1),
      ),
      byte.set(i32.load8(i32.sub(i32.sub(at.get, c32(1)), length.get))),
      when(i32.eqz(any(isWord(byte.get), is(byte.get, 0x2d))), yes),
    ),
    lead.set(i32.add(i32.add(lead.get, length.get), c32(1))),
    branch(0),
  ),
  c32(0),
])

const isInFilter = ({ hash, other }) => {
  const bitAt = (place) => i32.and(i32.shrU(i32.load8(i32.shrU(place, c32(3)), BLOOM), i32.and(place, c32(7))), c32(1))
  return [
    other.set(i32.shrU(i32.mul(hash.get, c32(0x85ebca6b)), c32(32 - BLOOM_BITS))),
    when(both(bitAt(i32.shrU(hash.get, c32(32 - BLOOM_BITS))), bitAt(other.get)), yes),
  ]
}

/** Whether what stands behind a key may be the value of a code. */
const mayBeValue = define(
  'mayBeValue',
  i32s('stop', 'end', 'key'),
  ['i32'],
  i32s('at', 'opened', 'start', 'byte', 'kind', 'kinds', 'size', 'counted', 'lane', 'hash', 'other'),
  (values) => {
    const { stop, end, key, at, opened, start, byte, kind, kinds, size, counted, lane, hash } = values
    const read = byte.set(i32.load8(at.get))
    const skip = (condition, most) =>
      block(loop(read, branchIf(1, i32.eqz(both(condition, i32.ltU(i32.sub(at.get, stop.get), c32(most))))), add(at, 1), branch(0)))
    const isQuote = is(byte.get, 0x22, 0x27, 0x5c)
    const isBlank = is(byte.get, 0x20, 0x09)
    const kindOf = kind.set(i32.load8(i32.load8(at.get), GAPS))
    const mix = (value) => [
      hash.set(i32.mul(i32.xor(hash.get, value), c32(0x9e3779b1))),
      hash.set(i32.xor(hash.get, i32.shrU(hash.get, c32(15)))),
    ]
    const begin = hash.set(i32.mul(i32.add(key.get, c32(1)), c32(0x85ebca6b)))
    const first = i32.load8(start.get)
    const letter = i32.or(first, c32(0x20))
    const left = i32.sub(counted.get, i32.sub(at.get, start.get))
    return [
      at.set(stop.get),
      read,
      // "code 400": nothing but a blank
      whether(
        isBlank,
        [skip(isBlank, MOST_BLANKS)],
        [
          // "code": is how most are written.
          whether(
            i32.eq(i32.load16(stop.get), c32(0x3a22)),
            [add(at, 2)],
            [skip(isQuote, MOST_QUOTES), when(i32.eqz(is(byte.get, 0x3a, 0x3d)), yes), add(at, 1)],
          ),
          skip(isBlank, MOST_BLANKS),
          opened.set(at.get),
          skip(isQuote, MOST_OPENERS),
          when(both(i32.gtU(at.get, opened.get), i32.eq(i32.load8(i32.sub(at.get, c32(1))), c32(0x5c))), yes),
        ],
      ),
      start.set(at.get),
      block(
        loop(
          kindOf,
          branchIf(1, i32.eqz(both(i32.shrU(kind.get, c32(Math.log2(VALUE))), i32.ltU(size.get, c32(LONGEST_VALUE))))),
          kinds.set(i32.or(kinds.get, kind.get)),
          add(size, 1),
          add(at, 1),
          branch(0),
        ),
      ),
      read,
      when(i32.ltU(size.get, i32.add(c32(1), is(byte.get, 0x27))), yes),
      when(any(i32.geU(at.get, end.get), i32.eqz(i32.and(kind.get, c32(END)))), yes),
      // 4e7 is another number than it seems.
      when(i32.and(kinds.get, c32(EXPONENT)), when(any(i32.eq(i32.load8(first, KINDS), c32(DIGIT)), is(first, 0x2d)), yes)),
      counted.set(size.get),
      when(
        both(i32.geU(letter, c32(0x61)), i32.leU(letter, c32(0x7a)), i32.gtU(size.get, c32(LONGEST_BEGINNING))),
        counted.set(c32(LONGEST_BEGINNING)),
      ),
      begin,
      at.set(start.get),
      repeat(
        i32.gtU(counted.get, i32.sub(at.get, start.get)),
        lane.set(i32.load(at.get)),
        when(i32.ltU(left, c32(4)), lane.set(i32.and(lane.get, i32.sub(i32.shl(c32(1), i32.shl(left, c32(3))), c32(1))))),
        mix(lane.get),
        add(at, 4),
      ),
      isInFilter(values),
      begin,
      mix(i32.or(c32(FORM_MARK), i32.or(i32.shl(size.get, c32(8)), i32.shl(first, c32(16))))),
      isInFilter(values),
      c32(0),
    ]
  },
)

const mayStand = (_, calls) =>
  define(
    'mayStand',
    i32s('at', 'end'),
    ['i32'],
    { ...i32s('entry', 'shorter', 'hash', 'text', 'size', 'flags', 'i', 'byte', 'stop'), ...typed('i64', 'mask', 'fold') },
    ({ at, end, entry, shorter, hash, text, size, flags, i, byte, stop, mask, fold }) => {
      const has = (flag) => i32.and(flags.get, c32(flag))
      const left = i32.sub(size.get, i.get)
      const part = (place) => i64.and(i64.or(i64.load(i32.add(place, i.get)), fold.get), mask.get)
      const isThis = block(
        i.set(c32(0)),
        loop(
          mask.set(
            either(i64.const(-1), i64.sub(i64.shl(i64.const(1), i64.extend(i32.shl(left, c32(3)))), i64.const(1)), i32.geU(left, c32(8))),
          ),
          branchIf(1, i64.ne(part(at.get), part(text.get))),
          add(i, 8),
          branchIf(0, i32.ltU(i.get, size.get)),
        ),
        stop.set(i32.add(at.get, size.get)),
        branchIf(0, i32.gtU(stop.get, end.get)),
        byte.set(i32.load8(stop.get)),
        when(
          has(ENDS),
          when(any(i32.geU(stop.get, end.get), i32.eqz(isWord(byte.get))), yes),
          when(i32.and(i32.shrU(i32.load8(i32.shrU(byte.get, c32(3)), STARTS), i32.and(byte.get, c32(7))), c32(1)), yes),
          branch(1),
        ),
        when(i32.eqz(has(IS_KEY)), yes),
        // As in the line scanner: `code` is no whole key in `status-code`, `codes`, `code-page`, `code.name`.
        branchIf(0, any(isWord(byte.get), is(byte.get, 0x2d))),
        when(is(byte.get, 0x2e), branchIf(1, isWord(i32.load8(stop.get, 1)))),
        branchIf(0, is(i32.load8(i32.sub(at.get, c32(1))), 0x2d)),
        branchIf(0, call(calls.isCovered, at.get, i32.add(i32.load(entry.get, NEEDLES + 12), c32(NEEDLES)))),
        when(call(calls.mayBeValue, stop.get, end.get, i32.shrU(i32.load(entry.get, NEEDLES + 8), c32(16))), yes),
      )
      const four = (offset, factor) => i32.mul(i32.or(i32.load(at.get, offset), c32(0x20202020)), c32(factor))
      const slot = i32.shl(i32.shrU(hash.get, c32(32 - INDEX_BITS)), c32(2))
      // Those of eight bytes or more, then the shorter ones.
      return [
        hash.set(i32.add(four(0, 0x9e3779b1), four(4, 0x85ebca6b))),
        entry.set(i32.load(slot, LONG)),
        hash.set(four(0, 0x9e3779b1)),
        shorter.set(i32.load(slot, NEEDLES)),
        loop(
          repeat(
            entry.get,
            text.set(i32.add(i32.load(entry.get, NEEDLES + 4), c32(NEEDLES))),
            size.set(i32.load8(entry.get, NEEDLES + 8)),
            flags.set(i32.load8(entry.get, NEEDLES + 9)),
            fold.set(either(i64.const(0), i64.const(FOLD), has(EXACT))),
            isThis,
            entry.set(i32.load(entry.get, NEEDLES)),
          ),
          entry.set(shorter.get),
          shorter.set(c32(0)),
          branchIf(0, entry.get),
        ),
        c32(0),
      ]
    },
  )

export const needleParts = [() => isCovered, () => mayBeValue, mayStand]
