import type { FieldSetRule } from './rules.ts'
import { textOf } from './signs.ts'
import type { Anchor, Field, Tokens } from './tokens.ts'

// What stands beside a possible code.

/** Bits of the keys there are: what is not among them need not be looked for. */
export const keysOf = (fields: readonly Field[]): number => {
  let mask = 0
  for (const field of fields) mask |= field.mask
  return mask
}

/** Whether a set of fields is there, with values of its forms. */
export const fits = (set: FieldSetRule, anchor: Anchor, fields: readonly Field[]): boolean => {
  if (set.keys !== undefined && !set.keys.has(anchor.entry?.literal ?? '')) return false
  if (set.codes !== undefined && !set.codes.some((shape) => shape(anchor.value.text))) return false
  return set.fields.every(([key, shape]) => fields.some((field) => field.key === key && shape(textOf(field))))
}

// An object of more fields than any body has is looked at round the code only: time must not grow with its square.
const MAX_SIBLINGS = 32

/** Fields of the anchor's own object. */
export const siblingsOf = (anchor: Anchor, tokens: Tokens): readonly Field[] => {
  if (anchor.siblings !== undefined) return anchor.siblings
  let siblings = tokens.fields.filter((field) => field.frame === anchor.frame && field.at !== anchor.at)
  if (siblings.length > MAX_SIBLINGS) {
    const behind = siblings.findIndex((field) => field.at > anchor.at)
    const from = Math.max(0, (behind === -1 ? siblings.length : behind) - MAX_SIBLINGS / 2)
    siblings = siblings.slice(from, from + MAX_SIBLINGS)
  }
  anchor.siblings = siblings
  return siblings
}

/** Fields of the same column in lines nearby join those of the object. */
export const withNeighbours = (anchor: Anchor, own: readonly Field[], neighbours: readonly Tokens[]): readonly Field[] =>
  neighbours.length === 0 ? own : [...own, ...neighbours.flatMap((tokens) => tokens.fields.filter((field) => field.at === anchor.at))]

/** Whose signs stand in the lines, and bits of the keys in them. */
export const shownBy = (lines: readonly Tokens[]): { signed: readonly number[]; keys: number } => {
  const signed: number[] = []
  let keys = 0
  for (const { signs, fields } of lines) {
    keys |= keysOf(fields)
    for (const { sign } of signs) if (!signed.includes(sign.provider)) signed.push(sign.provider)
  }
  return { signed, keys }
}
