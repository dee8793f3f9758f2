// What runs a line has: where each begins and ends, its marks, what it is made of, and what stands beside it.
import { either, i32, i64, repeat, when, whether } from './assembler.js'
import { DIGIT_BITS, GAPS, KINDS } from './layout.js'
import { hashing } from './template-hash.js'
import { AFTER_KEY, DIGIT, ESCAPE_REACH, FACTORS, KEY, KEY_REACH, LEAD_REACH } from './template-words.js'
import { add, any, both, c32, is } from './words.js'

/** of so many bytes the bits stand in one word, wherever it begins */
export const SHORT = 56

/** @param l the places of the values that are worked with */
export const runs = (l) => {
  /** Whether the line has so many bytes before the run: what stands around the line in memory is not looked at. */
  const isBehind = (bytes) => i32.geU(i32.sub(l.start.get, l.line.get), c32(bytes))

  const { lookUp, findMarksInto, leaveIfBegins } = hashing(l)

  const isSpecial = any(
    is(l.next.get, 0x25, 0x1b),
    both(
      is(l.next.get, 0x5c),
      i32.ltU(i32.add(l.gapFrom.get, c32(1)), l.end.get),
      i32.ne(i32.load8(i32.load8(l.gapFrom.get, 1), KINDS), c32(0)),
    ),
  )
  const lookAtGap = [
    repeat(
      i32.ltU(l.gapFrom.get, l.start.get),
      l.next.set(i32.load8(l.gapFrom.get)),
      whether(
        isSpecial,
        [l.keptUntil.set(i32.add(l.gapFrom.get, c32(ESCAPE_REACH + 1)))],
        [
          when(
            both(is(i32.and(l.next.get, c32(0xf0)), 0xe0), i32.leU(i32.add(l.gapFrom.get, c32(3)), l.end.get)),
            l.hash.set(i32.add(c32(3), i32.mul(i32.and(i32.or(i32.load(l.gapFrom.get), c32(0x202020)), c32(0xffffff)), c32(FACTORS[0])))),
            lookUp(l.flags),
            when(i32.and(l.flags.get, c32(KEY)), l.state.set(c32(AFTER_KEY)), l.until.set(i32.add(l.gapFrom.get, c32(3 + KEY_REACH + 1)))),
          ),
        ],
      ),
      add(l.gapFrom, c32(1)),
    ),
  ]

  const lookWhetherFirst = when(
    l.isFirst.get,
    l.from.set(l.line.get),
    repeat(i32.ltU(l.from.get, l.start.get), when(i32.gtU(i32.load8(l.from.get), c32(0x20)), l.isFirst.set(c32(0))), add(l.from, c32(1))),
  )

  const isDigitAt = (at) => i32.eq(i32.load8(i32.load8(at), KINDS), c32(DIGIT))
  const fromByte = (offset) => i32.load8(i32.sub(l.from.get, c32(offset)))
  const isEscapeLetter = (byte) => is(byte, 0x6e, 0x72, 0x74)
  const isIn25 = both(is(fromByte(2), 0x32), is(fromByte(1), 0x35))
  const isIn5C = both(is(fromByte(2), 0x35), is(i32.or(fromByte(1), c32(0x20)), 0x63), isEscapeLetter(fromByte(0)))
  const isInRun = i32.ltU(l.from.get, l.stop.get)
  // An escape is written against the run: what it is made of is no part of the word. `leave` ends the run where nothing else is left.
  const skipEscape = (leave) =>
    when(
      i32.ltU(l.start.get, l.keptUntil.get),
      l.from.set(l.start.get),
      l.letter.set(i32.load8(l.start.get)),
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
        any(is(l.before.get, 0x3b), both(is(l.before.get, 0x5b), isBehind(2), is(i32.load8(i32.sub(l.start.get, c32(2))), 0x1b))),
        repeat(both(isInRun, isDigitAt(l.from.get)), add(l.from, c32(1))),
        whether(
          any(is(l.before.get, 0x5b), both(i32.gtU(l.from.get, l.start.get), is(i32.load8(l.from.get), 0x6d))),
          [add(l.from, c32(1))],
          [l.from.set(l.start.get)],
        ),
      ),
      l.flags.set(i32.ltU(l.start.get, l.until.get)),
      l.start.set(either(l.from.get, l.stop.get, isInRun)),
      when(
        i32.eq(l.start.get, l.stop.get),
        when(l.flags.get, l.until.set(i32.add(l.stop.get, c32(KEY_REACH + 1)))),
        l.quiet.set(c32(-1)),
        leave,
      ),
    )

  const findMarks = findMarksInto(l.marks)

  // While the template is made zeros stand before the line and behind it.
  const lookAround = [
    l.size.set(i32.sub(l.stop.get, l.start.get)),
    l.next.set(i32.load8(l.stop.get)),
    l.before.set(i32.load8(i32.sub(l.start.get, c32(1)))),
    l.behind.set(i32.load8(l.before.get, GAPS)),
    l.ahead.set(i32.load8(l.next.get, GAPS)),
  ]
  const lookWhereItStands = [
    l.here.set(either(l.state.get, c32(0), i32.ltU(l.start.get, l.until.get))),
    when(l.isFirst.get, when(is(l.next.get, 0x28), l.keptUntil.set(i32.add(l.stop.get, c32(LEAD_REACH + 1)))), l.isFirst.set(c32(0))),
  ]

  /** Whether all bytes of a run are digits, and whether some are; `mask` has a bit for each. */
  const findDigitsOfShort = [
    l.mask.set(i64.sub(i64.shl(i64.const(1), i64.extend(l.size.get)), i64.const(1))),
    l.from.set(i32.sub(l.start.get, l.line.get)),
    l.bits.set(i64.and(i64.shrU(i64.load(i32.shrU(l.from.get, c32(3)), DIGIT_BITS), i64.extend(i32.and(l.from.get, c32(7)))), l.mask.get)),
    l.all.set(i64.eq(l.bits.get, l.mask.get)),
    l.some.set(i64.ne(l.bits.get, i64.const(0))),
  ]
  const findDigits = whether(i32.leU(l.size.get, c32(SHORT)), findDigitsOfShort, [
    l.all.set(c32(1)),
    l.some.set(c32(0)),
    l.from.set(l.start.get),
    repeat(i32.ltU(l.from.get, l.stop.get), whether(isDigitAt(l.from.get), [l.some.set(c32(1))], [l.all.set(c32(0))]), add(l.from, c32(1))),
  ])

  return {
    isBehind,
    lookAtGap,
    lookWhetherFirst,
    skipEscape,
    findMarks,
    leaveIfBegins,
    lookAround,
    lookWhereItStands,
    findDigitsOfShort,
    findDigits,
  }
}
