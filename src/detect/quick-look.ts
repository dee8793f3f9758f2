import { boundsOf } from '../catalog/shape.ts'
import type { Quick } from '../scan/scanner.ts'
import { leadsTo } from './cover.ts'
import type { Entry } from './entry.ts'
import type { Vocabulary } from './vocabulary.ts'

// What may-hold-code.ts asks of most places, in a form that a scanner can look up by itself.

const LONGEST_FORM = 64
/** a word of so many letters is looked up by these alone */
const SHORTEST_BEGINNING = 6

/** The codes and words that each provider lists, with what class names add to short ones. */
const valuesByProvider = (vocabulary: Vocabulary): string[][] => {
  let values = listed.get(vocabulary)
  if (values === undefined) {
    const { numbers, words, providers, suffixes } = vocabulary
    const lists: string[][] = providers.map(() => [])
    for (const [code, owners] of numbers) for (const provider of owners) lists[provider]?.push(code)
    for (const [word, owners] of words) {
      const longer = word.length < SHORTEST_BEGINNING ? suffixes.map((suffix) => word + suffix) : []
      for (const { provider } of owners) lists[provider]?.push(word, ...longer)
    }
    values = lists
    listed.set(vocabulary, values)
  }
  return values
}

const listed = new WeakMap<Vocabulary, string[][]>()

/** A quick look at the value of a key; none where a value may have any form. */
export const quickLookAt = (entry: Entry, vocabulary: Vocabulary): Quick | undefined => {
  const bounds = entry.owners.flatMap(({ provider }) => vocabulary.providers[provider]?.forms ?? []).map(boundsOf)
  if (bounds.includes(undefined)) return undefined
  return {
    kind: 'key',
    leads: leadsTo(entry, vocabulary),
    values: entry.owners.flatMap(({ provider }) => valuesByProvider(vocabulary)[provider] ?? []),
    forms: bounds.flatMap((bound) => {
      const { low, high, firsts } = bound as NonNullable<typeof bound>
      const lengths = Array.from({ length: Math.min(high, LONGEST_FORM) - low + 1 }, (_, more) => low + more)
      return lengths.flatMap((length) => firsts.map((first) => ({ length, first })))
    }),
  }
}
