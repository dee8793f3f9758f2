import type { Catalog } from '../catalog/catalog.ts'
import type { Provider } from '../catalog/open-provider.ts'
import type { Row } from '../catalog/types.ts'
import { type Case, OWNER_WEIGHT } from './case.ts'
import type { Entry } from './entry.ts'
import { ownMessage, speaksNearby } from './message.ts'
import type { ProviderRules } from './rules.ts'
import { add, type Scales, weighObject, weighSigns } from './scales.ts'
import { besideIn, shownBy } from './siblings.ts'
import { isKnownBy, wordWeight } from './signs.ts'
import type { Surroundings } from './surroundings.ts'
import type { Anchor, Field, Tokens } from './tokens.ts'
import type { Vocabulary } from './vocabulary.ts'

// Signs add up: 2 prove an ordinary code, 4 one that is everyday elsewhere (404, AccessDenied).
const THRESHOLD = 2
const COMMON_THRESHOLD = 4
const MESSAGE_WEIGHT = 2
const LONG_MESSAGE_WEIGHT = 4
const ASSUME_WEIGHT = 3
const MAX_REMEMBERED = 1024

/** Builds the case for one provider (and, for a member of a family, for the family too). */
export class Evidence {
  readonly #catalog: Catalog
  readonly #vocabulary: Vocabulary
  readonly #assumed: ReadonlySet<string>
  readonly #tables: (Provider | undefined)[] = []
  readonly #shaped = new Map<Entry, Map<string, readonly number[]>>()

  constructor(catalog: Catalog, vocabulary: Vocabulary, assumed: ReadonlySet<string>) {
    this.#catalog = catalog
    this.#vocabulary = vocabulary
    this.#assumed = assumed
  }

  /** Every provider that may own the anchor's code, with the case for it. */
  cases(anchor: Anchor, tokens: Tokens, neighbours: readonly Tokens[]): Case[] {
    const { numbers, words } = this.#vocabulary
    const owners: { provider: number; code: string }[] = []
    const list = (provider: number, code: string): void => {
      if (!this.#readsKey(anchor, provider) || !this.#readsSuffix(anchor, provider)) return
      if (!owners.some((owner) => owner.provider === provider)) owners.push({ provider, code })
    }
    const { text, isNumber } = anchor.value
    if (isNumber) for (const provider of numbers.get(text) ?? []) list(provider, text)
    else for (const { provider, code } of words.get(text) ?? []) list(provider, code)
    if (anchor.form === 'key' && anchor.entry !== undefined)
      for (const provider of this.#shapedFor(anchor.entry, text)) list(provider, text)
    const isContested = owners.length > 1 || tokens.anchors.length > 1
    const around = { tokens, neighbours, isContested, ...besideIn(anchor, tokens, neighbours), ...shownBy(tokens, neighbours) }
    return owners.map(({ provider, code }) => this.#build(anchor, provider, code, around))
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
      found = entry.owners.map(({ provider }) => provider).filter((provider) => this.#rules(provider).shapes.some((shape) => shape(text)))
      if (known.size < MAX_REMEMBERED) known.set(text, found)
    }
    return found
  }

  #rules(provider: number): ProviderRules {
    return this.#vocabulary.providers[provider] as ProviderRules
  }

  #familyOf(rules: ProviderRules): ProviderRules | undefined {
    return rules.family === -1 ? undefined : this.#vocabulary.providers[rules.family]
  }

  /** The row of a code in a provider's own table. */
  #row(provider: number, code: string): Row | undefined {
    let table = this.#tables[provider]
    if (table === undefined) {
      table = this.#catalog.provider(this.#rules(provider).id)
      this.#tables[provider] = table
    }
    return table?.row(code)
  }

