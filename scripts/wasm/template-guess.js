// What an ordinary run becomes, told by few looks: most runs that differ from line to line are numbers, ids and words that
// have no mark. What is guessed is what `template` would do; of any other run nothing is said.
import { block, branch, branchIf, either, i32, i64, v128, when, whether } from './assembler.js'
import { BLANK } from './gaps.js'
import { FIRST_BYTES, GAPS, KINDS } from './layout.js'
import { digitBitsFrom, wordBitsFrom } from './template-bits.js'
import { hashing } from './template-hash.js'
import { LONGEST_COUNTER, LONGEST_METHOD, METHODS } from './template-names.js'
import { SHORT } from './template-runs.js'
import { surroundings } from './template-surroundings.js'
import { DIGIT, FORMED, KEPT, KEY, LEADS, LONGEST_NUMBER, LOWER, OWN, SHORTEST_ID, UPPER } from './template-words.js'
import { any, both, c32, has, is, not } from './words.js'

// What a run becomes that stands by itself. Of a long number it counts how long it is.
export const UNTOLD = 0
export const NUMBER = 1
export const METHOD = 2
export const ID = 3
export const WORD = 4
export const CAPITALS = 5
/** Of what is judged by its form only one of the same length becomes the same. */
export const FORM_NUMBER = 6
export const FORM_HEX = 7
export const LONGEST_FORM = 32
export const LONG_NUMBER = 8

export const GUESS_LOCALS = {
  size: 'i32', mask: 'i64', digits: 'i64', letter: 'i32', kind: 'i32', next: 'i32', hash: 'i32', code: 'i32', flags: 'i32', before: 'i32', behind: 'i32', ahead: 'i32', place: 'i32', from: 'i32', inEntity: 'i32', isStatus: 'i32', word: 'i64', last: 'i64', bytes: 'v128',
} // biome-ignore format: one table

const others = (bytes) => v128.or(v128.eq(bytes, v128.bytes(0x5f)), v128.eq(bytes, v128.bytes(0x24)))
const exact = (text) => [...Buffer.from(text)].reduceRight((number, byte) => (number << 8n) | BigInt(byte), 0n)

/**
 * Into `code` what the free run from `start` on becomes, and `stop` where it ends, `next` the byte there. It stands behind no
 * dash, opening bracket or byte of an entity, unless it is a further part of a name.
 */
