import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Catalog, openCatalog } from '../../src/catalog/catalog.ts'
import { LineReader } from '../../src/detect/line-reader.ts'
import { ModulePlaces } from '../../src/detect/module-places.ts'
import { normalise } from '../../src/detect/normalise.ts'
import { openVocabulary } from '../../src/detect/open-vocabulary.ts'
import { CODES, FIELDS, SIGNS, TOO_DEEP } from '../../src/detect/places.ts'
import type { Tokens } from '../../src/detect/tokens.ts'
import type { Vocabulary } from '../../src/detect/vocabulary.ts'
import { LAYOUT, type ScanModule } from '../../src/scan/module.ts'
import { simdScanner } from '../scan/needles.ts'
import { ADDING, CHANGING } from './user-files.ts'

// The module steps over most places of a line. What is read must be what is read byte by byte.

const moduleOf = (): ScanModule => simdScanner([]).module as ScanModule
const latin1 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')
const corpus = ['positives', 'negatives'].flatMap((name) =>
  readFileSync(new URL(`../corpus/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => latin1((JSON.parse(line) as { line: string }).line)),
)

/** All that is read of a line, without what is worked out later. */
const told = ({ anchors, fields, signs }: Tokens) => ({
  anchors: anchors.map(({ form, entry, value, at, frame, depth, outer }) => [form, entry?.literal, value, at, frame, depth, outer]),
  fields: fields.map(({ key, at, keyEnd, frame, inTag, isVeto }) => [key, at, keyEnd, frame, inTag, isVeto]),
  signs: signs.map(({ sign, at }) => [sign.text, sign.provider, at]),
})

const readers = (vocabulary: Vocabulary) => {
  const [mine, byBytes] = [new LineReader(vocabulary, moduleOf()), new LineReader(vocabulary)]
  return (line: string) => {
    const read = normalise(line)
    const expected = told(byBytes.read(read))
    expect(told(mine.read(read))).toEqual(expected)
    return expected
  }
}

const MARKS = [
  '"', "'", '\\"', '\\\\"', '\\', '{', '}', '[', ']', '(', ')', '`', ':', '=', '=>', '->', '>', '<', ' ', '  ', '\t', ', ', '; ', '.', '/', '-', '_', '$', '%', "u'", "b'", '\\n', '\\t',
  'int(', 'string(4) ', '::', '==', '\0', '\xe4', '\xbb', '\xff', '"code":', 'code=', '{"code":', '<Code>', '</Code>', '["code"]=> ', 's:4:"code";i:-177;', '4.0100005e+07', '31066.0', '+',
  '123456789012345678', '0', '00', '-0', 'status-code ', 'code-', 'code.x', 'codes', 'aB', '(404 ', '(401 not_found)', '(10007)', 'exited with code 1', '1e5', "it's", 'OK', '9'.repeat(170), 'z'.repeat(90),
] // biome-ignore format: one list

/** Lines made of what somebody looks for, and of what stands round it. */
const made = ({ words, numbers, names }: Vocabulary) => {
  const cased = (text: string) => fc.constantFrom(text, text.toUpperCase(), `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`)
  const piece = fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...names).chain(cased) },
    fc.tuple(fc.constantFrom(...words.keys()), fc.constantFrom('', '', 'Exception', 'Error', 'x')).map((parts) => parts.join('')),
    fc.tuple(fc.constantFrom(...numbers.keys()), fc.constantFrom('', '0', '.0', './')).map((parts) => parts.join('')),
    { weight: 4, arbitrary: fc.constantFrom(...MARKS) },
    fc.nat({ max: 999_999 }).map(String),
    fc.string({ unit: 'binary', maxLength: 6 }).map(latin1),
  )
  const line = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''))
  const repeated = fc
    .tuple(fc.array(fc.array(piece, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }), fc.nat({ max: 600 }), line)
    .map(([units, times, end]) => Array.from({ length: times }, (_, i) => (units[i % units.length] as string[]).join('')).join('') + end)
  return fc.oneof({ weight: 3, arbitrary: line }, { weight: 1, arbitrary: repeated })
}

