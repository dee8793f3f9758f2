import type { Catalog } from '../catalog/catalog.ts'
import { compileTail } from '../catalog/shape.ts'
import type { ProviderIndex, Veto } from '../catalog/types.ts'
import { bytesAsText, literalOf, maskOf } from './literals.ts'
import { type LiteralTable, literalTable, type Prefilter, wordPrefilter } from './prefilter.ts'
import { DEFAULT_WEIGHT, fieldsOf, type ProviderRules, rulesOf } from './rules.ts'

/** Who reads a key as the key of a code, and how much the key itself proves. */
export type KeyOwner = { provider: number; weight: number; type?: 'number' | 'string' }

/** `tail` answers what must follow the literal beginning, as a sticky search. */
export type Sign = { provider: number; text: string; weight: number; tail?: () => RegExp }

/** A literal that means something at the start of a word: a key, a sign, or both. */
export type Entry = {
  /** lower case, UTF-8 bytes as latin1 */
  literal: string
  /** the same, one byte a character */
  bytes: Uint8Array
  owners: KeyOwner[]
  /** the same by the number of the provider; filled when all are known */
  ownerOf: ReadonlyMap<number, KeyOwner>
  /** the key is wanted beside a code: a message, an id, a veto */
  isField: boolean
  /** some veto names the key */
  isVeto: boolean
  /** one of 32 bits, for a quick look at which keys stand together */
  mask: number
  /** a key that only looks like a code's ("status code") */
  isStop: boolean
  signs: Sign[]
}

/** Everything detection looks for, compiled once from the catalog. */
export type Vocabulary = {
  providers: ProviderRules[]
  /** providers whose words others share */
  families: ReadonlySet<number>
  entries: Entry[]
  /** the entries by how their literals begin */
  literals: LiteralTable<Entry>
  /** whether a word of `words`, with a suffix or without, may begin at a place */
  mayBeWord: Prefilter
  /** numeric codes: who documents them */
  numbers: ReadonlyMap<string, number[]>
  /** word codes and symbols: who documents them, under which code */
  words: ReadonlyMap<string, { provider: number; code: string }[]>
  /** who prints its codes in brackets behind a message, without a key: the owners of the key `()` */
  bracketEntry: Entry | undefined
  messageKeys: ReadonlySet<string>
  everydayKeys: ReadonlySet<string>
  /** every suffix of any provider */
  suffixes: string[]
  /** keys that, all of them beside a number, make it nobody's code */
  vetoes: (readonly string[])[]
  /** before a class name: it is no storage service's, or source code speaks of it */
  notReporting: RegExp
  /** before a key: a database is asked for it */
  queries: RegExp
  success: RegExp
  failure: RegExp
  recordKey: RegExp
}

const BRACKETS = '()'
const NUMBER = /^-?\d+$/

/** Collects entries under their literal, so that a key that is also a sign is one entry. */
const entryCollector = () => {
  const entries = new Map<string, Entry>()
  return {
    entries,
    of(text: string): Entry {
      const literal = literalOf(text)
      let entry = entries.get(literal)
      if (entry === undefined) {
        entry = {
          literal,
          bytes: Buffer.from(literal, 'latin1'),
          owners: [],
          ownerOf: new Map(),
          isField: false,
          isVeto: false,
          mask: maskOf(literal),
          isStop: false,
          signs: [],
        }
        entries.set(literal, entry)
      }
      return entry
    },
  }
}

const addDetection = (index: ProviderIndex, provider: number, of: (text: string) => Entry): void => {
  const { keys = [], fieldSets = [], fieldSigns = [], signs = [], vetoes = [] } = index.detection
  for (const { key, weight = 0, type } of keys) of(key).owners.push({ provider, weight, ...(type === undefined ? {} : { type }) })
  for (const set of fieldSets) for (const key of Object.keys(set.fields)) of(key).isField = true
  for (const veto of vetoes) {
    addVetoFields(of, veto)
    for (const text of veto.signs ?? []) addSign(of, { provider, text, weight: 0 })
  }
  for (const { key } of fieldSigns) of(key).isField = true
  for (const { text, kind, weight = DEFAULT_WEIGHT } of signs) addSign(of, { provider, text, weight }, kind === 'host')
}

const addVetoFields = (of: (text: string) => Entry, { fields = [] }: Veto): void => {
  for (const key of fields) {
    const entry = of(key)
    entry.isField = true
    entry.isVeto = true
  }
}

const DOMAIN = /^[\w.-]+\.[a-z]{2,4}$/
// 115.com is neither 115.company nor 115.com.example
const DOMAIN_END = /(?![\w-]|\.\w)/y

