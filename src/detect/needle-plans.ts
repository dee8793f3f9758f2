import { isWordByte } from '../scan/bytes.ts'
import { headOfText, nameOfHead } from '../scan/needle-table.ts'
import type { Entry, KeyOwner } from './entry.ts'
import type { Vocabulary } from './vocabulary.ts'
import type { NeedlePlan, WordOwner } from './vocabulary-parts.ts'

// Which needles there are, in a form that can be written down; needles.ts makes them.

export const SHORTEST = 4
export const SHORTEST_WORD = 6
// As lastWords in words.ts takes them.
const LAST_WORD = /^[A-Za-z]\w{3,}$/
const IS_ASCII = /^[\0-\x7f]*$/

/** Whether a scanner finds the literal: it is long enough and begins as a word does. */
export const isFindable = (literal: string): boolean =>
  literal.length >= SHORTEST && (isWordByte(literal.charCodeAt(0)) || literal.charCodeAt(0) >= 0xc0)

/** The backslashes before an escape in a JSON text, in one that stands in another as a string, and once more */
const BACKSLASHES = [1, 2, 4].map((times) => '\\'.repeat(times))

/** A key in Chinese as JSON encoders write it that keep to ASCII, without what stands before it: u4ee3\\u7801 */
const asEscapes = (literal: string): string[] => {
  const characters = [...Buffer.from(literal, 'latin1').toString('utf8')]
  const escapes = characters.map((character) => `u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return BACKSLASHES.map((backslashes) => escapes.join(backslashes))
}

/** Codes, and the forms of each provider's. */
type Codes = {
  numbers: Iterable<[string, readonly number[]]>
  words: Iterable<[string, readonly WordOwner[]]>
  forms: readonly (readonly string[])[]
}

/** Codes printed without a key, in brackets behind a message: 10012) */
export const bracketed = (bracketEntry: Entry | undefined, numbers: Codes['numbers']): NeedlePlan[] => {
  const owners = new Set(bracketEntry?.owners.map(({ provider }) => provider))
  return [...numbers]
    .filter(([code, providers]) => code.length >= SHORTEST && providers.some((provider) => owners.has(provider)))
    .map(([code]) => ['exact', `${code})`])
}

const NUMBERLESS = 'string'
const WORDLESS = 'number'

/** Whether the scanner finds the word by itself. */
export const isWordNeedle = (word: string): boolean => {
  const first = word.charCodeAt(0)
  return word.length >= SHORTEST && ((first >= 0x41 && first <= 0x5a) || (first >= 0x30 && first <= 0x39))
}

/** Whether a word is looked for without a key. */
export const isPlannedWord = (word: string): boolean => isWordNeedle(word) || LAST_WORD.test(word)

/** Providers with codes that only a key which stands in every other line gives away: `status: 404`, `name: Busy`. */
export const foundBySigns = ({ numbers, words, forms }: Codes, entries: readonly Entry[]): Set<number> => {
  if (entries.length === 0) return new Set()
  const withNumbers = new Set<number>()
  for (const [, providers] of numbers) for (const provider of providers) withNumbers.add(provider)
  const withHiddenWords = new Set<number>()
  for (const [word, owners] of words) if (!isWordNeedle(word)) for (const { provider } of owners) withHiddenWords.add(provider)
  const hasHidden = ({ provider, type }: KeyOwner): boolean =>
    (type !== NUMBERLESS && withNumbers.has(provider)) ||
    (type !== WORDLESS && withHiddenWords.has(provider)) ||
    (forms[provider]?.length ?? 0) > 0
  return new Set(entries.flatMap(({ owners }) => owners.filter(hasHidden).map(({ provider }) => provider)))
}

/** Entries that codes are read behind: those whose keys are reason enough to look at a line, and everyday ones. */
export const keysOf = ({ entries, everydayKeys }: Pick<Vocabulary, 'entries' | 'everydayKeys'>): { keys: Entry[]; everyday: Entry[] } => {
  const owned = entries.filter(({ owners }) => owners.length > 0)
  const isKey = ({ literal }: Entry): boolean => isFindable(literal) && !everydayKeys.has(literal)
  return { keys: owned.filter(isKey), everyday: owned.filter((entry) => !isKey(entry)) }
}

/** What the needles of a key are made of. */
export const keyPlans = (literal: string): NeedlePlan[] => [
  ['key', literal],
  ...(IS_ASCII.test(literal) ? [] : asEscapes(literal)).map((text): NeedlePlan => ['any', text]),
]

/** What all the needles are made of that need no assumed provider. */
export const plansOf = (vocabulary: Vocabulary): NeedlePlan[] => {
  const plans: NeedlePlan[] = []
  const { keys, everyday } = keysOf(vocabulary)
  for (const { literal } of keys) plans.push(...keyPlans(literal))
  const { numbers, words, providers } = vocabulary
  const bySigns = foundBySigns({ numbers, words, forms: providers.map(({ forms }) => forms) }, everyday)
  for (const { literal, signs } of vocabulary.entries)
    if (isFindable(literal) && signs.some((sign) => bySigns.has(sign.provider))) plans.push(['any', literal])
  plans.push(...bracketed(vocabulary.bracketEntry, numbers))
  for (const text of words.keys()) if (isPlannedWord(text)) plans.push(['word', text])
  return plans
}

/** The same by the name that a table of needles knows their beginning by. */
export const plansByHead = (vocabulary: Vocabulary): Map<string, NeedlePlan[]> => {
  const byHead = new Map<string, NeedlePlan[]>()
  for (const plan of plansOf(vocabulary)) {
    const head = nameOfHead(headOfText(plan[1]))
    const plans = byHead.get(head)
    if (plans === undefined) byHead.set(head, [plan])
    else plans.push(plan)
  }
  return byHead
}
