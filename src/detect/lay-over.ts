import { LayeredMap } from '../built/layered-map.ts'
import type { LazyMap } from '../built/record-map.ts'
import type { Catalog } from '../catalog/catalog.ts'
import { addedPlans, joinPlans } from './added-plans.ts'
import { endsAsWord, wordsBefore } from './cover.ts'
import { Entry, EntryCollector, type EntryData } from './entry.ts'
import { literalPlaces, literalTable, wordBeginnings } from './prefilter.ts'
import { addDetection, collectCodes, type VocabularyParts } from './vocabulary-parts.ts'

// A user's files add providers. What the build laid out of ours stays as it is, and what the files add is laid over it, so
// that it takes time for what is in them and nothing else. compileParts says the same of all of it.

const longestFirst = (a: { literal: string }, b: { literal: string }): number => b.literal.length - a.literal.length

/**
 * Keys of ours before which other words may stand now, or may no longer: longer keys end with them. Where all keys that
 * were added are single words there are none.
 */
const coveredAnew = (added: readonly string[], { entries }: VocabularyParts): Set<string> => {
  const several = added.filter((name) => wordsBefore(name).length > 0)
  const found = new Set<string>()
  if (several.length === 0) return found
  for (const [literal, { leads = [] }] of entries) {
    const longer = leads.flatMap((lead) => wordsBefore(lead + literal))
    const isOne = (name: string): boolean => endsAsWord(name, literal) || longer.some((before) => endsAsWord(name, before))
    if (several.some(isOne)) found.add(literal)
  }
  return found
}

/** What is known of a literal with what was known before. */
const joined = (literal: string, data: EntryData, before: Entry | undefined, isCoveredAnew: boolean): Entry => {
  if (before === undefined) return new Entry(literal, () => data)
  const all: EntryData = {
    owners: [...before.owners, ...data.owners],
    isField: before.isField || data.isField,
    isVeto: before.isVeto || data.isVeto,
    isStop: before.isStop || data.isStop,
    signs: [...before.signs, ...data.signs],
    leads: isCoveredAnew ? undefined : before.leads,
  }
  return new Entry(literal, () => all)
}

/** All entries, longest first. */
class LayeredEntries implements LazyMap<Entry> {
  readonly #below: LazyMap<Entry>
  readonly #above: ReadonlyMap<string, Entry>
  readonly #fresh: readonly Entry[]

  /** @param fresh those above that are not below, longest first */
  constructor(below: LazyMap<Entry>, above: ReadonlyMap<string, Entry>, fresh: readonly Entry[]) {
    this.#below = below
    this.#above = above
    this.#fresh = fresh
  }

  get(literal: string): Entry | undefined {
    return this.#above.get(literal) ?? this.#below.get(literal)
  }

  has(literal: string): boolean {
    return this.get(literal) !== undefined
  }

  *keys(): Iterable<string> {
    let next = 0
    for (const literal of this.#below.keys()) {
      for (let entry = this.#fresh[next]; entry !== undefined && entry.literal.length > literal.length; entry = this.#fresh[++next])
        yield entry.literal
      yield literal
    }
    for (const { literal } of this.#fresh.slice(next)) yield literal
  }

  *[Symbol.iterator](): Iterator<[string, Entry]> {
    for (const literal of this.keys()) yield [literal, this.get(literal) as Entry]
  }
}

/** The entries of all literals that the added providers name, and of those of ours that mean something else now. */
const entriesOver = (collector: EntryCollector, built: VocabularyParts): Map<string, Entry> => {
  const names = [...collector.entries].filter(([, { owners, isField, isStop }]) => owners.length > 0 || isField || isStop)
  const anew = coveredAnew(
    names.map(([literal]) => literal),
    built,
  )
  const over = new Map<string, Entry>()
  for (const [literal, data] of collector.entries) over.set(literal, joined(literal, data, built.entries.get(literal), anew.has(literal)))
  for (const literal of anew) {
    const entry = built.entries.get(literal) as Entry
    if (!over.has(literal)) over.set(literal, joined(literal, new EntryCollector().of(literal), entry, true))
  }
  return over
}

/** Whether the files add providers and change none of ours, and no class name may end in a new way. */
const onlyAdds = (catalog: Catalog, { forms, suffixes }: VocabularyParts): boolean => {
  const added = catalog.providers.slice(forms.length)
  if (added.length !== catalog.laidOver.length) return false
  return added.every(({ detection }) => (detection.suffixes ?? []).every(({ text }) => suffixes.includes(text)))
}

/**
 * What is looked for in the catalog, laid over what the build laid out; undefined where a user's file changes what is ours.
 */
export const layOver = (catalog: Catalog, built: VocabularyParts): VocabularyParts | undefined => {
  const { plans } = built
  if (plans === undefined || !onlyAdds(catalog, built)) return undefined
  const from = built.forms.length
  const indexes = catalog.providers.slice(from)
  const collector = new EntryCollector()
  indexes.forEach((index, place) => {
    addDetection(index, from + place, collector)
  })
  const over = entriesOver(collector, built)
  const entries = [...over.values()].sort(longestFirst)
  const fresh = entries.filter(({ literal }) => !built.entries.has(literal))
  const literals = literalTable(literalPlaces(fresh.map(({ literal }) => literal)), (number) => fresh[number] as Entry)
  const codes = collectCodes(indexes, new Set(catalog.vocabulary.notWords), from)
  const forms = [...built.forms, ...indexes.map(({ detection }) => detection.shapes ?? [])]
  const everydayKeys = new Set(catalog.vocabulary.everydayKeys)
  const needles = addedPlans({ entries, ...codes }, { ...built, plans }, { everydayKeys, forms })
  return {
    entries: new LayeredEntries(built.entries, over, fresh),
    entryAt(number) {
      const entry = built.entryAt(number)
      return over.get(entry.literal) ?? entry
    },
    literals: built.literals,
    beginnings: wordBeginnings(codes.words.keys(), built.suffixes, Uint8Array.from(built.beginnings)),
    ...(built.values !== undefined && { values: built.values }),
    numbers: new LayeredMap(built.numbers, codes.numbers),
    words: new LayeredMap(built.words, codes.words),
    suffixes: built.suffixes,
    forms,
    plans: joinPlans(plans, needles),
    added: { from, entries, literals, ...codes, needles },
  }
}
