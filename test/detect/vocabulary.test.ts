import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { openCatalog } from '../../src/catalog/catalog.ts'
import { leadsTo } from '../../src/detect/cover.ts'
import type { Entry } from '../../src/detect/entry.ts'
import { needlesByHead, needlesOf } from '../../src/detect/needles.ts'
import { openVocabulary } from '../../src/detect/open-vocabulary.ts'
import { type Vocabulary, vocabularyOf } from '../../src/detect/vocabulary.ts'
import { readVocabulary, writeVocabulary } from '../../src/detect/vocabulary-file.ts'
import { compileParts } from '../../src/detect/vocabulary-parts.ts'
import { lineBytes } from '../../src/scan/line-bytes.ts'
import { byHead, headOfText, NeedleTable } from '../../src/scan/needle-table.ts'
import type { Needle } from '../../src/scan/scanner.ts'

// The vocabulary that the build lays out must say what the compiled one says, everywhere.
const catalog = openCatalog()
const file = readFileSync(new URL('../../dist/detect/vocabulary.bin', import.meta.url))
const parts = compileParts(catalog)
const compiled = vocabularyOf(catalog, parts)
const open = (): Vocabulary => vocabularyOf(catalog, readVocabulary(file))

const lines = ['positives', 'negatives'].flatMap((name) =>
  readFileSync(new URL(`../corpus/${name}.jsonl`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => Object.values(JSON.parse(line) as Record<string, unknown>))
    .filter((value) => typeof value === 'string')
    .map((line) => Buffer.from(line, 'utf8').toString('latin1')),
)

test('the file that the build made is that of the built-in catalog', () => {
  expect(Buffer.compare(file, writeVocabulary(compiled, parts))).toBe(0)
})

test('the built-in catalog is opened from it', () => {
  expect(openVocabulary(catalog).plans).toBeDefined()
  expect(compiled.plans).toBeUndefined()
})

const told = (entry: Entry, vocabulary: Vocabulary) => ({
  literal: entry.literal,
  bytes: [...entry.bytes],
  owners: entry.owners,
  ownerOf: [...entry.ownerOf],
  flags: [entry.isField, entry.isVeto, entry.isStop, entry.mask],
  signs: entry.signs.map(({ tail, ...sign }) => ({ ...sign, tail: tail && String(tail()) })),
  leads: leadsTo(entry, vocabulary).map((bytes) => [...bytes]),
})

test('every entry is the same', () => {
  const opened = open()
  expect(compiled.entries.length).toBeGreaterThan(500)
  expect(opened.entries.map((entry) => told(entry, opened))).toEqual(compiled.entries.map((entry) => told(entry, compiled)))
  expect(opened.entries.some(({ leads = [] }) => leads.length > 0)).toBe(true)
  for (const entry of opened.entries) expect(opened.entryOf(entry.literal)).toBe(entry)
  expect(opened.bracketEntry?.literal).toBe(compiled.bracketEntry?.literal)
})

describe.each(['words', 'numbers'] as const)('all %s', (name) => {
  test('have the same owners, in the same order', () => {
    expect([...open()[name]]).toEqual([...compiled[name]])
  })

  test('are known one by one, and what only looks like them is not', () => {
    const [opened, texts] = [open()[name], [...compiled[name]].map(([text]) => text)]
    expect(texts.length).toBeGreaterThan(1000)
    for (const text of texts) {
      for (const like of [text, `${text}x`, text.slice(1), text.slice(0, -1), text.toLowerCase(), `0${text}`]) {
        expect(opened.has(like), like).toBe(compiled[name].has(like))
        expect(opened.get(like), like).toEqual(compiled[name].get(like))
      }
    }
  })
})

test('providers have the same forms and the same kin, and class names the same ends', () => {
  const rules = ({ providers }: Vocabulary) => providers.map(({ id, family, speaks, forms }) => ({ id, family, speaks, forms }))
  expect(rules(open())).toEqual(rules(compiled))
  expect(compiled.providers.map(({ forms }) => forms)).toEqual(catalog.providers.map(({ detection }) => detection.shapes ?? []))
  expect(open().suffixes).toEqual(compiled.suffixes)
})

test('the same may begin at every place of the corpus', () => {
  const opened = open()
  let places = 0
  let found = 0
  for (const line of lines) {
    const bytes = lineBytes(line)
    for (let at = 0; at < line.length; at++) {
      const [mine, theirs] = [opened.literals.at(bytes, at), compiled.literals.at(bytes, at)]
      if (theirs !== undefined) found++
      if (mine?.length !== theirs?.length || mine?.some(({ literal }, i) => literal !== theirs?.[i]?.literal)) expect(mine).toEqual(theirs)
      if (opened.mayBeWord(bytes, at) !== compiled.mayBeWord(bytes, at)) expect.fail(`a word at ${at} of ${line}`)
      places++
    }
  }
  expect(places).toBeGreaterThan(100_000)
  expect(found).toBeGreaterThan(1000)
})

test('longer literals come before shorter ones that they begin with, and all of them are found', () => {
  for (const { literal } of compiled.entries) {
    const found =
      open()
        .literals.at(lineBytes(literal), 0)
        ?.map((entry) => entry.literal) ?? []
    expect(found).toContain(literal)
    expect(found).toEqual(found.toSorted((a, b) => b.length - a.length))
  }
})

describe('needles made one beginning at a time', () => {
  const shape = ({ text, isExact, quick, accepts }: Needle) => ({ text, isExact, quick: quick?.(), accepts: typeof accepts })

  test('are all there are, for each beginning', () => {
    const opened = open()
    const [mine, theirs] = [needlesByHead(opened), byHead(needlesOf(compiled))]
    const heads = new Set(needlesOf(compiled).map(({ text }) => headOfText(text)))
    expect(heads.size).toBeGreaterThan(300)
    for (const head of heads) {
      expect(mine(head).map(shape)).toEqual(theirs(head).map(shape))
      // Nothing begins so: in a needle's beginning there is no byte 0.
      expect(mine(head & ~0xff)).toEqual([])
    }
  })

  test('stand where the whole list says, at every place of the corpus', () => {
    const [mine, theirs] = [new NeedleTable(needlesByHead(open())), new NeedleTable(byHead(needlesOf(compiled)))]
    let found = 0
    for (const line of lines) {
      const bytes = Buffer.from(line, 'latin1')
      for (let at = 0; at < bytes.length; at++) {
        const stands = theirs.matches(bytes, at, bytes.length)
        if (stands) found++
        if (mine.matches(bytes, at, bytes.length) !== stands) expect.fail(`a needle at ${at} of ${line}`)
      }
    }
    expect(found).toBeGreaterThan(1000)
  })

  test('are those of a compiled vocabulary too', () => {
    const made = needlesByHead(compiled)
    const missed = needlesOf(compiled).filter(({ text }) => !made(headOfText(text)).some((needle) => needle.text === text))
    expect(missed).toEqual([])
  })
})

test('a file of which a part is missing is refused', () => {
  expect(() => readVocabulary(file)).not.toThrow()
  for (const length of [0, 3, 40, 1000, file.length >> 1, file.length - 5, file.length - 4, file.length - 1])
    expect(() => readVocabulary(file.subarray(0, length)), `${length} bytes`).toThrow(RangeError)
})

test('a file into which something was put, or from which something was taken, is refused', () => {
  for (const at of [0, 41, 5000, file.length >> 1, file.length - 6]) {
    const [before, behind] = [file.subarray(0, at), file.subarray(at)]
    expect(() => readVocabulary(Buffer.concat([before, Buffer.from('x'), behind])), `one byte more at ${at}`).toThrow(RangeError)
    expect(() => readVocabulary(Buffer.concat([before, behind.subarray(1)])), `one byte less at ${at}`).toThrow(RangeError)
  }
})
