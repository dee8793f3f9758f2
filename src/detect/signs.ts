import type { ProviderRules } from './rules.ts'
import type { Anchor, Field, Tokens } from './tokens.ts'
import { readValue } from './value.ts'

/** The value of a field, as it stands in its line. */
export const textOf = (field: Field): string => {
  field.text ??= readValue(field.line, field.keyEnd, field.inTag)?.text ?? ''
  return field.text
}

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

/** Whether one of the signs stands in the line as a stranger's: it proves nothing, it only speaks against others. */
export const isKnownBy = (strangers: ReadonlySet<string>, tokens: Tokens): boolean =>
  strangers.size > 0 && tokens.signs.some(({ sign }) => sign.weight === 0 && strangers.has(sign.text))
