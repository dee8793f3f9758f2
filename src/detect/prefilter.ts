import { FOLD, lane, laneOf } from '../scan/bytes.ts'

// Small tables that turn most words of a line away by their first bytes, before anything is looked up. What they read
// may lie a little behind the end of the line: there are zeros.

const BITS = 14
/** places in a table, or numbers of two bytes in a long one */
export const SIZE = 1 << BITS

const hash = (lane: number): number => Math.imul(lane, 0x9e3779b1) >>> (32 - BITS)

/** Sets a bit of each byte: letters are in lower case then, and other bytes seldom become another's. */
const FOLD_ALL = 0x20202020
const PAIR = 0xffff
const THREE = 0xffffff

/** Finds what may begin at a place of a line. */
export type LiteralTable<T> = {
  /** Everything whose literal may begin at the place, longest first; undefined is certain. */
  at(bytes: Uint8Array, at: number): readonly T[] | undefined
}

const SHORT = 1
const LONG = 2
const ANY_BYTE = Array.from({ length: 256 }, (_, byte) => byte)

/** Where literals stand in a table, in a form that can be written down; numbers are of two bytes, the lower first. */
export type LiteralPlaces = {
  /** by three bytes: whether a literal of two or three may begin, or a longer one */
  kinds: Uint8Array
  /** by four bytes: where the list of the longer ones is; zero: nowhere */
  long: Uint8Array
  /** the first two bytes of short literals, and where the list of them is */
  short: Uint8Array
  /** behind two bytes: lists of the numbers of literals, each behind how many there are */
  lists: Uint8Array
}

const NUMBER_BYTES = 2

const numberAt = (bytes: Uint8Array, index: number): number =>
  (bytes[NUMBER_BYTES * index] as number) | ((bytes[NUMBER_BYTES * index + 1] as number) << 8)

const asBytes = (numbers: readonly number[]): Uint8Array => {
  const bytes = Buffer.alloc(NUMBER_BYTES * numbers.length)
  for (const [index, number] of numbers.entries()) bytes.writeUInt16LE(number, NUMBER_BYTES * index)
  return bytes
}

const listIn = <K>(lists: Map<K, number[]>, key: K): number[] => {
  let list = lists.get(key)
  if (list === undefined) {
    list = []
    lists.set(key, list)
  }
  return list
}

/**
 * The places of lower-case literals of two bytes or more.
 *
 * @param literals longest first
 */
export const literalPlaces = (literals: readonly string[]): LiteralPlaces => {
  const kinds = new Uint8Array(SIZE)
  const long = new Map<number, number[]>()
  const short = new Map<number, number[]>()
  for (const [number, literal] of literals.entries()) {
    const four = laneOf(literal, 0, literal.length) | FOLD_ALL
    if (literal.length < 4) {
      listIn(short, four & PAIR).push(number)
      const thirds = literal.length === 3 ? [literal.charCodeAt(2)] : ANY_BYTE
      for (const third of thirds) (kinds as Record<number, number>)[hash((four & PAIR) | ((third | 0x20) << 16))] |= SHORT
      continue
    }
    ;(kinds as Record<number, number>)[hash(four & THREE)] |= LONG
    listIn(long, hash(four)).push(number)
  }
  const lists = [0]
  const write = (list: readonly number[]): number => lists.push(list.length, ...list) - list.length - 1
  const places = new Uint8Array(NUMBER_BYTES * SIZE)
  for (const [place, list] of long) places.set(asBytes([write(list)]), NUMBER_BYTES * place)
  return { kinds, long: places, short: asBytes([...short].flatMap(([pair, list]) => [pair, write(list)])), lists: asBytes(lists) }
}

/**
 * A table over literals, found in any case of letters.
 *
 * @param literalOf what belongs to the literal with a number; asked once for each list that it is in
 */
