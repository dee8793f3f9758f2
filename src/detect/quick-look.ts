import { type Bounds, boundsOf } from '../catalog/shape.ts'
import type { Quick } from '../scan/scanner.ts'
import { leadsTo } from './cover.ts'
import type { Entry } from './entry.ts'
import type { Vocabulary } from './vocabulary.ts'
import type { AddedParts, WordOwner } from './vocabulary-parts.ts'

// What may-hold-code.ts asks of most places, in a form that a scanner can look up by itself.

const LONGEST_FORM = 64
/** a word of so many letters is looked up by these alone */
const SHORTEST_BEGINNING = 6

/** What a provider's codes may look like: those that it lists, with what class names add to short ones, and the bounds of its forms. */
type Looks = { values: string[]; bounds: (Bounds | undefined)[] }

type Codes = {
  numbers: Iterable<[string, readonly number[]]>
  words: Iterable<[string, readonly WordOwner[]]>
}

/** @param from the number of the first provider whose codes they are */
const collect = ({ numbers, words }: Codes, { providers, suffixes }: Vocabulary, from: number): Looks[] => {
  const looks = providers.slice(from).map(({ forms }): Looks => ({ values: [], bounds: forms.map(boundsOf) }))
  for (const [code, owners] of numbers) for (const provider of owners) looks[provider - from]?.values.push(code)
  for (const [word, owners] of words) {
    const longer = word.length < SHORTEST_BEGINNING ? suffixes.map((suffix) => word + suffix) : NONE
    for (const { provider } of owners) {
      const values = looks[provider - from]?.values
      values?.push(word)
      for (const text of longer) values?.push(text)
    }
  }
  return looks
}

const NONE: readonly string[] = []

const looksOf = (vocabulary: Vocabulary): readonly Looks[] => {
  let looks = listed.get(vocabulary)
  if (looks === undefined) {
    looks = collect(vocabulary, vocabulary, 0)
    listed.set(vocabulary, looks)
  }
  return looks
}

const listed = new WeakMap<Vocabulary, Looks[]>()

/** A quick look at the value of a key; none where a value may have any form. */
export const quickLookAt = (entry: Entry, vocabulary: Vocabulary): Quick | undefined => {
  const looks = looksOf(vocabulary)
  return quickOf(
    entry,
    entry.owners.map(({ provider }) => looks[provider] as Looks),
    vocabulary,
  )
}

/** The same of a key with regard to the providers that a user's files add. */
export const addedLooks = (added: AddedParts, vocabulary: Vocabulary): ((entry: Entry) => Quick | undefined) => {
  const looks = collect(added, vocabulary, added.from)
  return (entry) => {
    const owners = entry.owners.filter(({ provider }) => provider >= added.from)
    return quickOf(
      entry,
      owners.map(({ provider }) => looks[provider - added.from] as Looks),
      vocabulary,
    )
  }
}

const quickOf = (entry: Entry, owned: readonly Looks[], vocabulary: Vocabulary): Quick | undefined => {
  const bounds = owned.flatMap((look) => look.bounds)
  if (bounds.includes(undefined)) return undefined
  return {
    kind: 'key',
    leads: leadsTo(entry, vocabulary),
    values: owned.length === 1 ? (owned[0] as Looks).values : owned.flatMap((look) => look.values),
    forms: bounds.flatMap((bound) => {
      const { low, high, firsts } = bound as NonNullable<typeof bound>
      const lengths = Array.from({ length: Math.min(high, LONGEST_FORM) - low + 1 }, (_, more) => low + more)
      return lengths.flatMap((length) => firsts.map((first) => ({ length, first })))
    }),
  }
}
