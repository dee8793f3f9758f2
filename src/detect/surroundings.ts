import type { Field, Tokens } from './tokens.ts'

/** Fields beside an anchor, bits of their keys, and those whose key some veto names. */
export type Beside = { fields: readonly Field[]; keys: number; against: readonly Field[] }

/** What surrounds an anchor: its own line, and what its neighbours lend. */
export type Surroundings = {
  tokens: Tokens
  /** lines that may lend evidence, nearest first */
  neighbours: readonly Tokens[]
  /** fields of the anchor's own object */
  own: Beside
  /** the same, and those of the same column in lines nearby */
  near: Beside
  /** providers with a sign in the lines, and bits of the keys in them */
  signed: readonly number[]
  keys: number
  /** other codes or other owners are weighed against: then all the evidence counts, not only enough of it */
  isContested: boolean
}
