import { asFile, readWhole } from '../built/whole-file.ts'
import { lane } from './bytes.ts'
import { checkLength } from './needle-table.ts'
import type { Needle } from './scanner.ts'

// Of how many bits the hashes are that the tables are looked up by. One place in sixty-four is taken, or fewer, unless a
// table would be too large for the fast memory. Many needles begin alike, which keeps the first table small.
const LARGEST_BITS = 18
const SMALLEST_BITS = 14
const ROOM = 64

const bitsFor = (count: number): number => Math.min(LARGEST_BITS, Math.max(SMALLEST_BITS, Math.ceil(Math.log2(count * ROOM))))

// As in scripts/wasm/scan-functions.js, which says what the bits mean.
const LONG = 1
const FIVE_TO_SEVEN = 2
const ANY = 4
const FOUR = 8
const HASH_SHIFT = 14

const FOLD_ALL = 0x20202020
/** what tells a capital from a small letter, in the first byte and in the second */
const FIRST_SMALL = 0x20
const SECOND_SMALL = 0x2000

const firstHash = (word: number): number => Math.imul(word | (FOLD_ALL & ~FIRST_SMALL), 0x9e3779b1)

const secondHash = (word: number, next: number): number =>
  Math.imul(firstHash(word) ^ (next | FOLD_ALL) ^ (word & SECOND_SMALL), 0xc2b2ae3d)

const placeIn = (table: Uint8Array, hash: number): number => (hash >>> HASH_SHIFT) & (table.length - 1)

const isSmall = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x61 && byte <= 0x7a

/** The first four bytes of a needle as a number, in each way in which the first two may be written. */
const beginnings = (bytes: Uint8Array, isExact: boolean): number[] => {
  const word = lane(bytes, 0)
  if (isExact) return [word]
  const first = isSmall(bytes[0]) ? [word, word ^ FIRST_SMALL] : [word]
  return isSmall(bytes[1]) ? first.flatMap((way) => [way, way ^ SECOND_SMALL]) : first
}

/** What words are turned away by: two tables over hashes of their first bytes, and whether words may be numbers. */
export type ScanTables = {
  first: Uint8Array
  second: Uint8Array
  /** a needle begins as numbers do: with a digit, which a digit or no word byte follows */
  hasNumbers: boolean
}

// A quarter of the words of a log, or more, are numbers. Those with a zero (10012, 0002-00000064) are looked at all the same.
const NUMBER = /^[1-9](?:[1-9]|\W)/

/** Makes the tables for the needles. */
export const scanTables = (needles: readonly Needle[]): ScanTables => {
  const bits = bitsFor(new Set(needles.map(({ text }) => text.slice(0, 4).toLowerCase())).size)
  const moreBits = bitsFor(needles.length)
  const first = new Uint8Array(1 << bits)
  const second = new Uint8Array(1 << moreBits)
  for (const needle of needles) {
    checkLength(needle)
    const { text, isExact } = needle
    const bytes = Buffer.from(text, 'latin1')
    const length = text.length === 4 ? FOUR : text.length < 8 ? FIVE_TO_SEVEN : LONG
    const next = text.length < 8 ? (bytes[4] ?? 0) : lane(bytes, 4)
    for (const word of beginnings(bytes, isExact)) {
      first[placeIn(first, firstHash(word))] |= length | ANY
      if (length !== FOUR) second[placeIn(second, secondHash(word, next))] |= length
    }
  }
  return { first, second, hasNumbers: needles.some(({ text }) => NUMBER.test(text)) }
}

/** The tables as a file: their bits and whether there are numbers, a byte each, then one table behind the other. */
export const writeTables = ({ first, second, hasNumbers }: ScanTables): Uint8Array =>
  asFile(Uint8Array.of(Math.log2(first.length), Math.log2(second.length), Number(hasNumbers)), first, second)

/**
 * The tables out of a file.
 *
 * @throws RangeError when the file is not whole
 */
export const readTables = (file: Uint8Array): ScanTables => {
  const [bits = 0, moreBits = 0, hasNumbers] = file
  const tables = readWhole(file).subarray(3)
  const size = 1 << bits
  if (tables.length !== size + (1 << moreBits)) throw new RangeError('the tables are not as long as they say')
  return { first: tables.subarray(0, size), second: tables.subarray(size), hasNumbers: hasNumbers === 1 }
}
