import type { LazyMap } from '../built/record-map.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { ProviderIndex, Veto } from '../catalog/types.ts'
import { Entry, EntryCollector, HOST_END, type SignData } from './entry.ts'
import { type LiteralPlaces, type LiteralTable, literalPlaces, wordBeginnings } from './prefilter.ts'
import { DEFAULT_WEIGHT } from './rules.ts'

/** Who documents a word, under which code. */
export type WordOwner = { provider: number; code: string }

/**
 * What a needle is made of: a key of codes, by its entry's literal; a text in any case of letters, or exactly as it is
 * written; a word that may stand without a key.
 */
export type NeedlePlan = readonly [kind: 'key' | 'any' | 'exact' | 'word', text: string]

/** What is slow to make of a catalog: compiled, or read as the build laid it out. */
export type VocabularyParts = {
  /** the entries by their literals, longest first */
  entries: LazyMap<Entry>
  /** the entry with a number in that order */
  entryAt(number: number): Entry
  literals: LiteralPlaces
  beginnings: Uint8Array
  /** what place-tables.ts makes of all that, and its filter over values with which more can be made; where they are at hand */
  tables?: Uint8Array
  values?: Uint8Array
  numbers: LazyMap<readonly number[]>
  words: LazyMap<readonly WordOwner[]>
  /** what class names add to words */
  suffixes: readonly string[]
  /** the forms of each provider's codes */
  forms: readonly (readonly string[])[]
  /** what needles are made of, by the number of their beginning; where it is known beforehand */
  plans?: Pick<LazyMap<readonly NeedlePlan[]>, 'get'>
  /** what of all that a user's files have added to what the build laid out */
  added?: AddedParts
}

/** What a user's files add. */
export type AddedParts = {
  /** the number of the first provider that they add */
  from: number
  /** all literals that they name, with what was known of them before; longest first */
  entries: readonly Entry[]
  /** those of them that are new, by how they begin */
  literals: LiteralTable<Entry>
  numbers: ReadonlyMap<string, readonly number[]>
  words: ReadonlyMap<string, readonly WordOwner[]>
  needles: AddedPlans
}

/** What needles are made of that were not looked for before. */
export type AddedPlans = {
  plans: readonly NeedlePlan[]
  /** words of which nothing is asked but where they end */
  words: readonly string[]
  /** keys that were looked for before, of which more is known now */
  changed: readonly Entry[]
}

const NUMBER = /^-?\d+$/

export const addDetection = (index: ProviderIndex, provider: number, collector: EntryCollector): void => {
  const { keys = [], fieldSets = [], fieldSigns = [], signs = [], vetoes = [] } = index.detection
  for (const { key, weight = 0, type } of keys) collector.of(key).owners.push({ provider, weight, ...(type === undefined ? {} : { type }) })
  for (const set of fieldSets) for (const key of Object.keys(set.fields)) collector.of(key).isField = true
  for (const veto of vetoes) {
    addVetoFields(collector, veto)
    for (const text of veto.signs ?? []) addSign(collector, { provider, text, weight: 0 })
  }
  for (const { key } of fieldSigns) collector.of(key).isField = true
  for (const { text, kind, weight = DEFAULT_WEIGHT } of signs) addSign(collector, { provider, text, weight }, kind === 'host')
}

const addVetoFields = (collector: EntryCollector, { fields = [] }: Veto): void => {
  for (const key of fields) {
    const entry = collector.of(key)
    entry.isField = true
    entry.isVeto = true
  }
}

const DOMAIN = /^[\w.-]+\.[a-z]{2,4}$/

/** A sign is found by its literal beginning; what follows it is looked at there. */
const addSign = (collector: EntryCollector, sign: SignData, isHost = false): void => {
  const cut = sign.text.indexOf('<')
  if (cut !== -1) sign.behind = sign.text.slice(cut)
  else if (isHost && DOMAIN.test(sign.text)) sign.behind = HOST_END
  collector.of(cut === -1 ? sign.text : sign.text.slice(0, cut)).signs.push(sign)
}

/** @param from the number of the first of the providers */
export const collectCodes = (providers: readonly ProviderIndex[], notWords: ReadonlySet<string>, from = 0) => {
  const numbers = new Map<string, readonly number[]>()
  const words = new Map<string, WordOwner[]>()
  const addWord = (word: string, provider: number, code: string) => {
    if (notWords.has(word)) return
    const owners = words.get(word)
    if (owners === undefined) words.set(word, [{ provider, code }])
    else if (!owners.some((owner) => owner.provider === provider)) owners.push({ provider, code })
  }
  providers.forEach((index, place) => {
    const provider = from + place
    const alone = [provider]
    const silent = new Set(index.silent)
    for (const code of index.codes) {
      if (silent.has(code)) continue
      if (!NUMBER.test(code)) addWord(code, provider, code)
      else {
        const others = numbers.get(code)
        numbers.set(code, others === undefined ? alone : [...others, provider])
      }
    }
    for (const [symbol, code] of index.symbols) addWord(symbol, provider, code)
  })
  return { numbers, words }
}

/** Compiles the catalog's signs, keys, codes and words. */
export const compileParts = (catalog: Catalog): VocabularyParts => {
  const indexes = catalog.providers
  const shared = catalog.vocabulary
  const collector = new EntryCollector()
  indexes.forEach((index, provider) => {
    addDetection(index, provider, collector)
  })
  for (const key of shared.messageKeys) collector.of(key).isField = true
  for (const key of shared.notKeys) collector.of(key).isStop = true
  for (const veto of shared.vetoes) addVetoFields(collector, veto)
  const sorted = [...collector.entries].sort(([a], [b]) => b.length - a.length)
  const entries = sorted.map(([literal, data]) => new Entry(literal, () => data))
  const suffixes = [...new Set(indexes.flatMap((index) => (index.detection.suffixes ?? []).map(({ text }) => text)))]
  const codes = collectCodes(indexes, new Set(shared.notWords))
  return {
    entries: new Map(entries.map((entry) => [entry.literal, entry])),
    entryAt: (number) => entries[number] as Entry,
    literals: literalPlaces(sorted.map(([literal]) => literal)),
    ...codes,
    beginnings: wordBeginnings(codes.words.keys(), suffixes),
    suffixes,
    forms: indexes.map(({ detection }) => detection.shapes ?? []),
  }
}
