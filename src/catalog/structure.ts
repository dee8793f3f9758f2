import type { Problem } from './types.ts'

// What is checked before the schema: a file that is deep or long enough to exhaust the validator must not get there.

const MAX_DEPTH = 32

type Place = { value: unknown; key: string; parent: Place | undefined; depth: number }

export const escapePointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1')

/** Made of a few places only: a file has hundreds of thousands. */
const pointerTo = ({ key, parent }: Place): string => (parent === undefined ? '' : `${pointerTo(parent)}/${escapePointer(key)}`)

const repeated = (words: readonly unknown[]): number => {
  const seen = new Set<unknown>()
  return words.findIndex((word) => typeof word === 'string' && seen.size === seen.add(word).size)
}

const hasRepeated = (words: readonly unknown[]): boolean => words.length > 1 && repeated(words) !== -1

/** How many values there are, or -1 where something is wrong. Nothing is made for any of them: most files are good. */
const sizeOfGood = (value: unknown, depth: number): number => {
  if (depth > MAX_DEPTH) return -1
  if (typeof value !== 'object' || value === null) return 1
  if (Array.isArray(value) && hasRepeated(value)) return -1
  let size = 1
  const holder = value as Record<string, unknown>
  for (const key in holder) {
    const part = sizeOfGood(holder[key], depth + 1)
    if (part === -1) return -1
    size += part
  }
  return size
}

/** Nesting and repeated words, and how many values there are at all. */
export const checkStructure = (value: unknown): { problems: Problem[]; size: number } => {
  const size = sizeOfGood(value, 0)
  return size === -1 ? findProblems(value) : { problems: [], size }
}

const findProblems = (value: unknown): { problems: Problem[]; size: number } => {
  const waiting: Place[] = [{ value, key: '', parent: undefined, depth: 0 }]
  const problems: Problem[] = []
  let size = 0
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    size++
    if (place.depth > MAX_DEPTH)
      return { problems: [{ pointer: pointerTo(place), expected: `at most ${MAX_DEPTH} levels of nesting` }], size }
    if (Array.isArray(place.value)) {
      const again = repeated(place.value)
      if (again !== -1) problems.push({ pointer: `${pointerTo(place)}/${again}`, expected: 'each word once' })
    }
    if (typeof place.value !== 'object' || place.value === null) continue
    for (const [key, child] of Object.entries(place.value)) waiting.push({ value: child, key, parent: place, depth: place.depth + 1 })
  }
  return { problems, size }
}
