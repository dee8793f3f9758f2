import type { Vocabulary } from './vocabulary.ts'

const SHORTEST = 4

/**
 * What a line must hold to be worth reading: the key of a code, or a word that may stand without one. Keys that stand in
 * every other line (`status`, `name`) are left out; their providers' signs take their place.
 *
 * @returns lower-case needles, one character a byte
 */
export const needlesOf = (vocabulary: Vocabulary): string[] => {
  const needles = new Set<string>()
  const bySigns = new Set<number>()
  for (const entry of vocabulary.entries) {
    if (entry.owners.length === 0) continue
    if (entry.literal.length >= SHORTEST && !vocabulary.everydayKeys.has(entry.literal)) needles.add(entry.literal)
    else for (const owner of entry.owners) bySigns.add(owner.provider)
  }
  for (const { literal, signs } of vocabulary.entries) {
    if (literal.length >= SHORTEST && signs.some((sign) => bySigns.has(sign.provider))) needles.add(literal)
  }
  for (const word of vocabulary.words.keys()) {
    if (word.length >= 6 && /^[A-Z0-9]/.test(word)) needles.add(word.toLowerCase())
  }
  return withoutLonger([...needles])
}

/** A needle that begins with another one finds nothing more than that one does. */
const withoutLonger = (needles: string[]): string[] => {
  const kept: string[] = []
  for (const needle of needles.sort()) {
    const last = kept[kept.length - 1]
    if (last === undefined || !needle.startsWith(last)) kept.push(needle)
  }
  return kept
}