describe.each<readonly [string, Catalog]>([
  ['our catalog', openCatalog()],
  ...[...ADDING, ...CHANGING].map(([name, files]) => [`our catalog with that of ${name}`, openCatalog(files)] as const),
])('by %s', (_, catalog) => {
  const vocabulary = openVocabulary(catalog)

  test('there is room for the tables', () => {
    expect(vocabulary.tables?.length).toBeGreaterThan(1000)
    expect(vocabulary.tables?.length).toBeLessThan(ModulePlaces.room)
  })

  test('the corpus is read alike', () => {
    const readBoth = readers(vocabulary)
    const anchors = corpus.reduce((sum, line) => sum + readBoth(line).anchors.length, 0)
    expect(anchors).toBeGreaterThan(900)
  })

  test('made lines are read alike', () => {
    const readBoth = readers(vocabulary)
    fc.assert(
      fc.property(made(vocabulary), (line) => {
        readBoth(line)
      }),
      { numRuns: 1500 },
    )
  })
})

describe('what there is no room for is read byte by byte', () => {
  const readBoth = readers(openVocabulary(openCatalog()))
  const BODY = '{"error_code":31066,"error_msg":"file does not exist","request_id":1}'

  test.each([
    ['a line that is too long', `${'x '.repeat(LAYOUT.longestRead / 2)}${BODY}`],
    ['more open brackets than may be kept', `${'['.repeat(LAYOUT.mostFrames + 5)}${BODY}`],
    ['more open strings', `${Array.from({ length: 700 }, (_, depth) => `${'\\'.repeat(depth)}"`).join(' ')}${BODY}`],
    ['more objects with a number than are noted', `${'{"code":4}'.repeat(LAYOUT.mostNumbered + 5)}${BODY} (ERROR_CMD_COS_FILE_EXIST)`],
  ])('%s', (_, line) => {
    expect(readBoth(line).anchors.length).toBeGreaterThan(0)
  })
})

describe('the module', () => {
  const places = new ModulePlaces(moduleOf(), openVocabulary(openCatalog()).tables as Uint8Array)
  const ALL = CODES | FIELDS | SIGNS
  const found = (line: string, wanted = ALL): number[] => {
    places.begin(line)
    const all: number[] = []
    for (let at = places.next(0, wanted); at >= 0 && at < line.length; at = places.next(at + 1, wanted)) all.push(at)
    return all
  }

  test('steps over what comes to nothing', () => {
    expect(found('nothing of the kind stands here, neither a name nor 4711')).toEqual([])
    expect(found('{"level":30,"code":123456,"code":"fine"}')).toEqual([])
    expect(found('"code":123456,'.repeat(500))).toEqual([])
  })

  test('finds keys, fields, words and brackets, as far as they are wanted', () => {
    const line = 'msg="x" code=31066 put failed: NoSuchKey (10007)'
    const codes = ['code', 'NoSuchKey', '(10007)'].map((text) => line.indexOf(text))
    expect(found(line)).toEqual([0, ...codes])
    expect(found(line, CODES)).toEqual(codes)
    expect(found(line, FIELDS)).toEqual([0])
    expect(found(line, 0)).toEqual([])
  })

  test('knows what is open round a place', () => {
    const line = '{"a":[{"code":31066'
    expect(places.begin(line)).toBeDefined()
    expect(places.next(0, ALL)).toBe(line.indexOf('code'))
    // object, list, object, and the string of the key
    expect([places.depth, places.isInString, places.id(), places.id(1), places.id(9)]).toEqual([4, true, 5, 4, 0])
  })

  test('says where objects and strings are too many', () => {
    places.begin('{'.repeat(LAYOUT.mostFrames + 1))
    expect(places.next(0, ALL)).toBe(TOO_DEEP)
    expect(places.begin('x'.repeat(LAYOUT.longestRead + 1))).toBeUndefined()
    expect(found('code=31066')).toEqual([0])
  })
})