/** Compiled when the beginning before it is first met. */
const tailOf = (template: string): (() => RegExp) => {
  let tail: RegExp | undefined
  return () => {
    tail ??= compileTail(template)
    return tail
  }
}

/** A sign is found by its literal beginning; what follows it is looked at there. */
const addSign = (of: (text: string) => Entry, sign: Sign, isHost = false): void => {
  const cut = sign.text.indexOf('<')
  if (cut !== -1) sign.tail = tailOf(sign.text.slice(cut))
  else if (isHost && DOMAIN.test(sign.text)) sign.tail = () => DOMAIN_END
  of(cut === -1 ? sign.text : sign.text.slice(0, cut)).signs.push(sign)
}

const collectCodes = (providers: readonly ProviderIndex[], notWords: ReadonlySet<string>) => {
  const numbers = new Map<string, number[]>()
  const words = new Map<string, { provider: number; code: string }[]>()
  const addWord = (word: string, provider: number, code: string) => {
    if (notWords.has(word)) return
    const owners = words.get(word)
    if (owners === undefined) words.set(word, [{ provider, code }])
    else if (!owners.some((owner) => owner.provider === provider)) owners.push({ provider, code })
  }
  providers.forEach((index, provider) => {
    const silent = new Set(index.silent)
    for (const code of index.codes) {
      if (silent.has(code)) continue
      if (!NUMBER.test(code)) addWord(code, provider, code)
      else if (numbers.has(code)) numbers.get(code)?.push(provider)
      else numbers.set(code, [provider])
    }
    for (const [symbol, code] of index.symbols) addWord(symbol, provider, code)
  })
  return { numbers, words }
}

const alternatives = (words: readonly string[]): string => words.map((word) => bytesAsText(word).replace(/[.:@]/g, '\\$&')).join('|')

/** Any of the words, whole where they are Latin. */
const wordsIn = (words: readonly string[]): RegExp => new RegExp(`(?<![\\w.])(?:${alternatives(words)})(?![\\w])`, 'i')

const compiled = new WeakMap<Catalog, Vocabulary>()

/** Compiles the catalog's signs, keys, codes and words into the tables that the line reader uses; once for each catalog. */
export const compileVocabulary = (catalog: Catalog): Vocabulary => {
  const vocabulary = compiled.get(catalog) ?? compile(catalog)
  compiled.set(catalog, vocabulary)
  return vocabulary
}

const compile = (catalog: Catalog): Vocabulary => {
  const indexes = catalog.providers
  const shared = catalog.vocabulary
  const collector = entryCollector()
  indexes.forEach((index, provider) => {
    addDetection(index, provider, collector.of)
  })
  for (const key of shared.messageKeys) collector.of(key).isField = true
  for (const key of shared.notKeys) collector.of(key).isStop = true
  for (const veto of shared.vetoes) addVetoFields(collector.of, veto)
  for (const entry of collector.entries.values())
    entry.ownerOf = new Map(entry.owners.map((owner) => [owner.provider, owner]).reverse() as [number, KeyOwner][])

  const entries = [...collector.entries.values()].sort((a, b) => b.literal.length - a.literal.length)
  const idOf = new Map(indexes.map((index, provider) => [index.id, provider]))
  const providers = indexes.map((index) => rulesOf(index, idOf.get(index.family ?? '') ?? -1, idOf.get(index.speaks ?? '') ?? -1))
  const suffixes = [...new Set(indexes.flatMap((index) => (index.detection.suffixes ?? []).map(({ text }) => text)))]
  const codes = collectCodes(indexes, new Set(shared.notWords))
  return {
    providers,
    families: new Set(providers.map(({ family }) => family).filter((family) => family !== -1)),
    entries,
    bracketEntry: collector.entries.get(BRACKETS),
    literals: literalTable(entries),
    ...codes,
    mayBeWord: wordPrefilter(codes.words.keys(), suffixes),
    messageKeys: new Set(shared.messageKeys.map(literalOf)),
    everydayKeys: new Set(shared.everydayKeys),
    suffixes,
    vetoes: fieldsOf(shared.vetoes),
    notReporting: new RegExp(
      `(?:(?:^|[^\\w.])(?:${alternatives(shared.foreignPaths)})[\\w.:]*|\\b(?:${alternatives(shared.definers)})\\b[\\s(:'"]*[\\w.:\\\\]*)$`,
    ),
    queries: new RegExp(`\\b(?:${alternatives(shared.queryWords)})\\s+[\\w.\`"(]*$`),
    success: wordsIn(shared.successWords),
    failure: wordsIn(shared.failureWords),
    recordKey: new RegExp(`"(?:${alternatives(shared.recordKeys)})"\\s*:`),
  }
}
