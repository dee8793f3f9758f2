// Looks words up: src/template/words.ts says by what.
import { branchIf, i32, i64, when, whether } from './assembler.js'
import { BEGINNINGS, BEGINNINGS_BITS, FIRST_BYTES, MARKS, MARKS_BITS } from './layout.js'
import { BEGINNING, FACTORS, FOLD, KNOWN, LAST_FACTOR, SEEN, SEEN_TOO } from './template-words.js'
import { add, c32, has } from './words.js'

const ALL_MARKS = (1 << MARKS_BITS) - 1

export const low = (value) => i32.wrap(value)
export const high = (value) => i32.wrap(i64.shrU(value, i64.const(32)))

/** @param l the places of the values that are worked with */
export const hashing = (l) => {
  /** What is left of the hash once the bytes are in it, then the marks. */
  const lookUp = (target) => [
    l.hash.set(i32.mul(i32.xor(l.hash.get, i32.shrU(l.hash.get, c32(15))), c32(LAST_FACTOR))),
    l.hash.set(i32.xor(l.hash.get, i32.shrU(l.hash.get, c32(13)))),
    target.set(c32(0)),
    when(
      has(i32.load8(i32.and(l.hash.get, c32(ALL_MARKS)), MARKS), SEEN),
      when(
        has(i32.load8(i32.and(i32.shrU(l.hash.get, c32(8)), c32(ALL_MARKS)), MARKS), SEEN_TOO),
        target.set(i32.or(i32.load8(i32.shrU(l.hash.get, c32(32 - MARKS_BITS)), MARKS), c32(KNOWN))),
      ),
    ),
  ]

  // Of the bytes of a shorter word only its own count.
  const mixWord = [
    l.word.set(i64.or(i64.load(l.start.get), i64.const(FOLD))),
    whether(
      i32.ltU(l.size.get, c32(8)),
      [l.word.set(i64.and(l.word.get, i64.load(i32.shl(l.size.get, c32(3)), FIRST_BYTES))), l.hash.set(l.size.get)],
      [
        l.last.set(i64.or(i64.load(i32.sub(l.stop.get, c32(8))), i64.const(FOLD))),
        l.hash.set(i32.add(l.size.get, i32.add(i32.mul(low(l.last.get), c32(FACTORS[2])), i32.mul(high(l.last.get), c32(FACTORS[3]))))),
      ],
    ),
    add(l.hash, i32.add(i32.mul(low(l.word.get), c32(FACTORS[0])), i32.mul(high(l.word.get), c32(FACTORS[1])))),
  ]

  /** Leaves `depth` blocks where the word begins like one that is kept. Few words do, which a small table tells. */
  const leaveIfBegins = (depth) =>
    when(
      i32.geU(l.size.get, c32(4)),
      l.place.set(i32.shrU(i32.mul(low(l.word.get), c32(FACTORS[0])), c32(32 - BEGINNINGS_BITS))),
      when(
        i32.and(i32.shrU(i32.load8(i32.shrU(l.place.get, c32(3)), BEGINNINGS), i32.and(l.place.get, c32(7))), c32(1)),
        l.hash.set(i32.add(c32(4), i32.mul(low(l.word.get), c32(FACTORS[0])))),
        lookUp(l.flags),
        branchIf(depth + 2, has(l.flags.get, BEGINNING)),
        when(
          i32.geU(l.size.get, c32(6)),
          l.hash.set(
            i32.add(
              i32.add(c32(6), i32.mul(low(l.word.get), c32(FACTORS[0]))),
              i32.mul(i32.and(high(l.word.get), c32(0xffff)), c32(FACTORS[1])),
            ),
          ),
          lookUp(l.flags),
          branchIf(depth + 3, has(l.flags.get, BEGINNING)),
        ),
        when(
          i32.geU(l.size.get, c32(8)),
          l.hash.set(
            i32.add(
              i32.add(c32(8), i32.mul(low(l.word.get), c32((FACTORS[0] + FACTORS[2]) | 0))),
              i32.mul(high(l.word.get), c32((FACTORS[1] + FACTORS[3]) | 0)),
            ),
          ),
          lookUp(l.flags),
          branchIf(depth + 3, has(l.flags.get, BEGINNING)),
        ),
      ),
    )

  return { lookUp, mixWord, leaveIfBegins }
}
