// What stands in a template in place of a number.
import { block, branch, branchIf, either, i32, when, whether } from './assembler.js'
import { IN_FORM, KEPT, LONGEST_NUMBER, SHORTEST_ID } from './template-words.js'
import { ascii } from './template-writing.js'
import { add, any, both, c32, has, is, not } from './words.js'

/**
 * @param l the places of the values that `template` works with
 * @param parts of what `runs`, `surroundings`, `names` and `writing` make
 */
export const numbers = (l, parts) => {
  const { findMarks, isPartOfNumber, mayBePartOfNumber, isNoText, isNegative, isCounter, isPlain, leaveOut, isUnsettled, replace, fill } =
    parts

  /** The marks of a number; one that is part of a larger one has none. */
  const findMarksOfNumber = [
    l.marks.set(c32(0)),
    block(when(l.isPart.get, branchIf(1, isCounter)), when(mayBePartOfNumber, branchIf(1, isPartOfNumber)), findMarks),
  ]

  const replaceNumberInForm = (depth) => [branchIf(depth, any(i32.leU(l.size.get, c32(2)), isUnsettled(c32(0)))), replace(fill('7'))]
  const replaceFreeNumber = (depth) => [
    when(l.isPart.get, when(isPlain, leaveOut, branch(depth + 2))),
    when(
      both(i32.geU(l.size.get, c32(SHORTEST_ID)), is(l.before.get, 0x2f), not(l.isStatus.get)),
      replace(i32.store(l.out.get, c32(ascii('7xxx'))), add(l.out, c32(4)), l.nameEnd.set(l.stop.get)),
      branch(depth + 1),
    ),
    whether(
      i32.ltU(l.size.get, c32(SHORTEST_ID)),
      [
        replace(
          i32.store(l.out.get, c32(ascii('777'))),
          add(l.out, either(c32(3), c32(1), both(i32.geU(l.size.get, c32(3)), l.isStatus.get))),
        ),
      ],
      [replace(fill('7'))],
    ),
  ]

  // `depth` of blocks lie around what comes behind the replacement. A free run stands behind no key and in no form.
  const replaceNumber = (depth, isFree) => [
    when(
      l.marks.get,
      branchIf(depth + 1, has(l.marks.get, KEPT)),
      when(i32.leU(l.size.get, c32(LONGEST_NUMBER)), branchIf(depth + 2, not(any(isNoText, is(l.before.get, 0x2d))))),
    ),
    branchIf(depth, both(is(l.before.get, 0x28), i32.leU(l.size.get, c32(8)))),
    when(is(l.before.get, 0x2d), branchIf(depth + 1, isNegative)),
    isFree ? replaceFreeNumber(depth) : whether(is(l.here.get, IN_FORM), replaceNumberInForm(depth + 1), replaceFreeNumber(depth + 1)),
  ]

  return { findMarksOfNumber, replaceNumber }
}
