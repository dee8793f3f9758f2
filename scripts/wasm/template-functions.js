// The template of a line in WebAssembly: src/template/template.ts and src/template/runs.ts say the same in TypeScript, give the
// reasons, and are what this is tested against.
import { back, block, branch, branchIf, either, i32, i64, loop, repeat, v128, when, whether } from './assembler.js'
import { DIGIT_BITS, KINDS, MARKS, OTHER_BITS, TEMPLATE, UNSETTLED, WORD_BITS } from './layout.js'
import { find, hashTemplate } from './template-store.js'
import { add, any, both, c32, define, has, is, not } from './words.js'

// As in src/template/words.ts and src/template/template.ts.
const KEPT = 1
const KEY = 2
const FORMED = 4
const LEADS = 8
const BEGINNING = 16
const OWN = 32
const SEEN = 64
const SEEN_TOO = 128
const KNOWN = 256
const FACTORS = [0x9e3779b1, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f]
const LAST_FACTOR = 0x165667b1
const KEY_REACH = 80
const ESCAPE_REACH = 16
const LEAD_REACH = 48
const LONGEST_LENGTH = 4
const DIGIT = 1
const LOWER = 2
const UPPER = 4
const OTHER = 8
const BEYOND_HEX = 16
const LONGEST_COUNT = 56
const LONGEST_NUMBER = 3
const AFTER_KEY = 1
const IN_FORM = 2
const LONGEST_FORMED = 63
const SHORTEST_ID = 8

/** What a caller is told of a line that may hold a field of our own. */
const OURS = -2

const FOLD = 0x2020202020202020n

const ascii = (text) => [...text].reduceRight((number, character) => (number << 8) | character.charCodeAt(0), 0)

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

const LOCALS = {
  length: 'i32', at: 'i32', start: 'i32', stop: 'i32', size: 'i32', here: 'i32', hash: 'i32', marks: 'i32', next: 'i32', before: 'i32',
  state: 'i32', until: 'i32', keptUntil: 'i32', isFirst: 'i32', out: 'i32', copied: 'i32', specials: 'i32', gapFrom: 'i32', flags: 'i32',
  from: 'i32', to: 'i32', all: 'i32', some: 'i32', ours: 'i32', place: 'i32', kind: 'i32', kinds: 'i32', letter: 'i32', inEntity: 'i32',
  bits: 'i64', mask: 'i64', word: 'i64', last: 'i64', mix: 'i64', bytes: 'v128',
} // biome-ignore format: one table

/**
 * Writes the template of a line to its place.
 *
 * @param kept the store's own values
 */