export const guess = (l, kept) => {
  const { findMarksInto, leaveIfBegins } = hashing(l)
  const isBehind = (bytes) => i32.geU(i32.sub(l.start.get, l.line.get), c32(bytes))
  const { isNoText, isPartOfNumber, mayBePartOfNumber } = surroundings(l, { isBehind }, kept)
  const become = (code) => l.code.set(c32(code))
  const behindNext = i32.load8(l.stop.get, 1)
  const bitsIn = (bits) => i64.and(i64.extend(v128.bitmask(bits)), l.mask.get)
  const isStatus = any(is(l.next.get, 0x25), both(is(l.next.get, 0x20), has(i32.load8(behindNext, KINDS), UPPER)))
  const isMethod = METHODS.map((method) => i64.eq(l.last.get, i64.const(exact(method)))).reduce((a, b) => i32.or(a, b))
  const isIn16 = i32.leU(l.size.get, c32(16))

  const leaveIfMethod = when(
    is(l.next.get, 0x20),
    when(
      both(is(behindNext, 0x2f), i32.leU(l.size.get, c32(LONGEST_METHOD))),
      l.last.set(i64.and(i64.load(l.start.get), i64.load(i32.shl(l.size.get, c32(3)), FIRST_BYTES))),
      when(isMethod, when(not(i32.and(l.flags.get, c32(KEY | FORMED | LEADS | OWN))), become(METHOD)), branch(3)),
    ),
  )
  const guessNumber = [
    when(i32.and(i32.load8(l.next.get, GAPS), c32(BLANK)), branchIf(2, isStatus)),
    l.code.set(either(i32.add(l.size.get, c32(LONG_NUMBER)), c32(NUMBER), i32.geU(l.size.get, c32(SHORTEST_ID)))),
    branch(1),
  ]
  // A word that only stands in some message is replaced where no text is; so is a number, and where it is part of a larger one.
  const isMarked = i32.and(l.flags.get, c32(KEPT | KEY | FORMED | LEADS | OWN))
  const isAllDigits = i64.eq(l.digits.get, l.mask.get)
  const isPart = both(isAllDigits, mayBePartOfNumber, isPartOfNumber)
  const isCounter = both(l.isPart.get, isAllDigits, i32.leU(l.size.get, c32(LONGEST_COUNTER)), is(l.before.get, 0x2d))
  const leaveIfKept = when(
    l.flags.get,
    l.before.set(i32.load8(i32.sub(l.start.get, c32(1)))),
    l.behind.set(i32.load8(l.before.get, GAPS)),
    l.ahead.set(i32.load8(l.next.get, GAPS)),
    when(
      not(any(isPart, isCounter)),
      branchIf(2, isMarked),
      branchIf(
        2,
        both(
          not(isNoText),
          any(i64.eqz(l.digits.get), i32.leU(l.size.get, c32(LONGEST_NUMBER))),
          not(both(isAllDigits, is(l.before.get, 0x2d))),
        ),
      ),
    ),
  )
  // With one other byte it may be a number with a unit.
  const guessWithDigit = [
    l.digits.set(i64.xor(l.digits.get, l.mask.get)),
    when(
      i64.eqz(i64.and(l.digits.get, i64.sub(l.digits.get, i64.const(1)))),
      branchIf(2, is(i32.or(i32.load8(i32.add(l.start.get, i32.wrap(i64.ctz(l.digits.get)))), c32(0x20)), 0x65, 0x69, 0x75)),
    ),
    become(ID),
    branch(1),
  ]
  const guessCapitals = [
    branchIf(2, not(isIn16)),
    branchIf(2, i64.ne(bitsIn(v128.or(others(l.bytes.get), v128.gtS(l.bytes.get, v128.bytes(0x60)))), i64.const(0))),
    become(CAPITALS),
    branch(2),
  ]
  // 007, 0x7
  const mayMatter = both(
    i32.gtU(l.size.get, c32(1)),
    any(both(l.isObject.get, i32.ne(i32.load8(i32.sub(l.start.get, c32(1))), c32(0x22))), is(i32.load8(l.start.get, 1), 0x78)),
  )
  return block(
    become(UNTOLD),
    l.word.set(wordBitsFrom(l.start.get, l.line.get)),
    l.size.set(i32.wrap(i64.ctz(i64.xor(l.word.get, i64.const(-1))))),
    l.letter.set(i32.load8(l.start.get)),
    l.kind.set(i32.load8(l.letter.get, KINDS)),
    branchIf(0, i32.gtU(i32.sub(l.size.get, c32(1)), c32(SHORT - 1))),
    when(is(l.letter.get, 0x30), branchIf(1, mayMatter)),
    l.stop.set(i32.add(l.start.get, l.size.get)),
    l.next.set(i32.load8(l.stop.get)),
    findMarksInto(l.flags),
    l.mask.set(i64.sub(i64.shl(i64.const(1), i64.extend(l.size.get)), i64.const(1))),
    l.digits.set(i64.and(digitBitsFrom(l.start.get, l.line.get), l.mask.get)),
    leaveIfMethod,
    leaveIfKept,
    when(isAllDigits, guessNumber),
    leaveIfBegins(0),
    when(is(l.kind.get, DIGIT), guessWithDigit),
    branchIf(0, not(i32.and(l.kind.get, c32(LOWER | UPPER)))),
    l.bytes.set(v128.load(l.start.get)),
    whether(
      i64.eqz(l.digits.get),
      [
        branchIf(1, i32.leU(l.size.get, c32(2))),
        // It may be the name of a class, or the method of a request.
        when(has(l.kind.get, UPPER), guessCapitals),
      ],
      [
        when(
          i32.geU(l.size.get, c32(SHORTEST_ID)),
          branchIf(2, any(is(l.next.get, 0x7b), not(isIn16))),
          branchIf(2, i64.ne(bitsIn(others(l.bytes.get)), i64.const(0))),
          become(ID),
          branch(2),
        ),
      ],
    ),
    l.code.set(either(c32(CAPITALS), c32(WORD), has(l.kind.get, UPPER))),
  )
}

const isHex = (bytes) => v128.and(v128.gtS(bytes, v128.bytes(0x60)), v128.ltS(bytes, v128.bytes(0x67)))

/**
 * Leaves `depth` blocks where the run from `start` on may become something else than one of `size` bytes of a form, a number
 * or not, before the byte `next`.
 */
export const leaveIfOfOtherForm = (l, depth) => {
  const { findMarksInto, leaveIfBegins } = hashing(l)
  const hexAt = (offset) => i64.shl(i64.extend(v128.bitmask(isHex(v128.load(l.start.get, offset)))), i64.const(offset))
  const isOther = [
    branchIf(1, i64.eq(l.digits.get, l.mask.get)),
    leaveIfBegins(1),
    branchIf(1, i64.ne(i64.and(i64.or(i64.or(hexAt(0), hexAt(16)), l.digits.get), l.mask.get), l.mask.get)),
    l.digits.set(i64.xor(l.digits.get, l.mask.get)),
    branchIf(1, i64.eqz(i64.and(l.digits.get, i64.sub(l.digits.get, i64.const(1))))),
    branch(2),
  ]
  return block(
    block(
      l.word.set(wordBitsFrom(l.start.get, l.line.get)),
      branchIf(0, i32.ne(i32.wrap(i64.ctz(i64.xor(l.word.get, i64.const(-1)))), l.size.get)),
      l.stop.set(i32.add(l.start.get, l.size.get)),
      branchIf(0, i32.ne(i32.load8(l.stop.get), l.next.get)),
      when(both(is(i32.load8(l.start.get), 0x30), l.isObject.get), branchIf(1, i32.ne(i32.load8(i32.sub(l.start.get, c32(1))), c32(0x22)))),
      findMarksInto(l.flags),
      branchIf(0, l.flags.get),
      l.mask.set(i64.sub(i64.shl(i64.const(1), i64.extend(l.size.get)), i64.const(1))),
      l.digits.set(i64.and(digitBitsFrom(l.start.get, l.line.get), l.mask.get)),
      whether(is(l.code.get, FORM_HEX), isOther, [branchIf(2, i64.eq(l.digits.get, l.mask.get))]),
    ),
    branch(depth + 1),
  )
}
