import type { Row } from '../catalog/types.ts'
import type { Tokens } from './tokens.ts'

/** One piece of evidence, as `explain-line` prints it. */
export type Reason = { weight: number; what: string }

/** What surrounds an anchor: its own line, and what its neighbours lend. */
export type Surroundings = {
  tokens: Tokens
  /** lines that may lend evidence, nearest first */
  neighbours: readonly Tokens[]
  /** other codes or other owners are weighed against: then all the evidence counts, not only enough of it */
  isContested?: boolean
}

/** The case for one provider at one anchor. */
export type Case = {
  provider: number
  code: string
  /** in the provider's table; else only of the form of its codes */
  row?: Row
  score: number
  needed: number
  /** the part of the score that only this provider could have earned */
  ownScore: number
  /** for a family's case: the one member that the line gives away */
  member?: number
  /** which meaning the message in the line settles */
  meaning?: number
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
