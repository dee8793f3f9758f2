// What bytes are, sixteen at a time: looked up by their upper and their lower halves.
import { i64, v128 } from './assembler.js'
import { c32 } from './words.js'

/** @typedef {{ bit: number, upper: number[], lower: number[] }} Kind a byte is of it when both its halves are listed */

const range = (first, last) => Array.from({ length: last - first + 1 }, (_, more) => first + more)

/** Digits; A to O in both cases; P to Z in capitals, and in small letters. */
export const HALVES = {
  digits: { upper: [3], lower: range(0, 9) },
  firstLetters: { upper: [4, 6], lower: range(1, 15) },
  lastCapitals: { upper: [5], lower: range(0, 10) },
  lastSmall: { upper: [7], lower: range(0, 10) },
  backslash: { upper: [5], lower: [12] },
  percent: { upper: [2], lower: [5] },
  escape: { upper: [1], lower: [11] },
}

const table = (kinds, half) =>
  v128.constant(range(0, 15).map((value) => kinds.reduce((bits, kind) => bits | (kind[half].includes(value) ? kind.bit : 0), 0)))

const low = (bytes) => v128.and(bytes, v128.bytes(0x0f))

/**
 * @param {Kind[]} kinds
 * @returns what answers of sixteen bytes the bits of their kinds
 */
export const kindsBy = (kinds) => {
  const [lower, upper] = [table(kinds, 'lower'), table(kinds, 'upper')]
  return (bytes) => v128.and(v128.swizzle(lower, low(bytes)), v128.swizzle(upper, low(v128.shrU(bytes, c32(4)))))
}

/** One bit for each of the 64 bytes in four vectors: the highest of what the test makes of it. */
export const bitsOf = (vectors, test) => {
  const [a, b, c, d] = vectors.map(({ get }, index) => i64.shl(i64.extend(v128.bitmask(test(get))), i64.const(index * 16)))
  return i64.or(i64.or(a, b), i64.or(c, d))
}

export const union = ([a, b, c, d], test = (bytes) => bytes) =>
  v128.or(v128.or(test(a.get), test(b.get)), v128.or(test(c.get), test(d.get)))
