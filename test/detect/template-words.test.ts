import { expect, test } from 'vitest'
import { openCatalog } from '../../src/catalog/catalog.ts'
import type { ProviderFile, Row } from '../../src/catalog/types.ts'
import { bytesAsText } from '../../src/detect/literals.ts'
import { templateWordsOf } from '../../src/detect/template-words.ts'
import { templateOf } from '../../src/template/template.ts'
import { emptyWords, FORMED, KEPT, KEY, KNOWN, LEADS, marksAt, runsOf, type TemplateWords } from '../../src/template/words.ts'

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

/** The marks that say something; beside them stand those of other words' hashes. */
const SAID = KEPT | KEY | FORMED | LEADS | KNOWN
const marksOf = (words: TemplateWords, word: string): number => marksAt(words, Buffer.from(word, 'latin1'), 0, word.length) & SAID
/** Every text and every key that stands somewhere in a value. */
const textsOf = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? [...Object.keys(value), ...Object.values(value).flatMap(textsOf)]
      : []
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
  // Whatever has marks when all is collected anew has them.
  const { kept, ...marked } = added
  expect(kept).toBeDefined()
  expect(marksOf(marked as TemplateWords, 'SHELF_IS_FULL')).toBe(0)
  for (const text of textsOf(file(id))) {
    for (const word of runsOf(bytesAsText(text)))
      expect(marksOf(added, word) & marksOf(collected, word), word).toBe(marksOf(collected, word))
  }
  expect(isWithin(collected.beginnings, added.beginnings)).toBe(true)
  expect(isWithin(collected.unsettled, added.unsettled)).toBe(true)
  expect(isWithin(added.marks, emptyWords().marks)).toBe(false)
})

test('tens of thousands of codes do not make words of ids', () => {
  const codes = Array.from({ length: 20_000 }, (_, i) => ({ ...(file('shelf-store').codes[1] as Row), code: `SHELF_${i}_BROKEN` }))
  const words = templateWordsOf(openCatalog([{ ...file('shelf-store'), codes }]), templateWordsOf(openCatalog()))
  for (const { code } of codes) if (marksOf(words, code) === 0) expect.fail(code)
  const isKnown = (i: number): boolean => marksOf(words, ((i * 2654435761) >>> 0).toString(16).padStart(8, '0')) !== 0
  const ids = Array.from({ length: 20_000 }, (_, i) => i + 1)
  // One in a thousand seems to be a word of our own catalog.
  expect(ids.filter(isKnown).length).toBeLessThan(60)
})

// Baidu's hosts hold `bcebos`, its client is `bcecmd`, and MinIO listens on port 9000.
test.each(['bceb5e4b', 'bcec3d9b0aa0', '9000331a', '900094ab53c2'])('an id that begins like a sign is an id: %s', (id) => {
  const words = templateWordsOf(openCatalog())
  const line = (name: string) => `ERROR GET /video/${name}.jpg failed: {"error_code":31066}`
  expect(templateOf(line(id), words)).toBe(templateOf(line('f3d95e4b'.padEnd(id.length, '7c01')), words))
})

test.each(['http://bcebosclient1/x', 'host=bcebos2.example', 'bcecmd7: 31066', 'endpoint minio:9000', 'minio:90001'])(
  'what holds a sign stays: %s',
  (line) => {
    expect(templateOf(line, templateWordsOf(openCatalog()))).toContain(/bce\w+|9000\w*/.exec(line)?.[0])
  },
)
