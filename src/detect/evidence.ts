import type { Catalog } from '../catalog/catalog.ts'
import type { Row, Veto } from '../catalog/types.ts'
import { type Case, OWNER_WEIGHT, type Surroundings } from './case.ts'
import { ownMessage, speaksNearby } from './message.ts'
import { hasStranger, textOf, wordWeight } from './signs.ts'
import type { Anchor, Field, Tokens } from './tokens.ts'
import type { Entry, FieldSetRule, ProviderRules, Vocabulary } from './vocabulary.ts'

// Signs add up: 2 prove an ordinary code, 4 one that is everyday elsewhere (404, AccessDenied).
const THRESHOLD = 2
const COMMON_THRESHOLD = 4
const MESSAGE_WEIGHT = 2
const LONG_MESSAGE_WEIGHT = 4
const ASSUME_WEIGHT = 3
const SIGNS_CAP = 4
const COMMON_SIGNS_CAP = 3
const MAX_REMEMBERED = 1024

type Add = (weight: number, what: string, tellsOwner?: boolean) => void

/** Builds the case for one provider (and, for a member of a family, for the family too). */
export class Evidence {
  readonly #catalog: Catalog
  readonly #vocabulary: Vocabulary
  readonly #assumed: ReadonlySet<string>
  readonly #shaped = new Map<Entry, Map<string, readonly number[]>>()

  constructor(catalog: Catalog, vocabulary: Vocabulary, assumed: ReadonlySet<string>) {
    this.#catalog = catalog
    this.#vocabulary = vocabulary
    this.#assumed = assumed
  }

