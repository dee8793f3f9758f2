import type { LazyMap } from '../built/record-map.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { SharedVocabulary } from '../catalog/types.ts'
import { CodeForms } from './code-forms.ts'
import type { Entry } from './entry.ts'
import { bytesAsText, literalOf } from './literals.ts'
import { placeTables } from './place-tables.ts'
import { joinTables, type LiteralTable, literalPlaces, literalTable, type Prefilter, wordPrefilter } from './prefilter.ts'
import { fieldsOf, ProviderRules } from './rules.ts'
import type { AddedParts, VocabularyParts, WordOwner } from './vocabulary-parts.ts'

/** Everything detection looks for, made once of the catalog. */
export type Vocabulary = {
  readonly providers: readonly ProviderRules[]
  /** providers whose words others share */
  readonly families: ReadonlySet<number>
  /** those who use the words of a provider: the members of a family, and who copies an interface */
  membersOf(provider: number): readonly number[]
  /** longest literal first */
  readonly entries: readonly Entry[]
  entryOf(literal: string): Entry | undefined
  /** the entry with a number in that order, as `tables` name it */
  entryAt(number: number): Entry
  /** the forms of the codes of those who read a key */
  formsOf(entry: Entry): CodeForms
  /** the entries by how their literals begin */
  readonly literals: LiteralTable<Entry>
  /** whether a word of `words`, with a suffix or without, may begin at a place */
  readonly mayBeWord: Prefilter
  /** numeric codes: who documents them */
  readonly numbers: LazyMap<readonly number[]>
  /** word codes and symbols: who documents them, under which code */
  readonly words: LazyMap<readonly WordOwner[]>
  /** who prints its codes in brackets behind a message, without a key: the owners of the key `()` */
  readonly bracketEntry: Entry | undefined
  readonly messageKeys: ReadonlySet<string>
  readonly everydayKeys: ReadonlySet<string>
  /** every suffix of any provider */
  readonly suffixes: readonly string[]
  /** keys that, all of them beside a number, make it nobody's code */
  readonly vetoes: readonly (readonly string[])[]
  /** before a class name: it is no storage service's, or source code speaks of it */
  readonly notReporting: RegExp
  /** before a key: a database is asked for it */
  readonly queries: RegExp
  readonly success: RegExp
  readonly failure: RegExp
  readonly recordKey: RegExp
  /** the literals of the entries, in their order */
  readonly names: readonly string[]
  /** what lines are gone through by in the module (see place-tables.ts); undefined where it has no room */
  readonly tables: Uint8Array | undefined
  /** what needles are made of, by how they begin; where it is known beforehand */
  readonly plans: VocabularyParts['plans']
  /** what of all that a user's files have added to what the build laid out */
  readonly added: AddedParts | undefined
}

const BRACKETS = '()'

const alternatives = (words: readonly string[]): string => words.map((word) => bytesAsText(word).replace(/[.:@]/g, '\\$&')).join('|')

/** Any of the words, whole where they are Latin. */
const wordsIn = (words: readonly string[]): RegExp => new RegExp(`(?<![\\w.])(?:${alternatives(words)})(?![\\w])`, 'i')

const notReportingIn = ({ foreignPaths, definers }: SharedVocabulary): RegExp =>
  new RegExp(`(?:(?:^|[^\\w.])(?:${alternatives(foreignPaths)})[\\w.:]*|\\b(?:${alternatives(definers)})\\b[\\s(:'"]*[\\w.:\\\\]*)$`)

