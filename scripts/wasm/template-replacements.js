// What stands in a template in place of a word that says nothing, or of an id of which the form counts, and which way a run goes.
import { block, branch, branchIf, either, i32, i64, repeat, v128, when, whether } from './assembler.js'
import { KINDS, STAND_INS } from './layout.js'
import { names } from './template-names.js'
import { numbers } from './template-numbers.js'
import { surroundings } from './template-surroundings.js'
import {
  AFTER_KEY,
  BEYOND_HEX,
  DIGIT,
  IN_FORM,
  KEPT,
  LONGEST_COUNT,
  LONGEST_NUMBER,
  LOWER,
  OTHER,
  SHORTEST_ID,
  UPPER,
} from './template-words.js'
import { ascii, writing } from './template-writing.js'
import { add, any, both, c32, has, is, not } from './words.js'

const lowerOrOther = (bytes) => v128.or(v128.and(v128.gtS(bytes, v128.bytes(0x60)), v128.ltS(bytes, v128.bytes(0x7b))), others(bytes))
/** _ $ */
const others = (bytes) => v128.or(v128.eq(bytes, v128.bytes(0x5f)), v128.eq(bytes, v128.bytes(0x24)))

/** @param l the places of the values that `template` works with */
export const replacements = (l, found, kept) => {
  const { findMarks, leaveIfBegins } = found
  const around = surroundings(l, found, kept)
  const { findEntity, isNoText, findStatus, noteZeros } = around
  const named = names(l)
  const { findPart, isPlain, isExtension, leaveOut, replaceMethod } = named
  const written = writing(l)
  const { isUnsettled, copyRest, fill, replace } = written
  const { findMarksOfNumber, replaceNumber } = numbers(l, { ...found, ...around, ...named, ...written })

  const findKinds = [
    l.kinds.set(c32(0)),
    l.from.set(l.start.get),
    repeat(i32.ltU(l.from.get, l.stop.get), l.kinds.set(i32.or(l.kinds.get, i32.load8(i32.load8(l.from.get), KINDS))), add(l.from, c32(1))),
  ]
  const consistsOf = (kinds) => i32.eqz(i32.and(l.kinds.get, c32(0xff & ~kinds)))
  const fillAs = (depth, number, letter) => [branchIf(depth, isUnsettled(c32(number))), replace(fill(letter))]

  // 12i, 12u, 1e+06, 1.0E7: where digits and one other byte are all there is, the place of that byte, and the byte.
  const findUnit = [
    l.letter.set(c32(0)),
    when(
      both(has(l.kind.get, DIGIT), i32.leU(l.size.get, c32(LONGEST_COUNT))),
      l.word.set(i64.xor(l.bits.get, l.mask.get)),
      when(
        i64.eqz(i64.and(l.word.get, i64.sub(l.word.get, i64.const(1)))),
        l.place.set(i32.wrap(i64.ctz(l.word.get))),
        l.letter.set(i32.load8(i32.add(l.start.get, l.place.get))),
      ),
    ),
  ]
  const isExponent = is(l.letter.get, 0x65, 0x45)
  const isInside = i32.ltU(l.place.get, i32.sub(l.size.get, c32(1)))
  const hasUnit = either(
    both(isExponent, is(l.before.get, 0x2e)),
    any(is(l.letter.get, 0x69, 0x75), both(isExponent, is(l.next.get, 0x2b, 0x2d), not(is(l.before.get, 0x2d)))),
    isInside,
  )

  /** Into `kinds`, whether the run has bytes that the test finds, or that are of the kinds. */
  const holds = (test, kinds) =>
    whether(
      i32.leU(l.size.get, c32(16)),
      [
        l.bytes.set(v128.load(l.start.get)),
        l.kinds.set(i32.and(v128.bitmask(test(l.bytes.get)), i32.sub(i32.shl(c32(1), l.size.get), c32(1)))),
      ],
      [findKinds, l.kinds.set(i32.and(l.kinds.get, c32(kinds)))],
    )

  const replaceWordInForm = (depth, mayHaveUnit) => [
    mayHaveUnit ? branchIf(depth, hasUnit) : [],
    findKinds,
    whether(
      consistsOf(DIGIT | LOWER),
      [fillAs(depth + 1, 1, 'a')],
      [
        whether(
          consistsOf(DIGIT | UPPER),
          [fillAs(depth + 2, 2, 'A')],
          [branchIf(depth + 2, not(consistsOf(DIGIT | UPPER | BEYOND_HEX))), fillAs(depth + 2, 3, 'Z')],
        ),
      ],
    ),
  ]
  /** Writes what stands for the word, whose name goes on behind it. */
  const writeName = (standIn) => [i32.store(l.out.get, standIn), add(l.out, c32(4)), l.nameEnd.set(l.stop.get)]
  const takeOver = [copyRest(l.start.get), l.copied.set(l.stop.get)]
  const leaveOutPart = (depth, ...others) => when(l.isPart.get, when(both(isPlain, ...others), leaveOut, branch(depth + 2)))

  const replaceFreeWordWithDigit = (depth) => [
    l.unit.set(c32(0)),
    when(l.letter.get, l.unit.set(hasUnit)),
    leaveOutPart(depth, not(l.unit.get)),
    takeOver,
    when(
      l.unit.get,
      i32.store(l.out.get, c32(ascii('7e7'))),
      i32.store8(l.out.get, i32.or(l.letter.get, c32(0x20)), 1),
      add(l.out, either(c32(3), c32(2), isInside)),
      branch(depth + 1),
    ),
    writeName(either(c32(ascii('0xxx')), c32(ascii('7xxx')), is(i32.load16(l.start.get), ascii('0x')))),
  ]
  const replaceFreeWordWithLetter = (depth, findSome) => [
    leaveOutPart(depth),
    takeOver,
    l.flags.set(i32.load(i32.shl(l.letter.get, c32(2)), STAND_INS)),
    when(
      i32.geU(l.size.get, c32(SHORTEST_ID)),
      findSome,
      when(both(l.some.get, not(is(l.next.get, 0x7b))), holds(others, OTHER), when(not(l.kinds.get), l.flags.set(c32(ascii('7xxx'))))),
    ),
    writeName(l.flags.get),
  ]

  /** A word with a mark is kept unless it is a longer one with digits, or stands where no text does. */
  const keepMarked = (depth, findSome) =>
    when(
      l.marks.get,
      branchIf(depth + 1, has(l.marks.get, KEPT)),
      findSome,
      when(any(not(l.some.get), i32.leU(l.size.get, c32(LONGEST_NUMBER))), branchIf(depth + 2, not(isNoText))),
    )

  const inForm = (depth, isFree, mayHaveUnit) =>
    isFree ? [] : when(is(l.here.get, IN_FORM), replaceWordInForm(depth + 1, mayHaveUnit), branch(depth + 1))

  const replaceWordWithDigit = (depth, isFree) => [
    l.some.set(c32(1)),
    keepMarked(depth, []),
    leaveIfBegins(depth),
    findUnit,
    inForm(depth, isFree, true),
    replaceFreeWordWithDigit(depth),
  ]
  const replaceWordWithLetter = (depth, isFree) => {
    const findSome = isFree ? found.findDigitsOfShort : []
    return [
      keepMarked(depth, findSome),
      when(
        i32.leU(l.size.get, c32(2)),
        findSome,
        when(not(l.some.get), when(both(l.isPart.get, isPlain, isExtension), leaveOut), branch(depth + 2)),
      ),
      // NOSUCHKEY, but not NoSuchKey or NO_SUCH_KEY, which are spelled as names are.
      when(has(l.kind.get, UPPER), findSome, when(not(l.some.get), holds(lowerOrOther, LOWER | OTHER), branchIf(depth + 2, l.kinds.get))),
      leaveIfBegins(depth),
      inForm(depth, isFree, false),
      replaceFreeWordWithLetter(depth, findSome),
    ]
  }

  const lookAtFirst = [l.letter.set(i32.load8(l.start.get)), l.kind.set(i32.load8(l.letter.get, KINDS))]
  const isFirstDigit = is(l.kind.get, DIGIT)

  /** A run of at most 56 bytes behind no key, in no form and no entity, beside no escape. */
  const replaceFreeRun = block(
    lookAtFirst,
    whether(
      isFirstDigit,
      [
        noteZeros,
        found.findDigitsOfShort,
        whether(
          l.all.get,
          [findStatus, findPart(not(l.isStatus.get)), findMarksOfNumber, replaceNumber(2, true)],
          [findPart(), findMarks, replaceWordWithDigit(2, true)],
        ),
      ],
      [findPart(), findMarks, replaceMethod(replace, branch(4)), replaceWordWithLetter(1, true)],
    ),
  )

  const replaceOtherRun = [
    lookAtFirst,
    noteZeros,
    findEntity,
    found.findDigits,
    l.isStatus.set(c32(0)),
    when(l.all.get, findStatus),
    findPart(not(l.here.get), i32.geU(l.start.get, l.keptUntil.get), not(l.isStatus.get)),
    whether(l.all.get, findMarksOfNumber, findMarks),
    block(
      branchIf(0, i32.ltU(l.start.get, l.keptUntil.get)),
      branchIf(0, l.inEntity.get),
      when(not(l.all.get), replaceMethod(replace, branch(4))),
      branchIf(0, is(l.here.get, AFTER_KEY)),
      whether(l.all.get, replaceNumber(1, false), [whether(isFirstDigit, replaceWordWithDigit(2, false), replaceWordWithLetter(2, false))]),
    ),
  ]

  return { copyRest, replaceFreeRun, replaceOtherRun }
}
