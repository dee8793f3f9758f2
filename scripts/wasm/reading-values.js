// Whether what stands behind a key may be a code, as src/detect/value.ts and mayBeCode in src/detect/words.ts say it. What
// is seldom written is not read here: TypeScript looks at it.
import { back, block, branch, branchIf, either, i32, loop, repeat, v128, when, whether } from './assembler.js'
import { ATOM, BLANK, CLOSER, DIGIT, FLOAT, FORM_BYTES, isDocumented, kindAt, LONGEST_FORM, mix, valueKindAt } from './reading-tables.js'
import { add, any, both, c32, define, has, is, isDigit } from './words.js'

/** What `codeBehind` answers beside zero: no code, but a number; it may be one, or takes a closer look. */
export const NUMBER = 1
export const MAYBE = -1

// As in src/detect/value.ts.
const MAX_GAP = 24
const MAX_ATOM = 160
const LONGEST_INTEGER = 15

const QUOTE = 0x22
const APOSTROPHE = 0x27
const BACKSLASH = 0x5c
const FIRST_BYTES = 4

const maybe = back(c32(MAYBE))
const none = back(c32(0))

const NAMES = [
  'at',
  'from',
  'byte',
  'next',
  'isQuoted',
  'steps',
  'start',
  'kind',
  'kinds',
  'digits',
  'size',
  'hash',
  'counted',
  'i',
  'lane',
]

