import type { Catalog } from './catalog.ts'
import { type Entry, entryOf } from './lookup.ts'
import type { Provider } from './open-provider.ts'
import type { Meaning, Row } from './types.ts'

const isChinese = (text: string): boolean => /[\u4e00-\u9fff]/.test(text)

/** Words of a query; Chinese has no blanks, so its runs are cut into pairs of characters. */
const wordsOf = (text: string): string[] =>
  [...text.toLowerCase().matchAll(/[a-z0-9_.-]+|[\u4e00-\u9fff]+/g)].flatMap(([run]) => {
    if (!isChinese(run) || run.length <= 2) return [run]
    return Array.from({ length: run.length - 1 }, (_, i) => run.slice(i, i + 2))
  })

// What a word found in each place is worth: the closer to what the reader saw, the more.
const PLACES: readonly [weight: number, textOf: (meaning: Meaning, row: Row) => readonly (string | undefined)[]][] = [
  [8, (meaning, row) => [row.code, meaning.symbol, ...(meaning.aliases ?? [])]],
  [6, (meaning) => meaning.wire ?? []],
  [5, (meaning) => [meaning.description.en, meaning.description.zh]],
  [4, (meaning) => meaning.texts ?? []],
  [1, (meaning) => [meaning.action?.en, meaning.action?.zh]],
]

/** `sign` finds "signature" at a lower worth than a whole word. */
const worthOf = (text: string, word: string): number => {
  const at = text.indexOf(word)
  if (at === -1) return 0
  if (isChinese(word)) return 1
  const isStart = at === 0 || !/[a-z0-9]/.test(text[at - 1] as string)
  const isEnd = at + word.length === text.length || !/[a-z0-9]/.test(text[at + word.length] as string)
  return isStart && isEnd ? 1 : isStart ? 0.7 : 0.3
}

/** How well one text answers the query: its words' worth, more when it holds them all. */
const answerOf = (text: string, words: readonly string[], phrase: string): number => {
  const folded = text.toLowerCase()
  const worths = words.map((word) => worthOf(folded, word))
  const found = worths.filter((worth) => worth > 0).length
  if (found === 0) return 0
  const share = worths.reduce((sum, worth) => sum + worth, 0) / words.length
  const whole = folded === phrase ? 4 : folded.includes(phrase) ? 2 : found === words.length ? 1.5 : found / words.length
  // Of two texts that hold the words, the shorter one speaks of little else.
  return share * whole * (1 + 1 / (1 + folded.length / 20))
}

const scoreOf = (row: Row, words: readonly string[], phrase: string): number => {
  let best = 0
  for (const meaning of [row, ...(row.meanings ?? [])]) {
    for (const [weight, textsOf] of PLACES) {
      for (const text of textsOf(meaning, row)) {
        if (text !== undefined) best = Math.max(best, weight * answerOf(text, words, phrase))
      }
    }
  }
  return best
}

/** Finds rows by their codes, symbols, messages, descriptions and actions, in both languages, best first. */
export const searchIn = (catalog: Catalog, text: string, only: readonly string[] = [], most = 20): Entry[] => {
  const words = wordsOf(text)
  if (words.length === 0) return []
  const phrase = text.trim().toLowerCase()
  const hits = catalog.providers
    .filter((index) => only.length === 0 || only.includes(index.id))
    .flatMap((index) => {
      const provider = catalog.provider(index.id) as Provider
      return provider.file.codes.map((row) => ({ provider, row, score: scoreOf(row, words, phrase) }))
    })
    .filter(({ score }) => score > 1)
  hits.sort((a, b) => b.score - a.score)
  return hits.slice(0, most).map(({ provider, row }) => entryOf(catalog, provider, row))
}
