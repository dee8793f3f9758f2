import { expect, test } from 'vitest'
import { openCatalog } from '../../src/catalog/catalog.ts'
import type { ProviderFile } from '../../src/catalog/types.ts'
import { templateWordsOf } from '../../src/detect/template-words.ts'
import { emptyWords, marksAt, type TemplateWords } from '../../src/template/words.ts'

const file = (id: string): ProviderFile => ({
  id,
  title: { en: 'Shelf', zh: '货架' },
  documents: { manual: { title: 'Manual' } },
  detection: {
    keys: [{ key: 'shelf_code' }],
    fieldSets: [{ fields: { shelf_ticket: 'SHELF-<digits:6>' }, weight: 3 }],
    suffixes: [{ text: 'ShelfFault' }],
    signs: [{ text: 'shelfstore.example', weight: 3 }],
  },
  codes: [
    { code: '7701', symbol: 'SHELF_IS_FULL', category: 'quota', description: { en: 'Full', zh: '满' }, wire: ['the shelf is overflowing'], sources: [{ document: 'manual' }] },
    { code: 'Shelf9Broken', category: 'internal', description: { en: 'Broken', zh: '坏' }, sources: [{ document: 'manual' }] },
  ],
}) // biome-ignore format: two rows

const marksOf = (words: TemplateWords, word: string): number => marksAt(words, Buffer.from(word, 'latin1'), 0, word.length)
const isWithin = (part: Uint8Array | Int32Array, whole: Uint8Array | Int32Array): boolean =>
  part.every((bits, index) => (bits & ~(whole[index] as number)) === 0)

test.each(['shelf-store', 'upyun'])("a user's file for %s adds its words to those that the build collected", (id) => {
  const catalog = openCatalog([file(id)])
  const collected = templateWordsOf(catalog)
  const added = templateWordsOf(catalog, templateWordsOf(openCatalog()))
  for (const word of [
    'shelf_code',
    'shelf_ticket',
    'SHELF_IS_FULL',
    'overflowing',
    'Shelf9Broken',
    'Shelf9BrokenShelfFault',
    'S3ErrorShelfFault',
  ])
    expect(marksOf(added, word) & marksOf(collected, word)).toBe(marksOf(collected, word))
  expect(marksOf(added, 'overflowing')).not.toBe(0)
  expect(marksOf(templateWordsOf(openCatalog()), 'overflowing')).toBe(0)
  // Whatever is kept when all is collected anew is kept.
  expect(isWithin(collected.marks, added.marks)).toBe(true)
  expect(isWithin(collected.beginnings, added.beginnings)).toBe(true)
  expect(isWithin(collected.unsettled, added.unsettled)).toBe(true)
  expect(isWithin(added.marks, emptyWords().marks)).toBe(false)
})