/** Behind a key that ends at `stop`, in a line that ends at `end`; `known` is where the forms of its codes are listed. */
export const codeBehind = define(
  'codeBehind',
  { stop: 'i32', end: 'i32', known: 'i32', isInTag: 'i32' },
  ['i32'],
  Object.fromEntries(NAMES.map((name) => [name, 'i32'])),
  ({ stop, end, known, isInTag, at, from, byte, next, isQuoted, steps, start, kind, kinds, digits, size, hash, counted, i, lane }) => {
    const isQuote = is(byte.get, QUOTE, APOSTROPHE)
    /** Steps over bytes of a kind, so many at most. */
    const skip = (bytesOf) => [
      from.set(at.get),
      repeat(both(has(kindAt(at.get), bytesOf), i32.ltU(i32.sub(at.get, from.get), c32(MAX_GAP))), add(at, 1)),
    ]
    const separators = [
      [both(is(byte.get, 0x3a), i32.ne(next.get, c32(0x3a))), 1], // : but not ::
      [both(is(byte.get, 0x3d), is(next.get, 0x3e)), 2], // =>
      [both(is(byte.get, 0x3d), i32.ne(next.get, c32(0x3d))), 1], // = but not ==
      [both(is(byte.get, 0x3e), isInTag.get), 1], // > of <Code>
      [both(is(byte.get, 0x2d), is(next.get, 0x3e)), 2], // ->
    ]
    const skipSeparator = [
      skip(BLANK),
      byte.set(i32.load8(at.get)),
      next.set(i32.load8(at.get, 1)),
      when(is(byte.get, 0x3b), maybe), // s:4:"code";i:-177
      separators.reduceRight(
        (otherwise, [condition, bytes]) => whether(condition, [add(at, bytes)], otherwise),
        // nothing but blanks
        when(i32.leU(at.get, from.get), none),
      ),
    ]
    const skipOpeners = [
      steps.set(c32(0)),
      block(
        loop(
          branchIf(1, i32.geU(steps.get, c32(MAX_GAP))),
          byte.set(i32.load8(at.get)),
          branchIf(1, isDigit(byte.get)),
          next.set(i32.load8(at.get, 1)),
          block(
            whether(
              isQuote,
              [isQuoted.set(c32(1))],
              [
                // \n \t \r
                whether(
                  is(byte.get, BACKSLASH),
                  [add(at, is(next.get, 0x6e, 0x74, 0x72))],
                  [
                    branchIf(2, is(byte.get, 0x20, 0x09, 0x60, 0x5b)), // blank, tab, ` [
                    branchIf(2, both(is(byte.get, 0x75, 0x62), is(next.get, APOSTROPHE))), // u'…' b'…'
                    branch(4),
                  ],
                ),
              ],
            ),
          ),
          add(at, 1),
          add(steps, 1),
          branch(0),
        ),
      ),
    ]
    /** Up to sixteen digits at once. */
    const readDigits = [
      digits.set(i32.ctz(i32.or(v128.bitmask(v128.geU(v128.addBytes(v128.load(at.get), v128.bytes(0xd0)), v128.bytes(10))), c32(0x10000)))),
      add(at, digits.get),
    ]
    const readAtom = [
      start.set(at.get),
      kinds.set(c32(-1)),
      readDigits,
      block(
        loop(
          kind.set(kindAt(at.get)),
          branchIf(1, i32.eqz(has(kind.get, ATOM))),
          when(i32.geU(i32.sub(at.get, start.get), c32(MAX_ATOM)), maybe),
          kinds.set(i32.and(kinds.get, kind.get)),
          add(digits, has(kind.get, DIGIT)),
          add(at, 1),
          branch(0),
        ),
      ),
      // What ends with the line may have been longer; int(1), string(9) "NoSuchKey"
      when(any(i32.geU(at.get, end.get), both(i32.eqz(isQuoted.get), is(i32.load8(at.get), 0x28))), maybe),
      // Dots and slashes at its end are none of it: what they hid takes a closer look where it may be a number.
      repeat(both(i32.gtU(at.get, start.get), is(i32.load8(i32.sub(at.get, c32(1))), 0x2e, 0x2f)), kinds.set(c32(FLOAT)), add(at, -1)),
      size.set(i32.sub(at.get, start.get)),
      when(i32.eqz(size.get), none),
    ]
    const isMinus = is(i32.load8(start.get), 0x2d)
    const isInteger = both(
      i32.eq(digits.get, i32.sub(size.get, isMinus)),
      i32.ne(digits.get, c32(0)),
      i32.leU(digits.get, c32(LONGEST_INTEGER)),
    )
    const left = i32.sub(counted.get, i.get)
    const hashValue = [
      hash.set(c32(0)),
      i.set(c32(0)),
      repeat(
        i32.ltU(i.get, counted.get),
        lane.set(i32.load(i32.add(start.get, i.get))),
        when(i32.ltU(left, c32(4)), lane.set(i32.and(lane.get, i32.sub(i32.shl(c32(1), i32.shl(left, c32(3))), c32(1))))),
        mix(hash, lane.get),
        add(i, 4),
      ),
    ]
    const longest = either(size.get, c32(LONGEST_FORM), i32.ltU(size.get, c32(LONGEST_FORM)))
    const form = i32.add(i32.add(known.get, i32.mul(longest, c32(FORM_BYTES))), i32.shl(valueKindAt(start.get), c32(1)))
    const fits = i32.and(i32.shrU(i32.load16(form), valueKindAt(start.get, 1)), c32(1))
    return [
      at.set(stop.get),
      // "code":
      whether(
        both(i32.eq(i32.load16(stop.get), c32(0x3a22)), i32.ne(i32.load8(stop.get, 2), c32(0x3a))),
        [add(at, 2)],
        [skip(CLOSER), skipSeparator],
      ),
      skipOpeners,
      readAtom,
      counted.set(size.get),
      whether(
        isInteger,
        [kind.set(c32(NUMBER))],
        [
          // 4.0100005e+07 is a number, written otherwise.
          when(both(has(kinds.get, FLOAT), i32.ne(digits.get, c32(0))), maybe),
          kind.set(c32(0)),
          when(i32.gtU(size.get, c32(FIRST_BYTES)), counted.set(c32(FIRST_BYTES))),
        ],
      ),
      hashValue,
      when(isDocumented(hash.get), maybe),
      when(fits, maybe),
      kind.get,
    ]
  },
)
