// What runs a line has: where each begins and ends, its marks, what it is made of, and what stands beside it.
import { branch, branchIf, either, i32, i64, loop, repeat, v128, when, whether } from './assembler.js'
import { DIGIT_BITS, GAPS, KINDS, MARKS, MARKS_BITS, OTHER_BITS, WORD_BITS } from './layout.js'
import {
  AFTER_KEY,
  DIGIT,
  ESCAPE_REACH,
  FACTORS,
  FOLD,
  KEY,
  KEY_REACH,
  KNOWN,
  LAST_FACTOR,
  LEAD_REACH,
  OWN,
  SEEN,
  SEEN_TOO,
} from './template-words.js'
import { add, any, both, c32, has, is, not } from './words.js'

const ALL_MARKS = (1 << MARKS_BITS) - 1

const isBetween = (bytes, low, high) => v128.and(v128.gtS(bytes, v128.bytes(low - 1)), v128.ltS(bytes, v128.bytes(high + 1)))
const digits = (bytes) => isBetween(bytes, 0x30, 0x39)
const letters = (bytes) => isBetween(v128.or(bytes, v128.bytes(0x20)), 0x61, 0x7a)
/** _ $ */
const otherWordBytes = (bytes) => v128.or(v128.eq(bytes, v128.bytes(0x5f)), v128.eq(bytes, v128.bytes(0x24)))
/** Percent sign, ESC, backslash, and bytes that may begin a character of three. */
const specialBytes = (bytes) =>
  [
    v128.eq(bytes, v128.bytes(0x25)),
    v128.eq(bytes, v128.bytes(0x1b)),
    v128.eq(bytes, v128.bytes(0x5c)),
    v128.geU(bytes, v128.bytes(0xe0)),
  ].reduce((a, b) => v128.or(a, b))

