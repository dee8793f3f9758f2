import { isWordByte } from '../scan/bytes.ts'
import { byHead, type NeedleSource, nameOfHead } from '../scan/needle-table.ts'
import type { AddedNeedles, Needle, Quick } from '../scan/scanner.ts'
import type { Entry } from './entry.ts'
import { mayHoldCode } from './may-hold-code.ts'
import { isWordNeedle, keysOf, plansOf, SHORTEST, SHORTEST_WORD } from './needle-plans.ts'
import { addedLooks, quickLookAt } from './quick-look.ts'
import type { Vocabulary } from './vocabulary.ts'
import type { NeedlePlan } from './vocabulary-parts.ts'

/** The word ends here, or one of the suffixes that exception classes add begins. */
const endsWord = (suffixes: readonly string[]): NonNullable<Needle['accepts']> => {
  const starts = new Set(suffixes.map((suffix) => suffix.charCodeAt(0)))
  return (chunk, _, stop, end) => stop >= end || !isWordByte(chunk[stop]) || starts.has(chunk[stop] as number)
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

/** Makes words that may stand without a key into needles. */
const wordMaker = ({ suffixes }: Vocabulary): ((text: string) => Needle) => {
  const ends = endsWord(suffixes)
  const starts = suffixes.map((suffix) => suffix.charCodeAt(0))
  const quick = (): Quick => ({ kind: 'end', starts })
  return (text) => {
    if (isWordNeedle(text) && text.length >= SHORTEST_WORD) return { text, isExact: true, accepts: ends, quick }
    const isLast = endsText(text)
    if (!isWordNeedle(text)) return { text, isExact: false, accepts: isLast }
    return {
      text,
      isExact: true,
      accepts: (chunk, at, stop, end) => (isValue(chunk, at) && ends(chunk, at, stop, end)) || isLast(chunk, at, stop, end),
    }
  }
}

const codeNeedle = (entry: Entry, vocabulary: Vocabulary): Needle => ({
  text: entry.literal,
  isExact: false,
  accepts: mayHoldCode(entry, vocabulary),
  quick: () => quickLookAt(entry, vocabulary),
})

/** Makes needles of what is known of them. */
const needleMaker = (vocabulary: Vocabulary): ((plan: NeedlePlan) => Needle) => {
  const wordNeedle = wordMaker(vocabulary)
  return ([kind, text]) => {
    if (kind === 'word') return wordNeedle(text)
    return kind === 'key' ? codeNeedle(vocabulary.entryOf(text) as Entry, vocabulary) : { text, isExact: kind === 'exact' }
  }
}

/**
 * What a line must hold to be worth reading: the key of a code with a value that may be one, or a word that may stand
 * without a key. Keys that stand in every other line (`status`, `name`) are left out; their providers' signs take their
 * place where the codes cannot be found by themselves.
 *
 * @param assumed ids of providers that need no sign: their everyday keys are looked for
 */
export const needlesOf = (vocabulary: Vocabulary, assumed: readonly string[] = []): Needle[] => {
  const needles = plansOf(vocabulary).map(needleMaker(vocabulary))
  if (assumed.length === 0) return needles
  const read = keysOf(vocabulary).everyday.filter((entry) => isReadBy(entry, vocabulary, assumed))
  return [...needles, ...read.flatMap((entry) => keyNeedles(entry, vocabulary))]
}

/** The same, with nobody assumed, by how they begin; made when they are asked for where it is known beforehand which there are. */
export const needlesByHead = (vocabulary: Vocabulary): NeedleSource => {
  const { plans } = vocabulary
  if (plans === undefined) return byHead(needlesOf(vocabulary))
  const needleOf = needleMaker(vocabulary)
  return (head) => plans.get(nameOfHead(head))?.map(needleOf) ?? []
}

/** What a user's files add to the needles of our own catalog, as far as tables are made of it; undefined where they change what is ours. */
export const addedNeedles = (vocabulary: Vocabulary): AddedNeedles | undefined => {
  const { added } = vocabulary
  if (added === undefined) return undefined
  const { plans, words, changed } = added.needles
  const quickAt = addedLooks(added, vocabulary)
  const keyed = (entry: Entry) => ({ text: entry.literal, isExact: false, quick: quickAt(entry) })
  const needleOf = needleMaker(vocabulary)
  return {
    needles: plans.map((plan) => {
      if (plan[0] === 'key') return keyed(vocabulary.entryOf(plan[1]) as Entry)
      const { text, isExact, quick } = needleOf(plan)
      return { text, isExact, quick: quick?.() }
    }),
    words,
    changed: changed.map(keyed),
  }
}