  /** Every provider that may own the anchor's code, with the case for it. */
  cases(anchor: Anchor, around: Surroundings): Case[] {
    const { numbers, words } = this.#vocabulary
    const listed = new Map<number, string>()
    const list = (provider: number, code: string) => {
      if (!listed.has(provider) && this.#readsKey(anchor, provider) && this.#readsSuffix(anchor, provider)) listed.set(provider, code)
    }
    if (anchor.value.isNumber) for (const provider of numbers.get(anchor.value.text) ?? []) list(provider, anchor.value.text)
    else for (const { provider, code } of words.get(anchor.value.text) ?? []) list(provider, code)
    if (anchor.form === 'key' && anchor.entry !== undefined) {
      for (const provider of this.#shapedFor(anchor.entry, anchor.value.text)) list(provider, anchor.value.text)
    }
    const isContested = listed.size > 1 || around.tokens.anchors.length > 1
    return [...listed].map(([provider, code]) => this.#build(anchor, provider, code, { ...around, isContested }))
  }

  /** The owners of a key for whom the value has the form of a code; remembered, since logs repeat themselves. */
  #shapedFor(entry: Entry, text: string): readonly number[] {
    let known = this.#shaped.get(entry)
    if (known === undefined) {
      known = new Map()
      this.#shaped.set(entry, known)
    }
    let found = known.get(text)
    if (found === undefined) {
      found = entry.owners
        .map(({ provider }) => provider)
        .filter((provider) => this.#vocabulary.providers[provider]?.shapes.some((shape) => shape(text)))
      if (known.size < MAX_REMEMBERED) known.set(text, found)
    }
    return found
  }

  /** The row of a code in a provider's own table. */
  row(id: string, code: string): Row | undefined {
    return this.#catalog.provider(id)?.row(code)
  }

  /** Members of a family share a word when the family or another member lists it: then it does not tell whose it is. */
  #isShared(rules: ProviderRules, anchor: Anchor, code: string): boolean {
    const family = this.#vocabulary.providers[rules.family]
    if (family === undefined) return false
    const owners = this.#vocabulary.words.get(anchor.value.text) ?? []
    const others = owners.filter(({ provider }) => this.#vocabulary.providers[provider]?.family === rules.family)
    return others.length > 1 || (this.row(family.id, code) ?? this.row(family.id, anchor.value.text)) !== undefined
  }

  #readsKey(anchor: Anchor, provider: number): boolean {
    if (anchor.form !== 'key') return true
    const owner = anchor.entry?.owners.find((candidate) => candidate.provider === provider)
    if (owner === undefined) return false
    return owner.type === undefined || (owner.type === 'number') === (anchor.value.isNumber && !anchor.value.isQuoted)
  }

  #readsSuffix(anchor: Anchor, provider: number): boolean {
    const { suffix } = anchor.value
    return suffix === undefined || this.#vocabulary.providers[provider]?.suffixes.has(suffix) === true
  }

  #build(anchor: Anchor, provider: number, code: string, around: Surroundings): Case {
    const rules = this.#vocabulary.providers[provider] as ProviderRules
    const row = this.row(rules.id, code)
    const isCommon = rules.common.has(code)
    const built: Case = {
      provider,
      code,
      score: 0,
      ownScore: 0,
      needed: (isCommon ? COMMON_THRESHOLD : THRESHOLD) + (anchor.value.isLoose ? 1 : 0),
      strength: 1,
      needsNeighbours: false,
      isVetoed: this.#isVetoed(anchor, rules, around),
      reasons: [],
    }
    if (row !== undefined) built.row = row
    this.#weigh(built, anchor, rules, around, isCommon, true)
    const family = anchor.value.isNumber ? undefined : this.#vocabulary.providers[rules.family] // a family shares words, not numbers
    if (family !== undefined) this.#weigh(built, anchor, family, around, isCommon, false)
    if (this.#vocabulary.families.has(provider)) this.#weighMembers(built, anchor, around, isCommon)
    if (built.needsNeighbours) built.strength = 0
    return built
  }

  #weigh(built: Case, anchor: Anchor, rules: ProviderRules, around: Surroundings, isCommon: boolean, isOwn: boolean): void {
    const provider = isOwn ? built.provider : (this.#vocabulary.providers[built.provider] as ProviderRules).family
    const add: Add = (weight, what, tellsOwner = true) => {
      if (weight <= 0) return
      built.score += weight
      if (isOwn && tellsOwner) built.ownScore += weight
      built.reasons.push({ weight, what })
    }
    if (anchor.form === 'key') {
      const key = anchor.entry?.owners.find((owner) => owner.provider === provider)
      add(key?.weight ?? 0, `key ${anchor.entry?.literal}`)
    }
    if (!isCommon && !anchor.value.isNumber && this.row(rules.id, built.code) !== undefined) {
      // A word that the family lists counts once, with the family.
      const family = this.#vocabulary.providers[rules.family]
      const isFamilys = family !== undefined && this.row(family.id, built.code) !== undefined
      if (!isFamilys) add(wordWeight(anchor, rules), `the word ${anchor.value.text} itself`, !this.#isShared(rules, anchor, built.code))
    }
    const suffix = rules.suffixes.get(anchor.value.suffix ?? '') ?? 0
    add(suffix, `a class name with ${anchor.value.suffix}`)
    if (this.#assumed.has(rules.id)) add(ASSUME_WEIGHT, `--assume ${rules.id}`)

    const own = this.#siblings(anchor, around, false)
    this.#weighObject(built, anchor, rules, own, add)
    const cap = isCommon && anchor.form === 'key' ? COMMON_SIGNS_CAP : SIGNS_CAP
    this.#weighSigns(rules, provider, [around.tokens], cap, add)
    const isSettled = built.score >= built.needed && built.row?.meanings === undefined && around.isContested !== true
    if (isOwn && built.row !== undefined && built.meaning === undefined && !isSettled)
      this.#weighMessage(built, built.row, anchor, around.tokens, own, add)
    if (built.score >= built.needed || around.neighbours.length === 0 || built.row === undefined) return
    // An object with a message that is not this code's is another matter: no neighbour can make it ours.
    if (anchor.depth > 0 && built.meaning === undefined && own.some(({ key }) => this.#vocabulary.messageKeys.has(key))) return

    const before = built.score
    const near = this.#siblings(anchor, around, true)
    if (near.length > own.length) {
      this.#weighObject(built, anchor, rules, near, add, own)
      if (isOwn && built.meaning === undefined) this.#weighMessage(built, built.row, anchor, around.tokens, near, add)
    }
    this.#weighSigns(rules, provider, around.neighbours, cap, (weight, what) => add(weight, `${what}, in a line nearby`))
    if (isOwn && built.meaning === undefined && speaksNearby(built.row, around.neighbours))
      add(MESSAGE_WEIGHT, 'its own message, in a line nearby', false)
    if (built.score > before) built.needsNeighbours = true
  }

  /** What tells one member of a family proves the family too: a MinIO client's error is an error of the S3 family. */
  #weighMembers(built: Case, anchor: Anchor, around: Surroundings, isCommon: boolean): void {
    let best: Case | undefined
    let second = 0
    this.#vocabulary.providers.forEach((member, provider) => {
      if (member.speaks !== built.provider || this.#isVetoed(anchor, member, around)) return
      const trial: Case = { ...built, provider, score: 0, ownScore: 0, reasons: [], needsNeighbours: false }
      // Only what stands round the word counts here: the word itself is the family's.
      this.#weigh(trial, { ...anchor, value: { ...anchor.value, isNumber: true } }, member, around, isCommon, true)
      if (member.family !== built.provider && trial.ownScore < OWNER_WEIGHT) return // one that only copies the interface must be named
      second = Math.max(second, Math.min(trial.ownScore, best?.ownScore ?? 0))
      if (trial.ownScore > (best?.ownScore ?? 0)) best = trial
    })
    if (best === undefined) return
    if (best.ownScore > second) built.member = best.provider
    if (built.score >= built.needed) return
    built.score += best.ownScore
    built.reasons.push(...best.reasons)
    if (best.strength === 2) built.strength = 2
    if (best.needsNeighbours) built.needsNeighbours = true
  }

  /** What the fields beside the code say: whole sets of a provider's body. */
  #weighObject(built: Case, anchor: Anchor, rules: ProviderRules, fields: readonly Field[], add: Add, seen?: readonly Field[]): void {
    let best: FieldSetRule | undefined
    for (const set of rules.fieldSets) {
      if (set.weight <= (best?.weight ?? 0) || !this.#fits(set, anchor, fields)) continue
      if (seen === undefined || !this.#fits(set, anchor, seen)) best = set
    }
    if (best !== undefined) {
      add(best.weight, `beside it ${best.text}`)
      built.strength = 2
    }
  }

  /** The code's own message beside it; it also settles which meaning is meant. */
  #weighMessage(built: Case, row: Row, anchor: Anchor, tokens: Tokens, fields: readonly Field[], add: Add): void {
    const byKey = row.meanings?.findIndex((meaning) => meaning.keys?.includes(anchor.entry?.literal ?? '')) ?? -1
    if (byKey !== -1) built.meaning = byKey + 1
    const settled = ownMessage(row, anchor, tokens, fields, this.#vocabulary.messageKeys)
    if (settled === undefined) return
    built.meaning = settled.meaning
    built.strength = 2
    // Members of a family copy each other's words: a message proves the code, not the owner.
    const tellsOwner = (this.#vocabulary.providers[built.provider] as ProviderRules).family === -1 || Number.isInteger(Number(built.code))
    add(settled.isLong ? LONG_MESSAGE_WEIGHT : MESSAGE_WEIGHT, 'its own message', tellsOwner)
  }

  #weighSigns(rules: ProviderRules, provider: number, lines: readonly Tokens[], cap: number, add: Add): void {
    if (rules.fieldSigns.length === 0 && lines.every(({ signs }) => signs.length === 0)) return
    let left = cap
    const seen = new Set<string>()
    const take = (text: string, weight: number) => {
      if (left === 0 || seen.has(text)) return
      seen.add(text)
      const taken = Math.min(left, weight)
      left -= taken
      add(taken, `sign "${text}" of ${rules.id}`)
    }
    for (const tokens of lines) {
      for (const { sign } of tokens.signs) if (sign.provider === provider) take(sign.text, sign.weight)
      for (const { key, shape, text, weight } of rules.fieldSigns) {
        for (const field of tokens.fields) if (field.key === key && shape(textOf(field))) take(text, weight)
      }
    }
  }

  #fits(set: FieldSetRule, anchor: Anchor, fields: readonly Field[]): boolean {
    if (set.keys !== undefined && !set.keys.has(anchor.entry?.literal ?? '')) return false
    if (set.codes !== undefined && !set.codes.some((shape) => shape(anchor.value.text))) return false
    return set.fields.every(([key, shape]) => fields.some((field) => field.key === key && shape(textOf(field))))
  }

  /** Fields of the anchor's own object; with neighbours, those of the same column in lines nearby too. */
  #siblings(anchor: Anchor, around: Surroundings, withNeighbours: boolean): Field[] {
    const own = around.tokens.fields.filter((field) => field.frame === anchor.frame && field.at !== anchor.at)
    if (!withNeighbours || around.neighbours.length === 0) return own
    return [...own, ...around.neighbours.flatMap((tokens) => tokens.fields.filter((field) => field.at === anchor.at))]
  }

  #isVetoed(anchor: Anchor, rules: ProviderRules, around: Surroundings): boolean {
    const family = this.#vocabulary.providers[rules.family]
    if (hasStranger(rules, around.tokens) || (family !== undefined && hasStranger(family, around.tokens))) return true
    const near = this.#siblings(anchor, around, true)
    if (near.length === 0) return false
    const speaks = ({ fields = [] }: Veto): boolean => fields.length > 0 && fields.every((key) => near.some((field) => field.key === key))
    return this.#vocabulary.vetoes.some(speaks) || rules.vetoes.some(speaks)
  }
}
