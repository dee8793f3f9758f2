import { isWordByte } from '../scan/bytes.ts'
import { headOfText } from '../scan/needle-table.ts'
import type { Entry, KeyOwner } from './entry.ts'
import type { Vocabulary } from './vocabulary.ts'
import type { NeedlePlan } from './vocabulary-parts.ts'

// Which needles there are, in a form that can be written down; needles.ts makes them.

export const SHORTEST = 4
// As lastWords in words.ts takes them.
const LAST_WORD = /^[A-Za-z]\w{3,}$/
const IS_ASCII = /^[\0-\x7f]*$/

/** Whether a scanner finds the literal: it is long enough and begins as a word does. */
const isFindable = (literal: string): boolean =>
  literal.length >= SHORTEST && (isWordByte(literal.charCodeAt(0)) || literal.charCodeAt(0) >= 0xc0)

/** The backslashes before an escape in a JSON text, in one that stands in another as a string, and once more */
const BACKSLASHES = [1, 2, 4].map((times) => '\\'.repeat(times))

/** A key in Chinese as JSON encoders write it that keep to ASCII, without what stands before it: u4ee3\\u7801 */
const asEscapes = (literal: string): string[] => {
  const characters = [...Buffer.from(literal, 'latin1').toString('utf8')]
  const escapes = characters.map((character) => `u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return BACKSLASHES.map((backslashes) => escapes.join(backslashes))
}

/** Codes printed without a key, in brackets behind a message: 10012) */
const bracketed = (vocabulary: Vocabulary): NeedlePlan[] => {
  const owners = new Set(vocabulary.bracketEntry?.owners.map(({ provider }) => provider))
  return [...vocabulary.numbers]
    .filter(([code, providers]) => code.length >= SHORTEST && providers.some((provider) => owners.has(provider)))
    .map(([code]) => ['exact', `${code})`])
}

const NUMBERLESS = 'string'
const WORDLESS = 'number'

/** Whether the scanner finds the word by itself. */
export const isWordNeedle = (word: string): boolean => word.length >= SHORTEST && /^[A-Z0-9]/.test(word)

/** Providers with codes that only a key which stands in every other line gives away: `status: 404`, `name: Busy`. */
const foundBySigns = (vocabulary: Vocabulary, entries: readonly Entry[]): Set<number> => {
  const withNumbers = new Set([...vocabulary.numbers].flatMap(([, providers]) => providers))
  const withHiddenWords = new Set(
    [...vocabulary.words].filter(([word]) => !isWordNeedle(word)).flatMap(([, owners]) => owners.map(({ provider }) => provider)),
  )
  const hasHidden = ({ provider, type }: KeyOwner): boolean =>
    (type !== NUMBERLESS && withNumbers.has(provider)) ||
    (type !== WORDLESS && withHiddenWords.has(provider)) ||
    (vocabulary.providers[provider]?.shapes.length ?? 0) > 0
  return new Set(entries.flatMap(({ owners }) => owners.filter(hasHidden).map(({ provider }) => provider)))
}

/** Entries that codes are read behind: those whose keys are reason enough to look at a line, and everyday ones. */
export const keysOf = ({ entries, everydayKeys }: Vocabulary): { keys: Entry[]; everyday: Entry[] } => {
  const owned = entries.filter(({ owners }) => owners.length > 0)
  const isKey = ({ literal }: Entry): boolean => isFindable(literal) && !everydayKeys.has(literal)
  return { keys: owned.filter(isKey), everyday: owned.filter((entry) => !isKey(entry)) }
}

/** What all the needles are made of that need no assumed provider. */
export const plansOf = (vocabulary: Vocabulary): NeedlePlan[] => {
  const plans: NeedlePlan[] = []
  const { keys, everyday } = keysOf(vocabulary)
  for (const { literal } of keys) {
    plans.push(['key', literal])
    if (!IS_ASCII.test(literal)) for (const text of asEscapes(literal)) plans.push(['any', text])
  }
  const bySigns = foundBySigns(vocabulary, everyday)
  for (const { literal, signs } of vocabulary.entries)
    if (isFindable(literal) && signs.some((sign) => bySigns.has(sign.provider))) plans.push(['any', literal])
  plans.push(...bracketed(vocabulary))
  for (const [text] of vocabulary.words) if (isWordNeedle(text) || LAST_WORD.test(text)) plans.push(['word', text])
  return plans
}

/** The same by the number that a table of needles knows their beginning by, as text. */
export const plansByHead = (vocabulary: Vocabulary): Map<string, NeedlePlan[]> => {
  const byHead = new Map<string, NeedlePlan[]>()
  for (const plan of plansOf(vocabulary)) {
    const head = String(headOfText(plan[1]))
    const plans = byHead.get(head)
    if (plans === undefined) byHead.set(head, [plan])
    else plans.push(plan)
  }
  return byHead
}
