import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { openCatalog } from '../../src/catalog/catalog.ts'
import { openLineScanner } from '../../src/decoder/line-scanner.ts'
import { leadsTo } from '../../src/detect/cover.ts'
import type { Entry } from '../../src/detect/entry.ts'
import { needlesByHead, needlesOf } from '../../src/detect/needles.ts'
import { openVocabulary } from '../../src/detect/open-vocabulary.ts'
import { type Vocabulary, vocabularyOf } from '../../src/detect/vocabulary.ts'
import { compileParts } from '../../src/detect/vocabulary-parts.ts'
import { lineBytes } from '../../src/scan/line-bytes.ts'
import type { ScanModule } from '../../src/scan/module.ts'
import { byHead, headOfText } from '../../src/scan/needle-table.ts'
import type { Needle, Scanner } from '../../src/scan/scanner.ts'
import { createTableScanner } from '../../src/scan/table-scanner.ts'
import { placesOf, simdScanner } from '../scan/needles.ts'
import { ADDING, CHANGING, LINES } from './user-files.ts'

// What a user's files add is laid over what the build laid out; it must say what all of it says when it is compiled.

const corpus = ['positives', 'negatives'].flatMap((name) =>
  readFileSync(new URL(`../corpus/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { line: string }).line),
)
const lines = [...LINES, ...LINES.map((line) => line.toUpperCase()), ...corpus].map((line) => Buffer.from(line, 'utf8').toString('latin1'))

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const told = (entry: Entry, vocabulary: Vocabulary) => ({
  literal: entry.literal,
  owners: entry.owners,
  ownerOf: [...entry.ownerOf],
  flags: [entry.isField, entry.isVeto, entry.isStop, entry.mask],
  signs: entry.signs.map(({ tail, ...sign }) => ({ ...sign, tail: tail && String(tail()) })),
  leads:
    entry.owners.length === 0
      ? []
      : leadsTo(entry, vocabulary)
          .map((bytes) => Buffer.from(bytes).toString('latin1'))
          .sort(byText),
})

const toldAll = (vocabulary: Vocabulary) =>
  vocabulary.entries.map((entry) => told(entry, vocabulary)).sort((a, b) => byText(a.literal, b.literal))

const shape = ({ text, isExact, quick, accepts }: Needle) => {
  const look = quick?.()
  const values = look?.kind === 'key' ? [...look.values].sort(byText) : []
  const leads = look?.kind === 'key' ? look.leads.map(String).sort(byText) : []
  const forms = look?.kind === 'key' ? look.forms.map(({ length, first }) => `${length} ${first}`).sort(byText) : []
  return { text, isExact, accepts: typeof accepts, kind: look?.kind, values, leads, forms }
}
const inOrder = (needles: readonly Needle[]) => needles.map(shape).sort((a, b) => byText(JSON.stringify(a), JSON.stringify(b)))

describe.each(ADDING)('%s', (_, files) => {
  const catalog = openCatalog(files)
  const laid = openVocabulary(catalog)
  const compiled = vocabularyOf(catalog, compileParts(catalog))

  test('are laid over', () => {
    expect(laid.added).toBeDefined()
    expect(compiled.added).toBeUndefined()
  })

  test('make the same entries, the longest first', () => {
    expect(toldAll(laid)).toEqual(toldAll(compiled))
    const lengths = laid.entries.map(({ literal }) => literal.length)
    expect(lengths).toEqual(lengths.toSorted((a, b) => b - a))
    for (const entry of laid.entries) expect(laid.entryOf(entry.literal)).toBe(entry)
    expect(laid.names).toEqual(laid.entries.map(({ literal }) => literal))
    expect(laid.bracketEntry?.owners).toEqual(compiled.bracketEntry?.owners)
  })

  test.each(['words', 'numbers'] as const)('make the same %s', (name) => {
    expect([...laid[name]]).toEqual([...compiled[name]])
    expect([...laid[name].keys()]).toEqual([...compiled[name].keys()])
    for (const text of compiled[name].keys()) {
      for (const like of [text, `${text}x`, text.slice(1), text.toLowerCase()]) {
        expect(laid[name].has(like), like).toBe(compiled[name].has(like))
        expect(laid[name].get(like), like).toEqual(compiled[name].get(like))
      }
    }
  })

  test('make the same rules', () => {
    const rules = ({ providers }: Vocabulary) => providers.map(({ id, family, speaks, forms }) => ({ id, family, speaks, forms }))
    expect(rules(laid)).toEqual(rules(compiled))
    expect(laid.suffixes).toEqual(compiled.suffixes)
    expect(laid.families).toEqual(compiled.families)
  })

  test('let the same begin at every place', () => {
    const literals = (found: readonly Entry[] | undefined) => found?.map(({ literal }) => literal)
    for (const line of lines) {
      const bytes = lineBytes(line)
      for (let at = 0; at < line.length; at++) {
        const mine = literals(laid.literals.at(bytes, at)) ?? []
        const theirs = literals(compiled.literals.at(bytes, at)) ?? []
        // In a table with more literals more of them share a place.
        const stand = (found: string[]) => found.filter((literal) => line.slice(at, at + literal.length).toLowerCase() === literal)
        if (String(stand(mine)) !== String(stand(theirs))) expect(stand(mine), `at ${at} of ${line}`).toEqual(stand(theirs))
        if (laid.mayBeWord(bytes, at) !== compiled.mayBeWord(bytes, at)) expect.fail(`a word at ${at} of ${line}`)
      }
    }
  })

  test('make the same needles, for each beginning and all together', () => {
    const [mine, theirs] = [needlesByHead(laid), byHead(needlesOf(compiled))]
    const heads = new Set(needlesOf(compiled).map(({ text }) => headOfText(text)))
    for (const head of heads) expect(inOrder(mine(head))).toEqual(inOrder(theirs(head)))
    const texts = (needles: readonly Needle[]) => needles.map(({ text, isExact }) => `${isExact} ${text}`).sort(byText)
    expect(texts(needlesOf(laid))).toEqual(texts(needlesOf(compiled)))
    expect(texts(needlesOf(laid, ['upyun', 'sign-store']))).toEqual(texts(needlesOf(compiled, ['upyun', 'sign-store'])))
  })

  describe('in the tables of the module', () => {
    const scanner = openLineScanner(catalog, [])
    const whole = simdScanner(needlesOf(compiled))
    const chunk = Buffer.from(`${'\n'.repeat(300)}${lines.join('\n')}${'\n'.repeat(600)}`, 'latin1')

    /** A piece at a time in the room, where the module turns places away. */
    const placesIn = (found: Scanner) => {
      const room = found.room as Buffer
      const placed = room.subarray(0, chunk.length)
      room.set(chunk)
      return placesOf(found, placed)
    }

    test('are found at the same places', () => {
      expect(chunk.length).toBeLessThan((scanner.room as Buffer).length)
      const places = placesOf(createTableScanner(needlesOf(compiled)), chunk)
      expect(places.length).toBeGreaterThan(500)
      expect(placesIn(scanner)).toEqual(places)
    })

    test('turn away as many places that only look like one', () => {
      const passed = (found: Scanner): number => {
        const { start, resume, mayStand } = found.module as ScanModule
        const room = found.room as Buffer
        room.set(chunk)
        const end = room.byteOffset + chunk.length
        let count = 0
        for (let at = start(room.byteOffset, end); at !== -1; at = resume()) count += mayStand(at, end)
        return count
      }
      expect(passed(scanner)).toBeLessThan(1.02 * passed(whole))
      expect(passed(scanner)).toBeGreaterThan(0.98 * passed(whole))
    })
  })
})

test.each(CHANGING)('a file that changes %s is compiled with all the rest', (_, files) => {
  const catalog = openCatalog(files)
  expect(openVocabulary(catalog).added).toBeUndefined()
  expect(openVocabulary(catalog).words.get('SHELF_IS_FULL')).toHaveLength(1)
})
