import type { Anchor, Field, Tokens } from './tokens.ts'
import { readValue } from './value.ts'
import type { ProviderRules } from './vocabulary.ts'

/** The value of a field, as it stands in its line. */
export const textOf = (field: Field): string => readValue(field.line, field.keyEnd, field.inTag)?.text ?? ''

/** What a word proves by itself, by the longest family of symbols it begins with; less where it is not the whole value. */
export const wordWeight = (anchor: Anchor, rules: ProviderRules): number => {
  let weight = 0
  let longest = -1
  for (const family of rules.symbols) {
    if (family.prefix.length <= longest || !anchor.value.text.startsWith(family.prefix)) continue
    longest = family.prefix.length
    weight = family.weight
  }
  const isWhole = anchor.form === 'key' || anchor.form === 'symbol' || anchor.form === 'message'
  return isWhole ? weight : Math.max(0, weight - 1)
}

/** A sign in the line that speaks against the provider. */
export const hasStranger = (rules: ProviderRules, tokens: Tokens): boolean =>
  rules.vetoes.some(({ signs }) => signs !== undefined && tokens.signs.some(({ sign }) => sign.weight === 0 && signs.includes(sign.text)))