const write = (l, kept) => {
  const lineByte = (at, offset = 0) => i32.load8(i32.add(l.line.get, at), offset)

  /** What is left of the hash once the bytes are in it, then the marks. */
  const lookUp = (target) => [
    ...l.hash.set(i32.mul(i32.xor(l.hash.get, i32.shrU(l.hash.get, c32(15))), c32(LAST_FACTOR))),
    ...l.hash.set(i32.xor(l.hash.get, i32.shrU(l.hash.get, c32(13)))),
    ...target.set(c32(0)),
    ...when(
      has(i32.load8(i32.and(l.hash.get, c32(0xffff)), MARKS), SEEN),
      when(
        has(i32.load8(i32.and(i32.shrU(l.hash.get, c32(8)), c32(0xffff)), MARKS), SEEN_TOO),
        target.set(i32.or(i32.load8(i32.shrU(l.hash.get, c32(16)), MARKS), c32(KNOWN))),
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

  const findStop = [
    l.stop.set(l.start.get),
    loop(
      l.size.set(i32.wrap(i64.ctz(clearBitsAt(WORD_BITS, l.stop.get)))),
      when(i32.geU(l.size.get, c32(56)), add(l.stop, c32(56)), branch(1)),
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

  const isPoint = (byte) => is(byte, 0x2e, 0x3a, 0x2d)
  const isDigit = (byte) => i32.eq(i32.load8(byte, KINDS), c32(DIGIT))
  // What stands around the line in memory is not looked at: the conditions come first.
  const isMilliseconds = both(is(l.before.get, 0x2c), i32.geU(l.start.get, c32(4)), is(i32.load8(i32.sub(address, c32(4))), 0x3a))
  const isBehindPoint = both(
    i32.geU(l.start.get, c32(2)),
    any(isPoint(l.before.get), isMilliseconds),
    isDigit(i32.load8(i32.sub(address, c32(2)))),
  )
  const isBeforePoint = both(i32.ltU(i32.add(l.stop.get, c32(1)), l.length.get), isPoint(l.next.get), isDigit(lineByte(l.stop.get, 1)))
  const isBehindLetter = both(i32.geU(l.start.get, c32(3)), has(i32.load8(i32.load8(i32.sub(address, c32(3))), KINDS), 0xff & ~DIGIT))
  /** The last digit of /2.0/, and the first */
  const endsVersion = both(
    is(l.size.get, 1),
    is(l.next.get, 0x2f),
    i32.geU(l.start.get, c32(3)),
    is(i32.load8(i32.sub(address, c32(3))), 0x2f),
  )
  const beginsVersion = both(
    is(l.size.get, 1),
    is(l.before.get, 0x2f),
    i32.ltU(i32.add(l.stop.get, c32(2)), l.length.get),
    is(lineByte(l.stop.get, 2), 0x2f),
  )
  const isPartOfNumber = either(not(any(isBehindLetter, endsVersion)), both(isBeforePoint, not(beginsVersion)), isBehindPoint)
  const isIn = (offset, byte) =>
    both(
      i32.ltU(l.from.get, l.length.get),
      i32.geU(l.from.get, c32(offset)),
      is(i32.load8(i32.sub(i32.add(l.line.get, l.from.get), c32(offset))), byte),
    )
  const findEntity = [
    l.inEntity.set(c32(0)),
    when(
      is(l.before.get, 0x26, 0x23, 0x3b),
      l.from.set(i32.sub(l.start.get, either(c32(2), c32(1), is(l.before.get, 0x23)))),
      l.inEntity.set(any(isIn(0, 0x26), both(isIn(0, 0x3b), isIn(1, 0x70), isIn(4, 0x26)))),
    ),
  ]
  // Conditions come first here too.
  const isNoText = any(
    is(l.before.get, 0x2f),
    is(l.next.get, 0x2f),
    both(is(l.before.get, 0x22), is(l.next.get, 0x22)),
    both(i32.geU(l.start.get, c32(2)), is(l.before.get, 0x2e), i32.ne(i32.load8(i32.load8(i32.sub(address, c32(2))), KINDS), c32(0))),
  )
  const mayBePartOfNumber = any(isPoint(l.before.get), is(l.before.get, 0x2c), isPoint(l.next.get))
  const isNegative = both(
    is(l.before.get, 0x2d),
    i32.leU(l.size.get, c32(6)),
    any(i32.ltU(l.start.get, c32(2)), i32.eqz(i32.load8(i32.load8(i32.sub(address, c32(2))), KINDS))),
  )

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

  const isBeforeName = both(
    i32.ltU(i32.add(l.stop.get, c32(1)), l.length.get),
    any(
      both(is(l.next.get, 0x20), has(i32.load8(lineByte(l.stop.get, 1), KINDS), UPPER)),
      both(is(l.next.get, 0x25), is(lineByte(l.stop.get, 1), 0x32)),
    ),
  )

  // `depth` of blocks lie around what comes behind the replacement.
  const replaceNumber = (depth) => [
    branchIf(depth, has(l.marks.get, KEPT)),
    when(
      both(i32.ne(l.marks.get, c32(0)), i32.leU(l.size.get, c32(LONGEST_NUMBER))),
      branchIf(depth + 1, not(any(isNoText, is(l.before.get, 0x2d)))),
    ),
    branchIf(depth, both(is(l.before.get, 0x28), i32.leU(l.size.get, c32(8)))),
    when(is(l.before.get, 0x2d), branchIf(depth + 1, isNegative)),
    whether(
      is(l.here.get, IN_FORM),
      [branchIf(depth + 1, any(i32.leU(l.size.get, c32(2)), isUnsettled(c32(0)))), replace(fill('7'))],
      [
        whether(
          i32.ltU(l.size.get, c32(8)),
          [
            replace(
              i32.store(l.out.get, c32(ascii('777'))),
              add(l.out, either(c32(3), c32(1), both(i32.geU(l.size.get, c32(3)), isBeforeName))),
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
      branchIf(depth + 1, i32.leU(l.size.get, c32(2))),
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
        copyRest(l.start.get),
        l.copied.set(l.stop.get),
        when(
          hasUnit,
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
      ],
    ),
  ]

  const replaceRun = block(
    branchIf(0, i32.ltU(l.start.get, l.keptUntil.get)),
    branchIf(0, is(l.here.get, AFTER_KEY)),
    branchIf(0, l.inEntity.get),
    whether(l.all.get, replaceNumber(1), replaceWord(1)),
  )

  const isJoint = (byte) => is(byte, 0x2d, 0x2b, 0x2e, 0x2f, 0x3d)
  const joints = [
    l.from.set(i32.add(l.stop.get, c32(1))),
    repeat(both(i32.ltU(l.from.get, l.length.get), isJoint(lineByte(l.from.get))), add(l.from, c32(1))),
    l.until.set(i32.add(l.from.get, c32(1))),
  ]
  const isLength = any(
    is(l.next.get, 0x3a, 0x25, 0x1b),
    both(is(l.next.get, 0x29), is(l.before.get, 0x28), i32.leU(l.size.get, c32(LONGEST_LENGTH))),
  )
  const goesOn = any(is(l.next.get, 0x28), l.inEntity.get, both(is(l.size.get, 1), not(l.all.get)), both(l.all.get, isLength))
  const enter = (state) => [l.state.set(c32(state)), l.until.set(i32.add(l.stop.get, c32(KEY_REACH + 1)))]
  const takeMarks = [
    when(i32.and(l.marks.get, c32(LEADS)), l.keptUntil.set(i32.add(l.stop.get, c32(LEAD_REACH + 1)))),
    whether(i32.and(l.marks.get, c32(KEY)), enter(AFTER_KEY), [
      whether(i32.and(l.marks.get, c32(FORMED)), enter(IN_FORM), [
        when(
          l.here.get,
          whether(
            goesOn,
            [l.until.set(i32.add(l.stop.get, c32(KEY_REACH + 1)))],
            [whether(isJoint(l.next.get), joints, [l.state.set(c32(0))])],
          ),
        ),
      ]),
    ]),
  ]

  const goThrough = block(
    loop(
      findStart,
      lookAtGap,
      lookWhetherFirst,
      findStop,
      skipEscape,
      lookAround,
      findEntity,
      findDigits,
      l.marks.set(c32(0)),
      block(when(l.all.get, when(mayBePartOfNumber, branchIf(2, isPartOfNumber))), findMarks),
      replaceRun,
      takeMarks,
      nextRun(0),
    ),
  )

  return [
    l.isFirst.set(c32(1)),
    l.out.set(c32(TEMPLATE)),
    findBits,
    goThrough,
    copyRest(l.length.get),
    hashTemplate(l, kept),
    when(l.ours.get, back(c32(OURS))),
    find(l),
  ]
}

/** `template(line, end)`: offsets of the line's first byte and behind its last one; the number of its template, if it has one. */
export const template = (kept) => define('template', { line: 'i32', end: 'i32' }, ['i32'], LOCALS, (l) => write(l, kept))