export const literalTable = <T>({ kinds, long, short, lists }: LiteralPlaces, literalOf: (number: number) => T): LiteralTable<T> => {
  const shorts = new Map<number, number>()
  for (let at = 0; NUMBER_BYTES * at < short.length; at += 2) shorts.set(numberAt(short, at), numberAt(short, at + 1))
  const made: (readonly T[] | undefined)[] = new Array(lists.length / NUMBER_BYTES)
  const listAt = (place: number): readonly T[] => {
    let list = made[place]
    if (list === undefined) {
      list = Array.from({ length: numberAt(lists, place) }, (_, index) => literalOf(numberAt(lists, place + 1 + index)))
      made[place] = list
    }
    return list
  }
  const joined = new Map<number, readonly T[]>()
  const bothAt = (longPlace: number, shortPlace: number): readonly T[] => {
    const key = longPlace * (1 << (8 * NUMBER_BYTES)) + shortPlace
    let list = joined.get(key)
    if (list === undefined) {
      list = [...listAt(longPlace), ...listAt(shortPlace)]
      joined.set(key, list)
    }
    return list
  }
  return {
    at(bytes, at) {
      const four = lane(bytes, at) | FOLD_ALL
      const kind = kinds[hash(four & THREE)] as number
      if (kind === 0) return undefined
      const longPlace = (kind & LONG) === 0 ? 0 : numberAt(long, hash(four))
      const shortPlace = (kind & SHORT) === 0 ? 0 : (shorts.get(four & PAIR) ?? 0)
      if (shortPlace === 0) return longPlace === 0 ? undefined : listAt(longPlace)
      return longPlace === 0 ? listAt(shortPlace) : bothAt(longPlace, shortPlace)
    },
  }
}

/** Two tables as one. */
export const joinTables = <T extends { literal: string }>(a: LiteralTable<T>, b: LiteralTable<T>): LiteralTable<T> => {
  const joined = new Map<readonly T[], Map<readonly T[], readonly T[]>>()
  const join = (ours: readonly T[], others: readonly T[]): readonly T[] => {
    let lists = joined.get(others)
    if (lists === undefined) {
      lists = new Map()
      joined.set(others, lists)
    }
    let list = lists.get(ours)
    if (list === undefined) {
      list = [...ours, ...others].sort((one, other) => other.literal.length - one.literal.length)
      lists.set(ours, list)
    }
    return list
  }
  return {
    at(bytes, at) {
      const others = b.at(bytes, at)
      const ours = a.at(bytes, at)
      if (others === undefined) return ours
      return ours === undefined ? others : join(ours, others)
    },
  }
}

/** Whether the lower-case bytes stand at a place, in any case of letters. */
export const standsAt = (bytes: Uint8Array, at: number, literal: Uint8Array): boolean => {
  for (let i = 0; i < literal.length; i++) if (FOLD[bytes[at + i] as number] !== literal[i]) return false
  return true
}

/** Says of a place in a line whether something may begin there; false is certain. */
export type Prefilter = (bytes: Uint8Array, at: number) => boolean

/**
 * By four bytes, whether one of the words, or one with a suffix, may begin so.
 *
 * @param seen what other words begin with
 */
export const wordBeginnings = (words: Iterable<string>, suffixes: readonly string[], seen = new Uint8Array(SIZE)): Uint8Array => {
  const add = (text: string): void => {
    if (text.length >= 4) seen[hash(laneOf(text, 0, 4))] = 1
  }
  for (const word of words) {
    add(word)
    if (word.length < 4) for (const suffix of suffixes) add(word + suffix)
  }
  return seen
}

/** Whether a word of four letters or more may be one of those with the beginnings; false is certain. */
export const mayBeAmong = (beginnings: Uint8Array, word: string): boolean => beginnings[hash(laneOf(word, 0, 4))] === 1

/** Whether a word may begin at a place that four bytes follow. */
export const wordPrefilter =
  (beginnings: Uint8Array): Prefilter =>
  (bytes, at) =>
    beginnings[hash(lane(bytes, at))] === 1
