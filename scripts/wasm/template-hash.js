// Looks words up: src/template/words.ts says by what.
import { branchIf, i32, i64, when, whether } from './assembler.js'
import { BEGINNINGS, BEGINNINGS_BITS, FIRST_BYTES, HAS_KEPT, KEPT_BITS, KEPT as KEPT_WORDS, MARKS, MARKS_BITS } from './layout.js'
import { BEGINNING, FACTORS, FOLD, KEPT, KNOWN, LAST_FACTOR, SEEN, SEEN_TOO } from './template-words.js'
import { add, c32, has } from './words.js'

const ALL_MARKS = (1 << MARKS_BITS) - 1
// As in src/template/kept-words.ts.
const KEPT_FACTORS = [0x9e3779b1, 0x85ebca6b]

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

  const bitAt = (by) => i32.shl(c32(1), i32.shrU(l.hash.get, c32(by)))
  const lacksBits = (word, by) => i32.and(i32.or(bitAt(by), bitAt(by - 5)), i32.xor(word, c32(-1)))
  /** Adds what a user's catalog keeps, by the hash that was looked up. */
  const lookUpKept = (target) =>
    when(
      i32.load8(c32(HAS_KEPT)),
      l.place.set(i32.shl(i32.shrU(i32.mul(l.hash.get, c32(KEPT_FACTORS[0])), c32(32 - KEPT_BITS)), c32(3))),
      l.hash.set(i32.mul(l.hash.get, c32(KEPT_FACTORS[1]))),
      when(
        i32.eqz(i32.or(lacksBits(i32.load(l.place.get, KEPT_WORDS), 27), lacksBits(i32.load(l.place.get, KEPT_WORDS + 4), 17))),
        target.set(i32.or(target.get, c32(KEPT | KNOWN))),
      ),
    )

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

  /** The marks of the word from `start` to `stop`. */
  const findMarksInto = (target) => [mixWord, lookUp(target), lookUpKept(target)]

  return { lookUp, findMarksInto, leaveIfBegins }
}
