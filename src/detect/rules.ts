import { type Shape, shapeOf } from '../catalog/shape.ts'
import type { ProviderIndex, Veto } from '../catalog/types.ts'
import { literalOf, maskOf } from './literals.ts'

/** A set of fields that tells a provider's body. */
export type FieldSetRule = {
  text: string
  fields: [key: string, shape: Shape][]
  mask: number
  keys?: Set<string>
  codes?: Shape[]
  weight: number
}

/** By what a provider is known, as its file says it. */
export type ProviderRules = {
  id: string
  /** index of the provider whose words this one shares */
  family: number
  /** index of the provider whose words it uses too: its family, or one whose interface it copies */
  speaks: number
  /** it stands for members that a line does not give away */
  isUmbrella: boolean
  shapes: Shape[]
  /** the same as they are written */
  forms: readonly string[]
  fieldSets: FieldSetRule[]
  fieldSigns: { key: string; mask: number; text: string; shape: Shape; weight: number }[]
  /** bits of the keys of its field signs */
  signMask: number
  symbols: { prefix: string; weight: number }[]
  suffixes: ReadonlyMap<string, number>
  /** keys that, all of them beside a code, speak against it */
  vetoes: (readonly string[])[]
  /** signs in the line that speak against it */
  strangers: ReadonlySet<string>
  common: ReadonlySet<string>
}

export const DEFAULT_WEIGHT = 2

/** The keys of each veto that has some. */
export const fieldsOf = (vetoes: readonly Veto[]): (readonly string[])[] =>
  vetoes.map(({ fields = [] }) => fields).filter((fields) => fields.length > 0)

/** Makes the rules of a provider; its family, and whose words it speaks, by their numbers. */
export const rulesOf = (index: ProviderIndex, family: number, speaks: number): ProviderRules => ({
  id: index.id,
  family,
  speaks: family === -1 ? speaks : family,
  isUmbrella: index.umbrella === true,
  shapes: (index.detection.shapes ?? []).map(shapeOf),
  forms: index.detection.shapes ?? [],
  fieldSets: (index.detection.fieldSets ?? []).map((set) => ({
    text: Object.keys(set.fields).join('+'),
    fields: Object.entries(set.fields).map(([key, shape]): [string, Shape] => [literalOf(key), shapeOf(shape)]),
    mask: Object.keys(set.fields).reduce((mask, key) => mask | maskOf(literalOf(key)), 0),
    ...(set.keys === undefined ? {} : { keys: new Set(set.keys.map(literalOf)) }),
    ...(set.codes === undefined ? {} : { codes: set.codes.map(shapeOf) }),
    weight: set.weight ?? DEFAULT_WEIGHT,
  })),
  fieldSigns: (index.detection.fieldSigns ?? []).map(({ key, value, weight }) => ({
    key,
    mask: maskOf(literalOf(key)),
    text: `${key} ${value}`,
    shape: shapeOf(value),
    weight: weight ?? DEFAULT_WEIGHT,
  })),
  signMask: (index.detection.fieldSigns ?? []).reduce((mask, { key }) => mask | maskOf(literalOf(key)), 0),
  symbols: (index.detection.symbols ?? []).map(({ prefix, weight }) => ({ prefix, weight: weight ?? DEFAULT_WEIGHT })),
  suffixes: new Map((index.detection.suffixes ?? []).map(({ text, weight }) => [text, weight ?? 0])),
  vetoes: fieldsOf(index.detection.vetoes ?? []),
  strangers: new Set((index.detection.vetoes ?? []).flatMap(({ signs = [] }) => signs)),
  common: new Set(index.common),
})
