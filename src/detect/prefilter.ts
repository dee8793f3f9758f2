import { FOLD } from '../scan/bytes.ts'

// Small tables that turn most words of a line away by their first bytes, before anything is looked up. What they read
// may lie a little behind the end of the line: there are zeros.

const BITS = 14
const SIZE = 1 << BITS

const hash = (a: number, b: number, c: number, d: number): number =>
  Math.imul((a << 24) | (b << 16) | (c << 8) | d, 0x9e3779b1) >>> (32 - BITS)

const byteAt = (literal: string, at: number): number => literal.charCodeAt(at)

/** Finds what may begin at a place of a line. */
export type LiteralTable<T> = {
  /** Everything whose literal may begin at the place, longest first; undefined is certain. */
  at(bytes: Uint8Array, at: number): readonly T[] | undefined
}

const SHORT = 1
const LONG = 2

/**
 * A table over lower-case literals of two bytes or more, found in any case of letters.
 *
 * @param entries longest literal first
 */
export const literalTable = <T extends { literal: string }>(entries: readonly T[]): LiteralTable<T> => {
  // By three bytes: whether a literal of two or three may begin, or a longer one; then by four, or two.
  const kinds = new Uint8Array(SIZE)
  const long: (T[] | undefined)[] = new Array(SIZE)
  const short = new Map<number, T[]>()
  for (const entry of entries) {
    const { literal } = entry
    const [a, b, c, d] = [0, 1, 2, 3].map((at) => byteAt(literal, at)) as [number, number, number, number]
    if (literal.length < 4) {
      const pair = (a << 8) | b
      short.set(pair, [...(short.get(pair) ?? []), entry])
      for (let any = literal.length === 3 ? c : 0; any <= (literal.length === 3 ? c : 255); any++) kinds[hash(0, a, b, any)] |= SHORT
      continue
    }
    kinds[hash(0, a, b, c)] |= LONG
    const place = hash(a, b, c, d)
    long[place] = [...(long[place] ?? []), entry]
  }
  return {
    at(bytes, at) {
      const a = FOLD[bytes[at] as number] as number
      const b = FOLD[bytes[at + 1] as number] as number
      const c = FOLD[bytes[at + 2] as number] as number
      const kind = kinds[hash(0, a, b, c)] as number
      if (kind === 0) return undefined
      const longer = (kind & LONG) === 0 ? undefined : long[hash(a, b, c, FOLD[bytes[at + 3] as number] as number)]
      const shorter = (kind & SHORT) === 0 ? undefined : short.get((a << 8) | b)
      if (shorter === undefined) return longer
      return longer === undefined ? shorter : [...longer, ...shorter]
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

/** Whether one of the words, or one with a suffix, may begin at a place that four bytes follow. */
export const wordPrefilter = (words: Iterable<string>, suffixes: readonly string[]): Prefilter => {
  const seen = new Uint8Array(SIZE)
  const add = (text: string): void => {
    if (text.length >= 4) seen[hash(byteAt(text, 0), byteAt(text, 1), byteAt(text, 2), byteAt(text, 3))] = 1
  }
  for (const word of words) {
    add(word)
    if (word.length < 4) for (const suffix of suffixes) add(word + suffix)
  }
  return (bytes, at) => seen[hash(bytes[at] as number, bytes[at + 1] as number, bytes[at + 2] as number, bytes[at + 3] as number)] === 1
}
