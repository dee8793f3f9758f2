import type { Case, ReasonKind } from './case.ts'
import type { FieldSetRule, ProviderRules } from './rules.ts'
import { fits, shownIn } from './siblings.ts'
import { textOf } from './signs.ts'
import type { Beside, Surroundings } from './surroundings.ts'
import type { Anchor, Field, Tokens } from './tokens.ts'

// At most so much do signs add up to, in one line or in the lines nearby.
const SIGNS_CAP = 4
const COMMON_SIGNS_CAP = 3

/** A case while it is weighed: on whose behalf, and what the weights then count for. */
export type Scales = {
  built: Case
  anchor: Anchor
  around: Surroundings
  rules: ProviderRules
  /** the number of the rules' provider */
  provider: number
  isCommon: boolean
  /** the rules are the provider's own, not its family's */
  isOwn: boolean
  /** what is weighed now stands in lines nearby */
  isNearby: boolean
}

/** Adds a weight, with what it is for. */
export const add = (scales: Scales, weight: number, kind: ReasonKind, which = '', tellsOwner = true): void => {
  if (weight <= 0) return
  scales.built.score += weight
  if (scales.isOwn && tellsOwner) scales.built.ownScore += weight
  scales.built.reasons.push({ weight, kind, which, isNearby: scales.isNearby })
}

/** What the fields beside the code say: whole sets of a provider's body. Sets that fit what was seen before do not count again. */
export const weighObject = (scales: Scales, { fields, keys: present }: Beside, seen?: readonly Field[]): void => {
  if (scales.rules.fieldSets.length === 0 || fields.length === 0) return
  let best: FieldSetRule | undefined
  for (const set of scales.rules.fieldSets) {
    if ((set.mask & ~present) !== 0 || set.weight <= (best?.weight ?? 0) || !fits(set, scales.anchor, fields)) continue
    if (seen === undefined || !fits(set, scales.anchor, seen)) best = set
  }
  if (best === undefined) return
  add(scales, best.weight, 'fields', best.text)
  scales.built.strength = 2
}

/** What signs in the lines say, each of them once. */
export const weighSigns = (scales: Scales, lines: readonly Tokens[]): void => {
  const { rules, provider, around } = scales
  if (!around.signed.includes(provider) && (rules.signMask & around.keys) === 0) return
  let left = scales.isCommon && scales.anchor.form === 'key' ? COMMON_SIGNS_CAP : SIGNS_CAP
  const seen: string[] = []
  const take = (text: string, weight: number): void => {
    if (left === 0 || seen.includes(text)) return
    seen.push(text)
    const taken = Math.min(left, weight)
    left -= taken
    add(scales, taken, 'sign', text)
  }
  for (const tokens of lines) {
    for (const { sign } of tokens.signs) if (sign.provider === provider) take(sign.text, sign.weight)
    if (rules.fieldSigns.length === 0) continue
    const present = shownIn(tokens).keys
    for (const { key, mask, shape, text, weight } of rules.fieldSigns) {
      if ((mask & present) === 0) continue
      for (const field of tokens.fields) if (field.key === key && shape(textOf(field))) take(text, weight)
    }
  }
}
