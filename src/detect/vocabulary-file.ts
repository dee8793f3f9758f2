import { readParts, writeParts } from '../built/parts.ts'
import { RecordMap } from '../built/record-map.ts'
import { Records, writeRecords } from '../built/records.ts'
import { leadsTo } from './cover.ts'
import { Entry, type EntryData } from './entry.ts'
import { plansByHead } from './needle-plans.ts'
import { beginningsIn, literalsIn, valuesIn } from './place-tables.ts'
import type { Vocabulary } from './vocabulary.ts'
import type { NeedlePlan, VocabularyParts, WordOwner } from './vocabulary-parts.ts'

const PARTS = 6

/** An entry as it is written: what is false or empty is left out. */
type WrittenEntry = Partial<EntryData>

const writtenEntry = (entry: Entry, vocabulary: Vocabulary): WrittenEntry => {
  const { owners, isField, isVeto, isStop, signs } = entry
  const leads = owners.length === 0 ? [] : leadsTo(entry, vocabulary).map((bytes) => Buffer.from(bytes).toString('latin1'))
  return {
    ...(owners.length > 0 && { owners: [...owners] }),
    ...(isField && { isField }),
    ...(isVeto && { isVeto }),
    ...(isStop && { isStop }),
    ...(signs.length > 0 && { signs: [...signs] }),
    ...(leads.length > 0 && { leads }),
  }
}

const readEntry = (written: unknown): EntryData => {
  const { owners = [], isField = false, isVeto = false, isStop = false, signs = [], leads = [] } = written as WrittenEntry
  return { owners, isField, isVeto, isStop, signs, leads: owners.length === 0 ? undefined : leads }
}

/** The owners of a word as they are written: providers and codes by turns, zero for a code that is the word. */
type WrittenOwners = (number | string)[]

const writtenOwners = (owners: readonly WordOwner[], word: string): WrittenOwners =>
  owners.flatMap(({ provider, code }) => [provider, code === word ? 0 : code])

const readOwners = (written: unknown, word: string): WordOwner[] => {
  const owners: WordOwner[] = []
  const pairs = written as WrittenOwners
  for (let i = 0; i < pairs.length; i += 2) owners.push({ provider: pairs[i] as number, code: (pairs[i + 1] || word) as string })
  return owners
}

/** What is slow to make of the vocabulary, as a file. */
export const writeVocabulary = (vocabulary: Vocabulary, { forms }: VocabularyParts): Uint8Array => {
  const { entries, numbers, words, suffixes, tables } = vocabulary
  return writeParts([
    Buffer.from(JSON.stringify({ suffixes, forms })),
    writeRecords(entries.map((entry) => [entry.literal, writtenEntry(entry, vocabulary)])),
    tables as Uint8Array,
    writeRecords([...numbers]),
    writeRecords([...words].map(([word, owners]) => [word, writtenOwners(owners, word)])),
    writeRecords([...plansByHead(vocabulary)]),
  ])
}

/**
 * The same out of a file; of entries, words and needles each is made when it is asked for.
 *
 * @throws RangeError when the file is not whole
 */
export const readVocabulary = (file: Buffer): VocabularyParts => {
  const parts = readParts(file, PARTS)
  const [small, entries, tables, numbers, words, plans] = parts as [Buffer, Buffer, Buffer, Buffer, Buffer, Buffer]
  const entryMap = new RecordMap(new Records(entries), (read, literal) => new Entry(literal, () => readEntry(read())))
  return {
    ...(JSON.parse(small.toString()) as Pick<VocabularyParts, 'suffixes' | 'forms'>),
    entries: entryMap,
    entryAt: (number) => entryMap.at(number),
    literals: literalsIn(tables),
    beginnings: beginningsIn(tables),
    tables,
    values: valuesIn(tables),
    numbers: new RecordMap(new Records(numbers), (read) => read() as number[]),
    words: new RecordMap(new Records(words), (read, word) => readOwners(read(), word)),
    plans: new RecordMap(new Records(plans), (read) => read() as NeedlePlan[]),
  }
}
