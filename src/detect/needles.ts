import { isWordByte } from '../scan/bytes.ts'
import type { Needle, Quick } from '../scan/scanner.ts'
import { mayHoldCode } from './may-hold-code.ts'
import { quickLookAt } from './quick-look.ts'
import type { Entry, KeyOwner, Vocabulary } from './vocabulary.ts'

const SHORTEST = 4
const SHORTEST_WORD = 6
// As lastWords in words.ts takes them.
const LAST_WORD = /^[A-Za-z]\w{3,}$/
const IS_ASCII = /^[\0-\x7f]*$/

/** Whether a scanner finds the literal: it is long enough and begins as a word does. */
const isFindable = (literal: string): boolean =>
  literal.length >= SHORTEST && (isWordByte(literal.charCodeAt(0)) || literal.charCodeAt(0) >= 0xc0)

/** The word ends here, or one of the suffixes that exception classes add begins. */
const endsWord = (suffixes: readonly string[]): NonNullable<Needle['accepts']> => {
  const starts = new Set(suffixes.map((suffix) => suffix.charCodeAt(0)))
  return (chunk, _, stop, end) => stop >= end || !isWordByte(chunk[stop]) || starts.has(chunk[stop] as number)
}

/** The backslashes before an escape in a JSON text, in one that stands in another as a string, and once more */
const BACKSLASHES = [1, 2, 4].map((times) => '\\'.repeat(times))

