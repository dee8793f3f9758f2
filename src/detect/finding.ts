import type { Category, Row } from '../catalog/types.ts'

/** A code proven by a line. */
export type Finding = {
  provider: string
  /** the family of a provider that shares its words */
  family: string | undefined
  code: string
  /** undefined: the provider is proven, the code is in no table */
  row?: Row
  /** which meaning the line's own message settled; undefined when it settled none */
  meaning?: number
  strength: number
  depth: number
  at: number
  needsNeighbours: boolean
}

/** What makes two findings the same. */
const keyOf = ({ provider, code }: Finding): string => `${provider} ${code}`

/** Strongest first, then outermost, then leftmost; each code once. */
export const inOrder = (findings: Finding[]): Finding[] => {
  if (findings.length < 2) return findings
  findings.sort((a, b) => b.strength - a.strength || a.depth - b.depth || a.at - b.at)
  // One place of the line names the owner, another only the word: they are the same error.
  const named = new Set(findings.filter(({ family }) => family !== undefined).map(({ family, code }) => `${family} ${code}`))
  const kept = new Map<string, Finding>()
  for (const finding of findings) {
    const key = keyOf(finding)
    if (!named.has(key) && !kept.has(key)) kept.set(key, finding)
  }
  return [...kept.values()]
}

/** The category of the meaning that the line settled. */
export const categoryOf = ({ row, meaning }: Finding): Category | undefined =>
  meaning ? row?.meanings?.[meaning - 1]?.category : row?.category
