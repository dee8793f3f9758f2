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
type Detected = {
  fieldSets: readonly FieldSetRule[]
  fieldSigns: readonly { key: string; mask: number; text: string; shape: Shape; weight: number }[]
  /** bits of the keys of its field signs */
  signMask: number
  symbols: readonly { prefix: string; weight: number }[]
  suffixes: ReadonlyMap<string, number>
  /** keys that, all of them beside a code, speak against it */
  vetoes: readonly (readonly string[])[]
  /** signs in the line that speak against it */
  strangers: ReadonlySet<string>
  common: ReadonlySet<string>
}

export const DEFAULT_WEIGHT = 2

/** The keys of each veto that has some. */
export const fieldsOf = (vetoes: readonly Veto[]): (readonly string[])[] =>
  vetoes.map(({ fields = [] }) => fields).filter((fields) => fields.length > 0)

const detectedBy = ({ detection, common }: ProviderIndex): Detected => {
  const { fieldSets = [], fieldSigns = [], symbols = [], suffixes = [], vetoes = [] } = detection
  return {
    fieldSets: fieldSets.map((set) => ({
      text: Object.keys(set.fields).join('+'),
      fields: Object.entries(set.fields).map(([key, shape]): [string, Shape] => [literalOf(key), shapeOf(shape)]),
      mask: Object.keys(set.fields).reduce((mask, key) => mask | maskOf(literalOf(key)), 0),
      ...(set.keys === undefined ? {} : { keys: new Set(set.keys.map(literalOf)) }),
      ...(set.codes === undefined ? {} : { codes: set.codes.map(shapeOf) }),
      weight: set.weight ?? DEFAULT_WEIGHT,
    })),
    fieldSigns: fieldSigns.map(({ key, value, weight }) => ({
      key,
      mask: maskOf(literalOf(key)),
      text: `${key} ${value}`,
      shape: shapeOf(value),
      weight: weight ?? DEFAULT_WEIGHT,
    })),
    signMask: fieldSigns.reduce((mask, { key }) => mask | maskOf(literalOf(key)), 0),
    symbols: symbols.map(({ prefix, weight }) => ({ prefix, weight: weight ?? DEFAULT_WEIGHT })),
    suffixes: new Map(suffixes.map(({ text, weight }) => [text, weight ?? 0])),
    vetoes: fieldsOf(vetoes),
    strangers: new Set(vetoes.flatMap(({ signs = [] }) => signs)),
    common: new Set(common),
  }
}

/** The rules of a provider. All but its place among the others is made when it is first asked for: most are never spoken of. */
export class ProviderRules implements Detected {
  readonly id: string
  /** index of the provider whose words this one shares */
  readonly family: number
  /** index of the provider whose words it uses too: its family, or one whose interface it copies */
  readonly speaks: number
  /** it stands for members that a line does not give away */
  readonly isUmbrella: boolean
  /** forms of codes, as they are written */
  readonly forms: readonly string[]
  readonly shapes: readonly Shape[]
  readonly #index: ProviderIndex
  #made: Detected | undefined

  /**
   * @param forms the forms of its codes
   * @param kin its family, and whose words it speaks, by their numbers; -1: none
   */
  constructor(index: ProviderIndex, forms: readonly string[], [family, speaks]: readonly [family: number, speaks: number]) {
    this.id = index.id
    this.forms = forms
    this.shapes = forms.map(shapeOf)
    this.family = family
    this.speaks = family === -1 ? speaks : family
    this.isUmbrella = index.umbrella === true
    this.#index = index
  }

  get #detected(): Detected {
    this.#made ??= detectedBy(this.#index)
    return this.#made
  }

  get fieldSets(): Detected['fieldSets'] {
    return this.#detected.fieldSets
  }

  get fieldSigns(): Detected['fieldSigns'] {
    return this.#detected.fieldSigns
  }

  get signMask(): Detected['signMask'] {
    return this.#detected.signMask
  }

  get symbols(): Detected['symbols'] {
    return this.#detected.symbols
  }

  get suffixes(): Detected['suffixes'] {
    return this.#detected.suffixes
  }

  get vetoes(): Detected['vetoes'] {
    return this.#detected.vetoes
  }

  get strangers(): Detected['strangers'] {
    return this.#detected.strangers
  }

  get common(): Detected['common'] {
    return this.#detected.common
  }
}
