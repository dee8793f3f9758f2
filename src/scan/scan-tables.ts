import { asFile, readWhole } from '../built/whole-file.ts'
import { laneOf } from './bytes.ts'
import { checkLength, headOfText } from './needle-table.ts'
import type { AddedNeedles, Needle } from './scanner.ts'

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

const isSmall = (byte: number): boolean => byte >= 0x61 && byte <= 0x7a

/** The first four bytes of a needle as a number, in each way in which the first two may be written. */
const beginnings = (text: string, isExact: boolean): number[] => {
  const word = laneOf(text, 0, text.length)
  if (isExact) return [word]
  const first = isSmall(text.charCodeAt(0)) ? [word, word ^ FIRST_SMALL] : [word]
  return isSmall(text.charCodeAt(1)) ? first.flatMap((way) => [way, way ^ SECOND_SMALL]) : first
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
  const tables = { first, second, hasNumbers: false }
  const add = adderTo(tables)
  for (const needle of needles) {
    checkLength(needle)
    add(needle.text, needle.isExact)
  }
  return tables
}

/** What puts needles into the tables, one by one. */
const adderTo = (tables: ScanTables): ((text: string, isExact: boolean) => void) => {
  const { first, second } = tables
  return (text, isExact) => {
    const length = text.length === 4 ? FOUR : text.length < 8 ? FIVE_TO_SEVEN : LONG
    const next = laneOf(text, 4, text.length < 8 ? Math.min(5, text.length) : 8)
    for (const word of beginnings(text, isExact)) {
      first[placeIn(first, firstHash(word))] |= length | ANY
      if (length !== FOUR) second[placeIn(second, secondHash(word, next))] |= length
    }
    tables.hasNumbers ||= NUMBER.test(text)
  }
}

/** The same table with hashes of more bits, of which the upper ones are not known of what it holds: each place becomes several. */
const widened = (table: Uint8Array, bits: number): Uint8Array => {
  const wide = new Uint8Array(Math.max(1 << bits, table.length))
  for (let at = 0; at < wide.length; at += table.length) wide.set(table, at)
  return wide
}

/** The tables with more needles in them: as large as these need, or as they are. */
export const addToTables = (tables: ScanTables, { needles, words }: AddedNeedles): ScanTables => {
  const heads = new Set<number>()
  for (const { text } of needles) heads.add(headOfText(text))
  for (const text of words) heads.add(headOfText(text))
  const more = {
    first: widened(tables.first, bitsFor(heads.size)),
    second: widened(tables.second, bitsFor(needles.length + words.length)),
    hasNumbers: tables.hasNumbers,
  }
  const add = adderTo(more)
  for (const { text, isExact } of needles) add(text, isExact)
  for (const text of words) add(text, true)
  return more
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
