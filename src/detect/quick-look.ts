import { boundsOf } from '../catalog/shape.ts'
import type { Needle, Quick } from '../scan/scanner.ts'
import { leadsTo } from './cover.ts'
import type { Entry, Vocabulary } from './vocabulary.ts'

// What may-hold-code.ts asks of most places, in a form that a scanner can look up by itself.

const LONGEST_FORM = 64
/** a word of so many letters is looked up by these alone */
const SHORTEST_BEGINNING = 6

/** The codes and words that the key's owners list, with what class names add to short ones. */
const valuesOf = (entry: Entry, { numbers, words, suffixes }: Vocabulary): string[] => {
  const isOwned = (provider: number): boolean => entry.ownerOf.has(provider)
  const owned = [...words].filter(([, owners]) => owners.some(({ provider }) => isOwned(provider))).map(([word]) => word)
  const longer = owned.filter(({ length }) => length < SHORTEST_BEGINNING).flatMap((word) => suffixes.map((suffix) => word + suffix))
  return [...[...numbers].filter(([, owners]) => owners.some(isOwned)).map(([code]) => code), ...owned, ...longer]
}

/** A quick look at the value of a key; none where a value may have any form. */
export const quickLookAt = (entry: Entry, vocabulary: Vocabulary): Pick<Needle, 'quick'> => {
  const written = entry.owners.flatMap(({ provider }) => vocabulary.providers[provider]?.forms ?? [])
  const bounds = written.map(boundsOf)
  if (bounds.includes(undefined)) return {}
  return {
    quick: (): Quick => ({
      kind: 'key',
      leads: leadsTo(entry, vocabulary),
      values: valuesOf(entry, vocabulary),
      forms: bounds.flatMap((bound) => {
        const { low, high, firsts } = bound as NonNullable<typeof bound>
        const lengths = Array.from({ length: Math.min(high, LONGEST_FORM) - low + 1 }, (_, more) => low + more)
        return lengths.flatMap((length) => firsts.map((first) => ({ length, first })))
      }),
    }),
  }
}