/** @param l the places of the values that `template` works with */
export const runs = (l) => {
  const lineByte = (at, offset = 0) => i32.load8(i32.add(l.line.get, at), offset)

  /** What is left of the hash once the bytes are in it, then the marks. */
  const lookUp = (target) => [
    ...l.hash.set(i32.mul(i32.xor(l.hash.get, i32.shrU(l.hash.get, c32(15))), c32(LAST_FACTOR))),
    ...l.hash.set(i32.xor(l.hash.get, i32.shrU(l.hash.get, c32(13)))),
    ...target.set(c32(0)),
    ...when(
      has(i32.load8(i32.and(l.hash.get, c32(ALL_MARKS)), MARKS), SEEN),
      when(
        has(i32.load8(i32.and(i32.shrU(l.hash.get, c32(8)), c32(ALL_MARKS)), MARKS), SEEN_TOO),
        target.set(i32.or(i32.load8(i32.shrU(l.hash.get, c32(32 - MARKS_BITS)), MARKS), c32(KNOWN))),
      ),
    ),
  ]
  const low = (value) => i32.wrap(value)
  const high = (value) => i32.wrap(i64.shrU(value, i64.const(32)))

  const findBits = [
    l.length.set(i32.sub(l.end.get, l.line.get)),
    l.from.set(l.line.get),
    repeat(
      i32.ltU(l.from.get, l.end.get),
      l.bytes.set(v128.load(l.from.get)),
      l.some.set(v128.bitmask(digits(l.bytes.get))),
      l.all.set(v128.bitmask(otherWordBytes(l.bytes.get))),
      i32.store16(l.at.get, l.some.get, DIGIT_BITS),
      i32.store16(l.at.get, l.all.get, OTHER_BITS),
      i32.store16(l.at.get, any(v128.bitmask(letters(l.bytes.get)), l.some.get, l.all.get), WORD_BITS),
      l.specials.set(i32.or(l.specials.get, v128.bitmask(specialBytes(l.bytes.get)))),
      add(l.at, c32(2)),
      add(l.from, c32(16)),
    ),
    when(
      i32.and(l.length.get, c32(15)),
      i32.store16(
        l.at.get,
        i32.and(i32.load16(l.at.get, WORD_BITS - 2), i32.sub(i32.shl(c32(1), i32.and(l.length.get, c32(15))), c32(1))),
        WORD_BITS - 2,
      ),
    ),
    i64.store(l.at.get, i64.const(0), WORD_BITS),
    i64.store(l.at.get, i64.const(0), WORD_BITS + 8),
    l.at.set(c32(0)),
  ]

  const bitsAt = (table, at) => i64.shrU(i64.load(i32.shrU(at, c32(3)), table), i64.extend(i32.and(at, c32(7))))
  const clearBitsAt = (table, at) =>
    i64.shrU(i64.xor(i64.load(i32.shrU(at, c32(3)), table), i64.const(-1)), i64.extend(i32.and(at, c32(7))))

  // In a loop and a block: the block is left when the line ends.
  const findStart = [
    loop(
      l.bits.set(bitsAt(WORD_BITS, l.at.get)),
      when(i64.eqz(l.bits.get), add(l.at, c32(56)), branchIf(3, i32.geU(l.at.get, l.length.get)), branch(1)),
    ),
    add(l.at, i32.wrap(i64.ctz(l.bits.get))),
    l.start.set(l.at.get),
  ]

  // Of the bits that the start was found in, 56 or more are good.
  const findStop = [
    l.mask.set(i64.shrU(l.bits.get, i64.ctz(l.bits.get))),
    l.size.set(i32.wrap(i64.ctz(i64.xor(l.mask.get, i64.const(-1))))),
    l.stop.set(l.start.get),
    when(
      i32.geU(i32.add(l.size.get, i32.wrap(i64.ctz(l.bits.get))), c32(56)),
      loop(
        l.size.set(i32.wrap(i64.ctz(clearBitsAt(WORD_BITS, l.stop.get)))),
        when(i32.geU(l.size.get, c32(56)), add(l.stop, c32(56)), branch(1)),
      ),
    ),
    add(l.stop, l.size.get),
    l.size.set(i32.sub(l.stop.get, l.start.get)),
  ]

  const isSpecial = any(
    is(l.next.get, 0x25, 0x1b),
    both(
      is(l.next.get, 0x5c),
      i32.ltU(i32.add(l.gapFrom.get, c32(1)), l.length.get),
      i32.ne(i32.load8(lineByte(l.gapFrom.get, 1), KINDS), c32(0)),
    ),
  )
  const lookAtGap = when(
    l.specials.get,
    repeat(
      i32.ltU(l.gapFrom.get, l.start.get),
      l.next.set(lineByte(l.gapFrom.get)),
      whether(
        isSpecial,
        [l.keptUntil.set(i32.add(l.gapFrom.get, c32(ESCAPE_REACH + 1)))],
        [
          when(
            both(is(i32.and(l.next.get, c32(0xf0)), 0xe0), i32.leU(i32.add(l.gapFrom.get, c32(3)), l.length.get)),
            l.hash.set(
              i32.add(
                c32(3),
                i32.mul(i32.and(i32.or(i32.load(i32.add(l.line.get, l.gapFrom.get)), c32(0x202020)), c32(0xffffff)), c32(FACTORS[0])),
              ),
            ),
            lookUp(l.flags),
            when(i32.and(l.flags.get, c32(KEY)), l.state.set(c32(AFTER_KEY)), l.until.set(i32.add(l.gapFrom.get, c32(3 + KEY_REACH + 1)))),
          ),
        ],
      ),
      add(l.gapFrom, c32(1)),
    ),
  )

  const lookWhetherFirst = when(
    l.isFirst.get,
    l.from.set(c32(0)),
    repeat(i32.ltU(l.from.get, l.start.get), when(i32.gtU(lineByte(l.from.get), c32(0x20)), l.isFirst.set(c32(0))), add(l.from, c32(1))),
  )

  const address = i32.add(l.line.get, l.start.get)

  const isDigitAt = (at) => i32.eq(i32.load8(lineByte(at), KINDS), c32(DIGIT))
  const fromByte = (offset) => i32.load8(i32.sub(i32.add(l.line.get, l.from.get), c32(offset)))
  const isEscapeLetter = (byte) => is(byte, 0x6e, 0x72, 0x74)
  const isIn25 = both(is(fromByte(2), 0x32), is(fromByte(1), 0x35))
  const isIn5C = both(is(fromByte(2), 0x35), is(i32.or(fromByte(1), c32(0x20)), 0x63), isEscapeLetter(fromByte(0)))
  const isInRun = i32.ltU(l.from.get, l.stop.get)
  const nextRun = (depth) => [...l.at.set(l.stop.get), ...l.gapFrom.set(l.stop.get), ...branch(depth)]
  // An escape is written against the run: what it is made of is no part of the word.
  const skipEscape = when(
    i32.ltU(l.start.get, l.keptUntil.get),
    l.from.set(l.start.get),
    l.before.set(i32.load8(i32.sub(address, c32(1)))),
    l.letter.set(i32.load8(address)),
    when(
      is(l.before.get, 0x25),
      add(l.from, c32(2)),
      repeat(both(isInRun, isIn25, isDigitAt(l.from.get)), add(l.from, c32(2))),
      when(both(isInRun, isIn5C), add(l.from, c32(1))),
    ),
    when(
      is(l.before.get, 0x5c),
      when(isEscapeLetter(l.letter.get), add(l.from, c32(1))),
      when(is(l.letter.get, 0x75), add(l.from, c32(5))),
    ),
    when(
      any(
        is(l.before.get, 0x3b),
        both(is(l.before.get, 0x5b), i32.geU(l.start.get, c32(2)), is(i32.load8(i32.sub(address, c32(2))), 0x1b)),
      ),
      repeat(both(isInRun, isDigitAt(l.from.get)), add(l.from, c32(1))),
      whether(
        any(is(l.before.get, 0x5b), both(i32.gtU(l.from.get, l.start.get), is(lineByte(l.from.get), 0x6d))),
        [add(l.from, c32(1))],
        [l.from.set(l.start.get)],
      ),
    ),
    l.flags.set(i32.ltU(l.start.get, l.until.get)),
    l.start.set(either(l.from.get, l.stop.get, isInRun)),
    l.size.set(i32.sub(l.stop.get, l.start.get)),
    when(not(l.size.get), when(l.flags.get, l.until.set(i32.add(l.stop.get, c32(KEY_REACH + 1)))), nextRun(2)),
  )

  const findMarks = [
    l.word.set(i64.or(i64.load(address), i64.const(FOLD))),
    whether(
      i32.ltU(l.size.get, c32(8)),
      [
        l.word.set(i64.and(l.word.get, i64.sub(i64.shl(i64.const(1), i64.extend(i32.shl(l.size.get, c32(3)))), i64.const(1)))),
        l.hash.set(l.size.get),
      ],
      [
        l.last.set(i64.or(i64.load(i32.sub(i32.add(l.line.get, l.stop.get), c32(8))), i64.const(FOLD))),
        l.hash.set(i32.add(l.size.get, i32.add(i32.mul(low(l.last.get), c32(FACTORS[2])), i32.mul(high(l.last.get), c32(FACTORS[3]))))),
      ],
    ),
    add(l.hash, i32.add(i32.mul(low(l.word.get), c32(FACTORS[0])), i32.mul(high(l.word.get), c32(FACTORS[1])))),
    lookUp(l.marks),
    l.ours.set(i32.or(l.ours.get, i32.and(l.marks.get, c32(OWN)))),
  ]

  const lookAround = [
    l.next.set(c32(0)),
    when(i32.ltU(l.stop.get, l.length.get), l.next.set(lineByte(l.stop.get))),
    l.before.set(c32(0)),
    when(l.start.get, l.before.set(i32.load8(i32.sub(address, c32(1))))),
    l.behind.set(i32.load8(l.before.get, GAPS)),
    l.ahead.set(i32.load8(l.next.get, GAPS)),
    l.here.set(c32(0)),
    when(i32.ltU(l.start.get, l.until.get), l.here.set(l.state.get)),
    when(l.isFirst.get, when(is(l.next.get, 0x28), l.keptUntil.set(i32.add(l.stop.get, c32(LEAD_REACH + 1)))), l.isFirst.set(c32(0))),
  ]

  /** Whether all bytes of the run are digits, and whether some are. */
  const findDigits = [
    whether(
      i32.leU(l.size.get, c32(56)),
      [
        l.mask.set(i64.sub(i64.shl(i64.const(1), i64.extend(l.size.get)), i64.const(1))),
        l.bits.set(i64.and(bitsAt(DIGIT_BITS, l.start.get), l.mask.get)),
        l.all.set(i64.eq(l.bits.get, l.mask.get)),
        l.some.set(i64.ne(l.bits.get, i64.const(0))),
      ],
      [
        l.all.set(c32(1)),
        l.some.set(c32(0)),
        l.from.set(l.start.get),
        repeat(
          i32.ltU(l.from.get, l.stop.get),
          whether(i32.eq(i32.load8(lineByte(l.from.get), KINDS), c32(DIGIT)), [l.some.set(c32(1))], [l.all.set(c32(0))]),
          add(l.from, c32(1)),
        ),
      ],
    ),
  ]

  return {
    lineByte,
    lookUp,
    low,
    high,
    findBits,
    bitsAt,
    findStart,
    findStop,
    lookAtGap,
    lookWhetherFirst,
    address,
    nextRun,
    skipEscape,
    findMarks,
    lookAround,
    findDigits,
  }
}
