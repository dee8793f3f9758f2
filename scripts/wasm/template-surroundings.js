// What the bytes round a run make of it: part of a time or a version, of a path, an entity, a negative number, a status.
import { either, i32, when } from './assembler.js'
import { BLANK, COMMA, ENTITY, POINT } from './gaps.js'
import { KINDS } from './layout.js'
import { DIGIT, UPPER } from './template-words.js'
import { any, both, c32, has, is, not } from './words.js'

/** @param l the places of the values that `template` works with */
export const surroundings = (l, { isBehind }, kept) => {
  const isDigit = (byte) => i32.eq(i32.load8(byte, KINDS), c32(DIGIT))
  const byteBehind = (offset) => i32.load8(i32.sub(l.start.get, c32(offset)))
  const hasAhead = (bytes) => i32.ltU(i32.add(l.stop.get, c32(bytes)), l.end.get)
  // What stands around the line in memory is not looked at: the conditions come first.
  const isMilliseconds = both(is(l.before.get, 0x2c), isBehind(4), is(byteBehind(4), 0x3a))
  const isBehindPoint = both(isBehind(2), any(has(l.behind.get, POINT), isMilliseconds), isDigit(byteBehind(2)))
  const isBeforePoint = both(hasAhead(1), has(l.ahead.get, POINT), isDigit(i32.load8(l.stop.get, 1)))
  const isBehindLetter = both(isBehind(3), has(i32.load8(byteBehind(3), KINDS), 0xff & ~DIGIT))
  /** The last digit of /2.0/, and the first */
  const endsVersion = both(is(l.size.get, 1), is(l.next.get, 0x2f), isBehind(3), is(byteBehind(3), 0x2f))
  const beginsVersion = both(is(l.size.get, 1), is(l.before.get, 0x2f), hasAhead(2), is(i32.load8(l.stop.get, 2), 0x2f))
  const isPartOfNumber = either(not(any(isBehindLetter, endsVersion)), both(isBeforePoint, not(beginsVersion)), isBehindPoint)
  const isIn = (offset, byte) =>
    both(
      i32.ltU(i32.sub(l.from.get, l.line.get), i32.sub(l.end.get, l.line.get)),
      i32.geU(i32.sub(l.from.get, l.line.get), c32(offset)),
      is(i32.load8(i32.sub(l.from.get, c32(offset))), byte),
    )
  const findEntity = [
    l.inEntity.set(c32(0)),
    when(
      i32.and(l.behind.get, c32(ENTITY)),
      l.from.set(i32.sub(l.start.get, either(c32(2), c32(1), is(l.before.get, 0x23)))),
      l.inEntity.set(any(isIn(0, 0x26), both(isIn(0, 0x3b), isIn(1, 0x70), isIn(4, 0x26)))),
    ),
  ]
  // Conditions come first here too.
  const isNoText = any(
    is(l.before.get, 0x2f),
    is(l.next.get, 0x2f),
    both(is(l.before.get, 0x22), is(l.next.get, 0x22)),
    both(isBehind(2), is(l.before.get, 0x2e), i32.ne(i32.load8(byteBehind(2), KINDS), c32(0))),
  )
  const mayBePartOfNumber = i32.or(i32.and(l.behind.get, c32(POINT | COMMA)), i32.and(l.ahead.get, c32(POINT)))
  const isNegative = both(
    is(l.before.get, 0x2d),
    i32.leU(l.size.get, c32(6)),
    any(not(isBehind(2)), i32.eqz(i32.load8(byteBehind(2), KINDS))),
  )

  const isBeforeName = both(
    hasAhead(1),
    any(
      both(is(l.next.get, 0x20), has(i32.load8(i32.load8(l.stop.get, 1), KINDS), UPPER)),
      both(is(l.next.get, 0x25), is(i32.load8(l.stop.get, 1), 0x32)),
    ),
  )

  /** Whether a number may be the status of a name behind it. */
  const findStatus = [l.isStatus.set(c32(0)), when(i32.and(l.ahead.get, c32(BLANK)), l.isStatus.set(isBeforeName))]

  // A template says 7 for 007 as well, which is no number in JSON. That matters where a number may begin there; 09:05 and
  // 2026-01-05 hold none.
  const mayBegin = either(not(isDigit(byteBehind(2))), is(l.before.get, 0x2c, 0x5b, 0x20, 0x09, 0x0d), is(l.before.get, 0x3a, 0x2d))
  const noteZeros = when(
    both(is(l.letter.get, 0x30), l.isObject.get),
    when(both(i32.gtU(l.size.get, c32(1)), isDigit(i32.load8(l.start.get, 1)), mayBegin), kept.zeros.set(c32(1))),
  )

  return { isPartOfNumber, findEntity, isNoText, mayBePartOfNumber, isNegative, findStatus, noteZeros }
}
