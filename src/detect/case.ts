import type { Row } from '../catalog/types.ts'

/** One piece of evidence: what it is and, where there are many of the kind, which one. Put into words only when asked for. */
export type Reason = { weight: number; kind: ReasonKind; which: string; isNearby: boolean }

export type ReasonKind = 'key' | 'word' | 'suffix' | 'assume' | 'fields' | 'sign' | 'message'

const WORDS: Record<ReasonKind, (which: string) => string> = {
  key: (key) => `key ${key}`,
  word: (word) => `the word ${word} itself`,
  suffix: (suffix) => `a class name with ${suffix}`,
  assume: (provider) => `--assume ${provider}`,
  fields: (fields) => `beside it ${fields}`,
  sign: (sign) => `sign "${sign}"`,
  message: () => 'its own message',
}

/** The reason as `explain-line` prints it. */
export const inWords = ({ kind, which, isNearby }: Reason): string => `${WORDS[kind](which)}${isNearby ? ', in a line nearby' : ''}`

/** The case for one provider at one anchor. */
export type Case = {
  provider: number
  code: string
  /** in the provider's table; else only of the form of its codes */
  row: Row | undefined
  score: number
  needed: number
  /** the part of the score that only this provider could have earned */
  ownScore: number
  /** for a family's case: the one member that the line gives away */
  member: number | undefined
  /** which meaning the message in the line settles */
  meaning: number | undefined
  /** 2: proven by its own object; 1: by signs elsewhere in the line; 0: by lines nearby */
  strength: number
  needsNeighbours: boolean
  isVetoed: boolean
  reasons: Reason[]
}

// A host or a client's own name: what such a sign says of the lines behind it need not be said again.
export const OWNER_WEIGHT = 3

// `exited with code 1`: an everyday number behind a mere blank needs more than neighbours can lend.
const MOST_LENT = 4

/** Whether lines still to come may prove the case. */
export const mayYetBeProven = ({ row, isVetoed, needed }: Case): boolean => row !== undefined && !isVetoed && needed <= MOST_LENT