/** What is made when it is first asked for. */
const lazily = <T>(make: () => T): (() => T) => {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** The same, asked for each number once. */
const remembered = <T>(make: (number: number) => T): ((number: number) => T) => {
  const made: (T | undefined)[] = []
  return (number) => {
    made[number] ??= make(number)
    return made[number]
  }
}

const rulesOf = ({ providers }: Catalog, forms: readonly (readonly string[])[]): ProviderRules[] => {
  const numberOf = new Map(providers.map(({ id }, provider) => [id, provider]))
  return providers.map((index, provider) => {
    const [family = -1, speaks = -1] = [numberOf.get(index.family ?? ''), numberOf.get(index.speaks ?? '')]
    return new ProviderRules(index, forms[provider] as readonly string[], [family, speaks])
  })
}

const formsIn = ({ owners }: Pick<Entry, 'owners'>, providers: readonly ProviderRules[]): string[] =>
  owners.flatMap(({ provider }) => providers[provider]?.forms ?? [])

/** What answers the forms of a key's codes, made when it is first asked for. */
const formsOfKeys = (providers: readonly ProviderRules[]): Vocabulary['formsOf'] => {
  const made = new Map<Entry, CodeForms>()
  return (entry) => {
    let forms = made.get(entry)
    if (forms === undefined) {
      forms = new CodeForms(formsIn(entry, providers))
      made.set(entry, forms)
    }
    return forms
  }
}

/** The tables of entries that the build did not know all of. */
const tablesOf = (
  parts: VocabularyParts,
  entries: readonly Entry[],
  formsOf: (entry: Pick<Entry, 'owners'>) => string[],
): Uint8Array | undefined => {
  const { beginnings, values, suffixes } = parts
  const { numbers, words } = (values && parts.added) ?? parts
  return placeTables({
    entries,
    literals: literalPlaces(entries.map(({ literal }) => literal)),
    beginnings,
    ...(values && { values }),
    numbers: numbers.keys(),
    words: words.keys(),
    suffixes,
    formsOf,
  })
}

/** The vocabulary of a catalog, with the parts that are slow to make at hand. */
export const vocabularyOf = (catalog: Catalog, parts: VocabularyParts): Vocabulary => {
  const shared = catalog.vocabulary
  const { entries, numbers, words, suffixes, plans, added } = parts
  const providers = rulesOf(catalog, parts.forms)
  const formsOf = formsOfKeys(providers)
  const all = lazily(() => [...entries].map(([, entry]) => entry))
  const names = lazily(() => [...entries.keys()])
  const literals = literalTable(parts.literals, parts.entryAt)
  const notReporting = lazily(() => notReportingIn(shared))
  const queries = lazily(() => new RegExp(`\\b(?:${alternatives(shared.queryWords)})\\s+[\\w.\`"(]*$`))
  const success = lazily(() => wordsIn(shared.successWords))
  const failure = lazily(() => wordsIn(shared.failureWords))
  const tables = lazily(() => parts.tables ?? tablesOf(parts, all(), (entry) => formsIn(entry, providers)))
  const recordKey = lazily(() => new RegExp(`"(?:${alternatives(shared.recordKeys)})"\\s*:`))
  return {
    providers,
    families: new Set(providers.map(({ family }) => family).filter((family) => family !== -1)),
    membersOf: remembered((family) => [...providers.keys()].filter((provider) => providers[provider]?.speaks === family)),
    get entries() {
      return all()
    },
    entryOf: (literal) => entries.get(literal),
    entryAt: parts.tables === undefined ? (number) => all()[number] as Entry : remembered(parts.entryAt),
    formsOf,
    literals: added === undefined ? literals : joinTables(literals, added.literals),
    mayBeWord: wordPrefilter(parts.beginnings),
    numbers,
    words,
    bracketEntry: entries.get(BRACKETS),
    messageKeys: new Set(shared.messageKeys.map(literalOf)),
    everydayKeys: new Set(shared.everydayKeys),
    suffixes,
    vetoes: fieldsOf(shared.vetoes),
    get notReporting() {
      return notReporting()
    },
    get queries() {
      return queries()
    },
    get success() {
      return success()
    },
    get failure() {
      return failure()
    },
    get recordKey() {
      return recordKey()
    },
    get names() {
      return names()
    },
    get tables() {
      return tables()
    },
    plans,
    added,
  }
}