/** A key in Chinese as JSON encoders write it that keep to ASCII, without what stands before it: u4ee3\\u7801 */
const asEscapes = (literal: string): string[] => {
  const characters = [...Buffer.from(literal, 'latin1').toString('utf8')]
  const escapes = characters.map((character) => `u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return BACKSLASHES.map((backslashes) => escapes.join(backslashes))
}

/** Codes printed without a key, in brackets behind a message: 10012) */
const bracketed = (vocabulary: Vocabulary): Needle[] => {
  const owners = new Set(vocabulary.bracketEntry?.owners.map(({ provider }) => provider))
  return [...vocabulary.numbers]
    .filter(([code, providers]) => code.length >= SHORTEST && providers.some((provider) => owners.has(provider)))
    .map(([code]) => ({ text: `${code})`, isExact: true }))
}

const NUMBERLESS = 'string'
const WORDLESS = 'number'

/** Whether the scanner finds the word by itself. */
const isWordNeedle = (word: string): boolean => word.length >= SHORTEST && /^[A-Z0-9]/.test(word)

/** Providers with codes that only a key which stands in every other line gives away: `status: 404`, `name: Busy`. */
const foundBySigns = (vocabulary: Vocabulary, entries: readonly Entry[]): Set<number> => {
  const withNumbers = new Set([...vocabulary.numbers.values()].flat())
  const withHiddenWords = new Set(
    [...vocabulary.words].filter(([word]) => !isWordNeedle(word)).flatMap(([, owners]) => owners.map(({ provider }) => provider)),
  )
  const hasHidden = ({ provider, type }: KeyOwner): boolean =>
    (type !== NUMBERLESS && withNumbers.has(provider)) ||
    (type !== WORDLESS && withHiddenWords.has(provider)) ||
    (vocabulary.providers[provider]?.shapes.length ?? 0) > 0
  return new Set(entries.flatMap(({ owners }) => owners.filter(hasHidden).map(({ provider }) => provider)))
}

const isReadBy = ({ owners }: Entry, { providers }: Vocabulary, ids: readonly string[]): boolean =>
  owners.some(({ provider }) => ids.includes(providers[provider]?.id ?? ''))

/** What may stand right behind a key. */
const KEY_ENDS = ['"', "'", '\\', ':', '=', ' ', ']', '>', '`']

/** A key of any length: one that is too short for a needle is looked for with what may stand behind it. */
const keyNeedles = (entry: Entry, vocabulary: Vocabulary): Needle[] => {
  const accepts = mayHoldCode(entry, vocabulary)
  const { literal } = entry
  if (literal.length >= SHORTEST) return [{ text: literal, isExact: false, accepts }]
  if (literal.length < SHORTEST - 1 || !isWordByte(literal.charCodeAt(0))) return []
  return KEY_ENDS.map((behind) => ({
    text: literal + behind,
    isExact: false,
    accepts: (chunk, at, stop, end) => accepts(chunk, at, stop - 1, end),
  }))
}

/** A short word is everyday language (404 Not Found) unless it stands as the value of something. */
const isValue = (chunk: Uint8Array, at: number): boolean => {
  const before = chunk[at - 1]
  return before === 0x20 ? chunk[at - 2] === 0x3a || chunk[at - 2] === 0x3d : !isWordByte(before) && before !== 0x2d
}

const isDigit = (c: number | undefined): boolean => c !== undefined && c >= 0x30 && c <= 0x39

/** Behind ", " or "(401 ", or behind an escape (%20, a colour), which may stand for anything. */
const mayFollow = (chunk: Uint8Array, at: number): boolean => {
  if (chunk[at - 1] !== 0x20) return isWordByte(chunk[at - 1])
  const before = chunk[at - 2]
  if (isDigit(before)) return chunk[at - 5] === 0x28 || chunk[at - 5] === 0x88
  return before === 0x2c || before === 0x8c
}

/**
 * Such a word counts without a key where it ends a text behind a comma ("googleapi: Error 429: Rate limit,
 * rateLimitExceeded"), or stands in brackets behind a status ("(401 bad_auth_token)"). The marks may be full-width ones.
 */
const endsText = (text: string): NonNullable<Needle['accepts']> => {
  const bytes = Buffer.from(text, 'latin1')
  return (chunk, at, stop, end) => {
    if (!mayFollow(chunk, at)) return false
    for (let i = 0; i < bytes.length; i++) if (chunk[at + i] !== bytes[i]) return false
    // When in doubt the line is read.
    return stop >= end || MAY_END_TEXT.has(chunk[stop] as number)
  }
}

const MAY_END_TEXT = new Set(Buffer.from('\n&%\x1b"\'}\\) \t\r\f\v\xa0\xef', 'latin1'))

/**
 * What a line must hold to be worth reading: the key of a code with a value that may be one, or a word that may stand
 * without a key. Keys that stand in every other line (`status`, `name`) are left out; their providers' signs take their
 * place where the codes cannot be found by themselves.
 *
 * @param assumed ids of providers that need no sign: their everyday keys are looked for
 */
export const needlesOf = (vocabulary: Vocabulary, assumed: readonly string[] = []): Needle[] => {
  const needles: Needle[] = []
  const isKey = (entry: Entry): boolean => isFindable(entry.literal) && !vocabulary.everydayKeys.has(entry.literal)
  const keys = vocabulary.entries.filter(({ owners }) => owners.length > 0)
  for (const entry of keys.filter(isKey)) {
    needles.push({
      text: entry.literal,
      isExact: false,
      accepts: mayHoldCode(entry, vocabulary),
      quick: () => quickLookAt(entry, vocabulary),
    })
    if (!IS_ASCII.test(entry.literal)) needles.push(...asEscapes(entry.literal).map((text) => ({ text, isExact: false })))
  }
  const everyday = keys.filter((entry) => !isKey(entry))
  needles.push(...everyday.filter((entry) => isReadBy(entry, vocabulary, assumed)).flatMap((entry) => keyNeedles(entry, vocabulary)))
  const bySigns = foundBySigns(vocabulary, everyday)
  for (const { literal, signs } of vocabulary.entries) {
    if (isFindable(literal) && signs.some((sign) => bySigns.has(sign.provider))) needles.push({ text: literal, isExact: false })
  }
  needles.push(...bracketed(vocabulary))
  const ends = endsWord(vocabulary.suffixes)
  const starts = vocabulary.suffixes.map((suffix) => suffix.charCodeAt(0))
  const quick = (): Quick => ({ kind: 'end', starts })
  for (const text of vocabulary.words.keys()) {
    if (!isWordNeedle(text)) {
      if (LAST_WORD.test(text)) needles.push({ text, isExact: false, accepts: endsText(text) })
      continue
    }
    const isLast = endsText(text)
    const accepts: NonNullable<Needle['accepts']> = (chunk, at, stop, end) =>
      (isValue(chunk, at) && ends(chunk, at, stop, end)) || isLast(chunk, at, stop, end)
    if (text.length < SHORTEST_WORD) needles.push({ text, isExact: true, accepts })
    else needles.push({ text, isExact: true, accepts: ends, quick })
  }
  return needles
}
