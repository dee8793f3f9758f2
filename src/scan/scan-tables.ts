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
const LONG = 0
const ANY = 2
const FIVE_TO_SEVEN = 4
const FOUR = 6
const BOTH = 3
const CAPITAL = 1
const ALL_CASES = 15

const FOLD_ALL = 0x20202020

const firstHash = (text: string): number => Math.imul(laneOf(text, 0, text.length) | FOLD_ALL, 0x9e3779b1)

const secondHash = (text: string, first: number): number => {
  const rest = laneOf(text, 4, text.length < 8 ? Math.min(5, text.length) : 8)
  return Math.imul(first ^ (rest | FOLD_ALL), 0xc2b2ae3d)
}

const isLower = (text: string, at: number): number => (text.charCodeAt(at) >> 5) & 1

/** The bit of the second table for the case of the first two bytes. */
const caseBit = (text: string): number => 1 << (isLower(text, 0) | (isLower(text, 1) << 1))

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
  const [shift, secondShift] = [32 - Math.log2(first.length), 32 - Math.log2(second.length)]
  return (text, isExact) => {
    const cases = isExact && isLower(text, 0) === 0 ? CAPITAL : BOTH
    const length = text.length === 4 ? FOUR : text.length < 8 ? FIVE_TO_SEVEN : LONG
    const hash = firstHash(text)
    first[hash >>> shift] |= (cases << length) | (cases << ANY)
    if (text.length > 4) second[secondHash(text, hash) >>> secondShift] |= isExact ? caseBit(text) : ALL_CASES
    tables.hasNumbers ||= NUMBER.test(text)
  }
}

/** The same table with hashes of more bits: each place becomes several. */
const widened = (table: Uint8Array, bits: number): Uint8Array => {
  const times = (1 << bits) / table.length
  const copy = Uint8Array.from(table)
  if (times <= 1) return copy
  const wide = new Uint8Array(1 << bits)
  const widen = (at: number): void => {
    if (copy[at] !== 0) wide.fill(copy[at] as number, times * at, times * (at + 1))
  }
  // Nearly all of it is empty.
  const fours = new Uint32Array(copy.buffer)
  for (let four = 0; four < fours.length; four++) if (fours[four] !== 0) for (let i = 0; i < 4; i++) widen(4 * four + i)
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
