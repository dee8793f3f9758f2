import type { Problem } from './types.ts'

// What is checked before the schema: a file that is deep or long enough to exhaust the validator must not get there.

const MAX_DEPTH = 32

type Place = { value: unknown; pointer: string; depth: number }

export const escapePointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1')

const childrenOf = ({ value, pointer, depth }: Place): Place[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).map(([key, child]) => ({ value: child, pointer: `${pointer}/${escapePointer(key)}`, depth: depth + 1 }))

const repeated = (words: readonly unknown[]): number => {
  const seen = new Set<unknown>()
  return words.findIndex((word) => typeof word === 'string' && seen.size === seen.add(word).size)
}

/** Nesting and repeated words, and how many values there are at all. */
export const checkStructure = (value: unknown): { problems: Problem[]; size: number } => {
  const waiting: Place[] = [{ value, pointer: '', depth: 0 }]
  const problems: Problem[] = []
  let size = 0
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    size++
    if (place.depth > MAX_DEPTH) return { problems: [{ pointer: place.pointer, expected: `at most ${MAX_DEPTH} levels of nesting` }], size }
    if (Array.isArray(place.value)) {
      const again = repeated(place.value)
      if (again !== -1) problems.push({ pointer: `${place.pointer}/${again}`, expected: 'each word once' })
    }
    for (const child of childrenOf(place)) waiting.push(child)
  }
  return { problems, size }
}
