// One bit for each byte of a line that belongs to a word, and one for each digit: `findBits(line, end)`.
import { i32, i64, repeat, v128 } from './assembler.js'
import { bitsOf } from './byte-kinds.js'
import { DIGIT_BITS, WORD_BITS } from './layout.js'
import { digitBytes, kindsOf, wordBytes } from './template-edges.js'
import { add, c32, define } from './words.js'

export const findBits = () =>
  define('findBits', { line: 'i32', end: 'i32' }, [], { at: 'i32', a: 'v128', b: 'v128', c: 'v128', d: 'v128' }, (l) => {
    const kinds = [l.a, l.b, l.c, l.d]
    return repeat(
      i32.ltU(l.line.get, l.end.get),
      kinds.map((kind, index) => kind.set(kindsOf(v128.load(l.line.get, index * 16)))),
      i64.store(l.at.get, bitsOf(kinds, wordBytes), WORD_BITS),
      i64.store(l.at.get, bitsOf(kinds, digitBytes), DIGIT_BITS),
      add(l.line, 64),
      add(l.at, 8),
    )
  })

const bitsFrom = (bits, place, line) =>
  i64.shrU(i64.load(i32.shrU(i32.sub(place, line), c32(3)), bits), i64.extend(i32.and(i32.sub(place, line), c32(7))))

/** Those of at least 57 bytes from a place on. */
export const wordBitsFrom = (place, line) => bitsFrom(WORD_BITS, place, line)
export const digitBitsFrom = (place, line) => bitsFrom(DIGIT_BITS, place, line)
