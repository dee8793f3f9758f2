// What stands in a template in place of a run: numbers and words that say nothing, and ids of which the form counts.
import { block, branch, branchIf, either, i32, i64, repeat, v128, when, whether } from './assembler.js'
import { KINDS, OTHER_BITS, UNSETTLED } from './layout.js'
import { names } from './template-names.js'
import { surroundings } from './template-surroundings.js'
import {
  AFTER_KEY,
  BEGINNING,
  BEYOND_HEX,
  DIGIT,
  FACTORS,
  IN_FORM,
  KEPT,
  LONGEST_COUNT,
  LONGEST_FORMED,
  LONGEST_NUMBER,
  LOWER,
  OTHER,
  SHORTEST_ID,
  UPPER,
} from './template-words.js'
import { add, any, both, c32, has, is, not } from './words.js'

const ascii = (text) => [...text].reduceRight((number, character) => (number << 8) | character.charCodeAt(0), 0)

/** @param l the places of the values that `template` works with */
export const replacements = (l, found) => {
  const { lineByte, lookUp, low, high, bitsAt, address } = found
  const { isPartOfNumber, findEntity, isNoText, mayBePartOfNumber, isNegative, findStatus } = surroundings(l, found)
  const { findPart, isCounter, isPlain, isExtension, leaveOut, replaceMethod } = names(l, found)

  /** Whether the form of such a run tells all, so that another of its kind and length may stand for it. */
  const isUnsettled = (kind) =>
    any(
      i32.gtU(l.size.get, c32(LONGEST_FORMED)),
      i32.and(
        i32.shrU(
          i32.load(i32.shl(i32.add(i32.shl(kind, c32(1)), i32.shrU(l.size.get, c32(5))), c32(2)), UNSETTLED),
          i32.and(l.size.get, c32(31)),
        ),
        c32(1),
      ),
    )

  /** Takes over what stands before the run. */
  const copyRest = (to) => [
    l.from.set(i32.add(l.line.get, l.copied.get)),
    l.to.set(l.out.get),
    add(l.out, i32.sub(to, l.copied.get)),
    repeat(i32.ltU(l.to.get, l.out.get), v128.store(l.to.get, v128.load(l.from.get)), add(l.to, c32(16)), add(l.from, c32(16))),
  ]
  const fill = (letter) => [
    l.to.set(l.out.get),
    add(l.out, l.size.get),
    repeat(i32.ltU(l.to.get, l.out.get), v128.store(l.to.get, v128.bytes(letter.charCodeAt(0))), add(l.to, c32(16))),
  ]
  const replace = (...write) => [...copyRest(l.start.get), ...write.flat(), ...l.copied.set(l.stop.get)]

  // `depth` of blocks lie around what comes behind the replacement.
  const replaceNumber = (depth) => [
    when(
      l.marks.get,
      branchIf(depth + 1, has(l.marks.get, KEPT)),
      when(i32.leU(l.size.get, c32(LONGEST_NUMBER)), branchIf(depth + 2, not(any(isNoText, is(l.before.get, 0x2d))))),
    ),
    branchIf(depth, both(is(l.before.get, 0x28), i32.leU(l.size.get, c32(8)))),
    when(is(l.before.get, 0x2d), branchIf(depth + 1, isNegative)),
    whether(
      is(l.here.get, IN_FORM),
      [branchIf(depth + 1, any(i32.leU(l.size.get, c32(2)), isUnsettled(c32(0)))), replace(fill('7'))],
      [
        when(l.isPart.get, when(isPlain, leaveOut, branch(depth + 3))),
        when(
          both(i32.geU(l.size.get, c32(SHORTEST_ID)), is(l.before.get, 0x2f), not(l.isStatus.get)),
          replace(i32.store(l.out.get, c32(ascii('7xxx'))), add(l.out, c32(4)), l.nameEnd.set(l.stop.get)),
          branch(depth + 2),
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
      ],
    ),
  ]

  const findKinds = [
    l.kinds.set(c32(0)),
    l.from.set(l.start.get),
    repeat(i32.ltU(l.from.get, l.stop.get), l.kinds.set(i32.or(l.kinds.get, i32.load8(lineByte(l.from.get), KINDS))), add(l.from, c32(1))),
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
        l.letter.set(i32.load8(i32.add(address, l.place.get))),
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

  const replaceWord = (depth) => [
    branchIf(depth, has(l.marks.get, KEPT)),
    when(l.marks.get, when(any(not(l.some.get), i32.leU(l.size.get, c32(LONGEST_NUMBER))), branchIf(depth + 2, not(isNoText)))),
    l.letter.set(i32.load8(address)),
    l.kind.set(i32.load8(l.letter.get, KINDS)),
    when(
      not(l.some.get),
      when(i32.leU(l.size.get, c32(2)), when(both(l.isPart.get, isPlain, isExtension), leaveOut), branch(depth + 2)),
      when(has(l.kind.get, UPPER), findKinds, branchIf(depth + 2, has(l.kinds.get, LOWER | OTHER))),
    ),
    when(
      i32.geU(l.size.get, c32(4)),
      l.hash.set(i32.add(c32(4), i32.mul(low(l.word.get), c32(FACTORS[0])))),
      lookUp(l.flags),
      branchIf(depth + 1, has(l.flags.get, BEGINNING)),
      when(
        i32.geU(l.size.get, c32(8)),
        l.hash.set(
          i32.add(
            i32.add(c32(8), i32.mul(low(l.word.get), c32((FACTORS[0] + FACTORS[2]) | 0))),
            i32.mul(high(l.word.get), c32((FACTORS[1] + FACTORS[3]) | 0)),
          ),
        ),
        lookUp(l.flags),
        branchIf(depth + 2, has(l.flags.get, BEGINNING)),
      ),
    ),
    findUnit,
    whether(
      is(l.here.get, IN_FORM),
      [
        branchIf(depth + 1, hasUnit),
        findKinds,
        whether(
          consistsOf(DIGIT | LOWER),
          [fillAs(depth + 2, 1, 'a')],
          [
            whether(
              consistsOf(DIGIT | UPPER),
              [fillAs(depth + 3, 2, 'A')],
              [branchIf(depth + 3, not(consistsOf(DIGIT | UPPER | BEYOND_HEX))), fillAs(depth + 3, 3, 'Z')],
            ),
          ],
        ),
      ],
      [
        l.unit.set(c32(0)),
        when(l.letter.get, l.unit.set(hasUnit)),
        when(l.isPart.get, when(both(isPlain, not(l.unit.get)), leaveOut, branch(depth + 3))),
        copyRest(l.start.get),
        l.copied.set(l.stop.get),
        when(
          l.unit.get,
          i32.store(l.out.get, c32(ascii('7e7'))),
          i32.store8(l.out.get, i32.or(l.letter.get, c32(0x20)), 1),
          add(l.out, either(c32(3), c32(2), isInside)),
          branch(depth + 2),
        ),
        l.flags.set(has(l.kind.get, DIGIT)),
        when(
          both(i32.geU(l.size.get, c32(SHORTEST_ID)), l.some.get, not(l.flags.get), not(is(l.next.get, 0x7b))),
          whether(
            i32.leU(l.size.get, c32(56)),
            [l.flags.set(i64.eqz(i64.and(bitsAt(OTHER_BITS, l.start.get), l.mask.get)))],
            [findKinds, l.flags.set(not(has(l.kinds.get, OTHER)))],
          ),
        ),
        i32.store(
          l.out.get,
          either(
            either(c32(ascii('0xxx')), c32(ascii('7xxx')), is(i32.load16(address), ascii('0x'))),
            either(c32(ascii('xxxx')), either(c32(ascii('Xxxx')), c32(ascii('_xxx')), has(l.kind.get, UPPER)), has(l.kind.get, LOWER)),
            l.flags.get,
          ),
        ),
        add(l.out, c32(4)),
        l.nameEnd.set(l.stop.get),
      ],
    ),
  ]

  const replaceRun = block(
    branchIf(0, i32.ltU(l.start.get, l.keptUntil.get)),
    branchIf(0, l.inEntity.get),
    when(not(l.all.get), replaceMethod(replace, branch(4))),
    branchIf(0, is(l.here.get, AFTER_KEY)),
    whether(l.all.get, replaceNumber(1), replaceWord(1)),
  )

  /** What stands round a run, and its marks; a number that is part of a larger one has none. */
  const findOut = [
    findEntity,
    found.findDigits,
    l.marks.set(c32(0)),
    findStatus,
    findPart,
    block(
      when(l.isPart.get, branchIf(1, isCounter)),
      when(l.all.get, when(mayBePartOfNumber, branchIf(2, isPartOfNumber))),
      found.findMarks,
    ),
  ]

  return { copyRest, findOut, replaceRun }
}
