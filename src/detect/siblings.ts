import type { FieldSetRule } from './rules.ts'
import { textOf } from './signs.ts'
import type { Beside } from './surroundings.ts'
import type { Anchor, Field, Shown, Tokens } from './tokens.ts'

// What stands beside a possible code.

/** Bits of the keys there are: what is not among them need not be looked for. */
const keysOf = (fields: readonly Field[]): number => {
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

/** Where the first field stands that is behind a column. */
const firstBehind = (fields: readonly Field[], column: number): number => {
  let [low, high] = [0, fields.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((fields[middle] as Field).at > column) high = middle
    else low = middle + 1
  }
  return low
}

/** Fields of the anchor's own object. */
const siblingsOf = (anchor: Anchor, { fields }: Tokens): readonly Field[] => {
  if (anchor.siblings !== undefined) return anchor.siblings
  const { at, frame } = anchor
  const before: Field[] = []
  const behind: Field[] = []
  const middle = firstBehind(fields, at)
  for (let i = middle - 1; i >= 0 && before.length <= MAX_SIBLINGS; i--) {
    const field = fields[i] as Field
    if (field.frame === frame && field.at !== at) before.push(field)
  }
  for (let i = middle; i < fields.length && behind.length < MAX_SIBLINGS; i++) {
    const field = fields[i] as Field
    if (field.frame === frame) behind.push(field)
  }
  // Of more than enough, half of those before.
  if (before.length + behind.length > MAX_SIBLINGS) before.length = Math.min(before.length, MAX_SIBLINGS / 2)
  anchor.siblings = [...before.reverse(), ...behind].slice(0, MAX_SIBLINGS)
  return anchor.siblings
}

const besideOf = (fields: readonly Field[]): Beside => ({ fields, keys: keysOf(fields), against: fields.filter(({ isVeto }) => isVeto) })

/** The fields beside an anchor: those of its own object, and with them those of the same column in lines nearby. */
export const besideIn = (anchor: Anchor, tokens: Tokens, neighbours: readonly Tokens[]): { own: Beside; near: Beside } => {
  const fields = siblingsOf(anchor, tokens)
  const own = besideOf(fields)
  if (neighbours.length === 0) return { own, near: own }
  return { own, near: besideOf([...fields, ...neighbours.flatMap((line) => line.fields.filter((field) => field.at === anchor.at))]) }
}

/** Whose signs stand in a line, and bits of the keys in it. */
export const shownIn = (tokens: Tokens): Shown => {
  if (tokens.shown === undefined) {
    const signed = new Set(tokens.signs.map(({ sign }) => sign.provider))
    tokens.shown = { signed: [...signed], keys: keysOf(tokens.fields) }
  }
  return tokens.shown
}

/** The same of several lines. */
export const shownBy = (tokens: Tokens, neighbours: readonly Tokens[]): Shown => {
  const own = shownIn(tokens)
  if (neighbours.length === 0) return own
  const all = [own, ...neighbours.map(shownIn)]
  return { signed: [...new Set(all.flatMap(({ signed }) => signed))], keys: all.reduce((mask, { keys }) => mask | keys, 0) }
}