  /** Members of a family share a word when the family or another member lists it: then it does not tell whose it is. */
  #isShared(rules: ProviderRules, anchor: Anchor, code: string): boolean {
    if (rules.family === -1) return false
    const owners = this.#vocabulary.words.get(anchor.value.text) ?? []
    const others = owners.filter(({ provider }) => this.#rules(provider).family === rules.family)
    return others.length > 1 || (this.#row(rules.family, code) ?? this.#row(rules.family, anchor.value.text)) !== undefined
  }

  #readsKey(anchor: Anchor, provider: number): boolean {
    if (anchor.form !== 'key') return true
    const owner = anchor.entry?.ownerOf.get(provider)
    if (owner === undefined) return false
    return owner.type === undefined || (owner.type === 'number') === (anchor.value.isNumber && !anchor.value.isQuoted)
  }

  #readsSuffix(anchor: Anchor, provider: number): boolean {
    const { suffix } = anchor.value
    return suffix === undefined || this.#rules(provider).suffixes.has(suffix)
  }

  #build(anchor: Anchor, provider: number, code: string, around: Surroundings): Case {
    const rules = this.#rules(provider)
    const isCommon = rules.common.has(code)
    const built: Case = {
      provider,
      code,
      row: this.#row(provider, code),
      score: 0,
      ownScore: 0,
      needed: (isCommon ? COMMON_THRESHOLD : THRESHOLD) + (anchor.value.isLoose ? 1 : 0),
      member: undefined,
      meaning: undefined,
      strength: 1,
      needsNeighbours: false,
      isVetoed: this.#isVetoed(rules, around),
      reasons: [],
    }
    this.#weigh({ built, anchor, around, rules, provider, isCommon, isOwn: true, isNearby: false })
    // A family shares words, not numbers.
    const family = anchor.value.isNumber ? undefined : this.#familyOf(rules)
    if (family !== undefined) {
      this.#weigh({ built, anchor, around, rules: family, provider: rules.family, isCommon, isOwn: false, isNearby: false })
    }
    if (this.#vocabulary.families.has(provider)) this.#weighMembers(built, anchor, around, isCommon)
    if (built.needsNeighbours) built.strength = 0
    return built
  }

  #weigh(scales: Scales): void {
    const { built, anchor, around, rules, isOwn } = scales
    if (anchor.form === 'key') add(scales, anchor.entry?.ownerOf.get(scales.provider)?.weight ?? 0, 'key', anchor.entry?.literal)
    this.#weighWord(scales)
    const { suffix } = anchor.value
    if (suffix !== undefined) add(scales, rules.suffixes.get(suffix) ?? 0, 'suffix', suffix)
    if (this.#assumed.has(rules.id)) add(scales, ASSUME_WEIGHT, 'assume', rules.id)

    const own = around.own.fields
    weighObject(scales, around.own)
    weighSigns(scales, [around.tokens])
    const isSettled = built.score >= built.needed && built.row?.meanings === undefined && !around.isContested
    if (isOwn && built.row !== undefined && built.meaning === undefined && !isSettled) this.#weighMessage(scales, built.row, own)
    if (built.score < built.needed && around.neighbours.length > 0 && built.row !== undefined) this.#weighNeighbours(scales, built.row, own)
  }

  #weighWord(scales: Scales): void {
    const { built, anchor, rules } = scales
    if (scales.isCommon || anchor.value.isNumber) return
    const row = scales.isOwn && built.row !== undefined ? built.row : this.#row(scales.provider, built.code)
    if (row === undefined) return
    // A word that the family lists counts once, with the family.
    const isFamilys = rules.family !== -1 && this.#row(rules.family, built.code) !== undefined
    if (isFamilys) return
    const weight = wordWeight(anchor, rules)
    if (weight > 0) add(scales, weight, 'word', anchor.value.text, !this.#isShared(rules, anchor, built.code))
  }

  #weighNeighbours(scales: Scales, row: Row, own: readonly Field[]): void {
    const { built, anchor, around, isOwn } = scales
    // An object with a message that is not this code's is another matter: no neighbour can make it ours.
    if (anchor.depth > 0 && built.meaning === undefined && own.some(({ key }) => this.#vocabulary.messageKeys.has(key))) return
    const before = built.score
    const { near } = around
    if (near.fields.length > own.length) {
      weighObject(scales, near, own)
      if (isOwn && built.meaning === undefined) this.#weighMessage(scales, row, near.fields)
    }
    scales.isNearby = true
    weighSigns(scales, around.neighbours)
    if (isOwn && built.meaning === undefined && speaksNearby(row, around.neighbours)) add(scales, MESSAGE_WEIGHT, 'message', '', false)
    if (built.score > before) built.needsNeighbours = true
  }

  /** What tells one member of a family proves the family too: a MinIO client's error is an error of the S3 family. */
  #weighMembers(built: Case, anchor: Anchor, around: Surroundings, isCommon: boolean): void {
    let best: Case | undefined
    let second = 0
    // Only what stands round the word counts here: the word itself is the family's.
    const bare = { ...anchor, value: { ...anchor.value, isNumber: true } }
    for (const provider of this.#vocabulary.membersOf(built.provider)) {
      const member = this.#rules(provider)
      if (member.family === built.provider && !this.#mayShow(member, provider, anchor, around)) continue
      if (this.#isVetoed(member, around)) continue
      const trial: Case = { ...built, provider, score: 0, ownScore: 0, reasons: [], needsNeighbours: false }
      this.#weigh({ built: trial, anchor: bare, around, rules: member, provider, isCommon, isOwn: true, isNearby: false })
      // One that only copies the interface must be named.
      if (member.family !== built.provider && trial.ownScore < OWNER_WEIGHT) continue
      second = Math.max(second, Math.min(trial.ownScore, best?.ownScore ?? 0))
      if (trial.ownScore > (best?.ownScore ?? 0)) best = trial
    }
    if (best === undefined) return
    if (best.ownScore > second) built.member = best.provider
    if (built.score >= built.needed) return
    built.score += best.ownScore
    built.reasons.push(...best.reasons)
    if (best.strength === 2) built.strength = 2
    if (best.needsNeighbours) built.needsNeighbours = true
  }

  /** A quick look whether anything round the anchor could be a provider's own; false is certain. */
  #mayShow(rules: ProviderRules, provider: number, anchor: Anchor, { signed, keys }: Surroundings): boolean {
    const { suffix } = anchor.value
    return (
      signed.includes(provider) ||
      (rules.signMask & keys) !== 0 ||
      rules.fieldSets.some(({ mask }) => (mask & ~keys) === 0) ||
      (anchor.entry?.ownerOf.get(provider)?.weight ?? 0) > 0 ||
      (suffix !== undefined && (rules.suffixes.get(suffix) ?? 0) > 0) ||
      this.#assumed.has(rules.id)
    )
  }

  /** The code's own message beside it; it also settles which meaning is meant. */
  #weighMessage(scales: Scales, row: Row, fields: readonly Field[]): void {
    const { built, anchor, around } = scales
    const byKey = row.meanings?.findIndex((meaning) => meaning.keys?.includes(anchor.entry?.literal ?? '')) ?? -1
    if (byKey !== -1) built.meaning = byKey + 1
    // Asked once for each member of a family, about the family's row.
    if (anchor.heard?.row !== row || anchor.heard.fields !== fields) {
      anchor.heard = { row, fields, message: ownMessage(row, anchor, around.tokens, fields, this.#vocabulary.messageKeys) }
    }
    const settled = anchor.heard.message
    if (settled === undefined) return
    built.meaning = settled.meaning
    built.strength = 2
    // Members of a family copy each other's words: a message proves the code, not the owner.
    const tellsOwner = this.#rules(built.provider).family === -1 || Number.isInteger(Number(built.code))
    add(scales, settled.isLong ? LONG_MESSAGE_WEIGHT : MESSAGE_WEIGHT, 'message', '', tellsOwner)
  }

  #isVetoed(rules: ProviderRules, { tokens, near }: Surroundings): boolean {
    const family = this.#familyOf(rules)
    if (tokens.signs.length > 0 && (isKnownBy(rules.strangers, tokens) || (family !== undefined && isKnownBy(family.strangers, tokens))))
      return true
    const { against } = near
    if (against.length === 0) return false
    const speaks = (keys: readonly string[]): boolean => keys.every((key) => against.some((field) => field.key === key))
    return this.#vocabulary.vetoes.some(speaks) || rules.vetoes.some(speaks)
  }
}
