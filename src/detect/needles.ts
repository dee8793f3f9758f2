import { isWordByte } from '../scan/bytes.ts'
import type { Needle } from '../scan/scanner.ts'
import { mayHoldCode } from './may-hold-code.ts'
import type { Entry, Vocabulary } from './vocabulary.ts'

const SHORTEST = 4
const SHORTEST_WORD = 6
const IS_ASCII = /^[\0-\x7f]*$/

/** Whether a scanner finds the literal: it is long enough and begins as a word does. */
const isFindable = (literal: string): boolean =>
  literal.length >= SHORTEST && (isWordByte(literal.charCodeAt(0)) || literal.charCodeAt(0) >= 0xc0)

/** The word ends here, or one of the suffixes that exception classes add begins. */
const endsWord = (suffixes: readonly string[]): NonNullable<Needle['accepts']> => {
  const starts = new Set(suffixes.map((suffix) => suffix.charCodeAt(0)))
  return (chunk, _, stop, end) => stop >= end || !isWordByte(chunk[stop]) || starts.has(chunk[stop] as number)
}

/** A key in Chinese as JSON encoders write it that keep to ASCII, without its first backslash: u4ee3\\u7801 */
const asEscapes = (literal: string): string =>
  [...Buffer.from(literal, 'latin1').toString('utf8')]
    .map((character) => `u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('\\')

/** Codes printed without a key, in brackets behind a message: 10012) */
const bracketed = (vocabulary: Vocabulary): Needle[] => {
  const owners = new Set(vocabulary.bracketEntry?.owners.map(({ provider }) => provider))
  return [...vocabulary.numbers]
    .filter(([code, providers]) => code.length >= SHORTEST && providers.some((provider) => owners.has(provider)))
    .map(([code]) => ({ text: `${code})`, isExact: true }))
}

/**
 * What a line must hold to be worth reading: the key of a code with a value that may be one, or a word that may stand
 * without a key. Keys that stand in every other line (`status`, `name`) are left out; their providers' signs take their
 * place.
 */
export const needlesOf = (vocabulary: Vocabulary): Needle[] => {
  const needles: Needle[] = []
  const bySigns = new Set<number>()
  const isKey = (entry: Entry): boolean =>
    entry.owners.length > 0 && isFindable(entry.literal) && !vocabulary.everydayKeys.has(entry.literal)
  for (const entry of vocabulary.entries) {
    if (isKey(entry)) {
      needles.push({ text: entry.literal, isExact: false, accepts: mayHoldCode(entry, vocabulary) })
      if (!IS_ASCII.test(entry.literal)) needles.push({ text: asEscapes(entry.literal), isExact: false })
    } else for (const owner of entry.owners) bySigns.add(owner.provider)
  }
  for (const { literal, signs } of vocabulary.entries) {
    if (isFindable(literal) && signs.some((sign) => bySigns.has(sign.provider))) needles.push({ text: literal, isExact: false })
  }
  needles.push(...bracketed(vocabulary))
  const accepts = endsWord(vocabulary.suffixes)
  for (const text of vocabulary.words.keys()) {
    if (text.length >= SHORTEST_WORD && /^[A-Z0-9]/.test(text)) needles.push({ text, isExact: true, accepts })
  }
  return needles
}
