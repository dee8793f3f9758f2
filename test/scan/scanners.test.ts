import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { asFile } from '../../src/built/whole-file.ts'
import { openCatalog } from '../../src/catalog/catalog.ts'
import { needlesOf } from '../../src/detect/needles.ts'
import { openVocabulary } from '../../src/detect/open-vocabulary.ts'
import { needleImage } from '../../src/scan/needle-image.ts'
import { readTables, scanTables, writeTables } from '../../src/scan/scan-tables.ts'
import type { Needle, Scanner } from '../../src/scan/scanner.ts'
import { createTableScanner } from '../../src/scan/table-scanner.ts'
import { anyCase, bytes, exact, simdScanner } from './needles.ts'

const NEEDLES = [anyCase('code'), anyCase('error_code'), exact('NoSuchKey'), exact('ERROR_CMD_COS'), anyCase('错误码'), anyCase('errno')]

const found = (open: (needles: readonly Needle[]) => Scanner, text: string): number =>
  open(NEEDLES).next(bytes(text), 0, bytes(text).length)

describe.each([
  ['JavaScript', createTableScanner],
  ['WebAssembly', simdScanner],
] as const)('the scanner in %s', (_, open) => {
  test.each([
    ['at the start of the chunk', 'code=1', 0],
    ['behind a quote', '{"code":1}', 2],
    ['in any case of letters, where case does not count', '<Code>x', 1],
    ['as written, where case counts', 'a NoSuchKey b', 2],
    ['behind \\n written as an escape', 'a\\ncode: 1', 3],
    ['behind a percent-encoded quote', 'x=%22code%22', 5],
    ['behind a doubly encoded quote', 'x=%2522code', 7],
    ['behind a \\u escape', '\\u003cCode\\u003e', 6],
    ['behind a terminal colour', '\x1b[31mcode', 5],
    ['at a Chinese character behind a letter', 'x错误码:31066', 1],
    ['far behind the start, over a block of 64 bytes', `${'x '.repeat(30)}{"code":1}`, 62],
    ['the longer of two needles that begin alike', 'errno=1', 0],
    ['at the very end', 'see code', 4],
  ])('finds a needle %s', (_title, text, at) => {
    expect(found(open, text)).toBe(at)
  })

  test.each([
    ['inside a word', 'encode decode barcode'],
    ['in another case, where case counts', 'nosuchkey NOSUCHKEY'],
    ['that is cut off by the end', '{"cod'],
    ['in nothing', ''],
    ['in bytes that are no text', '\0\0\0\0\x7f\x7f'],
  ])('finds no needle %s', (_title, text) => {
    expect(found(open, text)).toBe(-1)
  })

  test('looks at nothing outside the range', () => {
    const chunk = bytes('code x code y code')
    expect(open(NEEDLES).next(chunk, 5, 10)).toBe(-1)
    expect(open(NEEDLES).next(chunk, 5, 11)).toBe(7)
  })

  test('goes on behind a needle that does not accept what stands round it', () => {
    const needles: Needle[] = [{ text: 'code', isExact: false, accepts: (chunk, _at, stop) => chunk[stop] === 0x3d }]
    const chunk = bytes('code code: code=1')
    expect(open(needles).next(chunk, 0, chunk.length)).toBe(11)
  })

  test('finds the last of twenty thousand needles that begin alike', () => {
    const needles = Array.from({ length: 20_000 }, (_, i) => exact(`ERROR_GENERATED_${i}_X`))
    const chunk = bytes(`ERROR_GENERATED_20000_X ${'filler '.repeat(40)}ERROR_GENERATED_19999_X`)
    expect(open(needles).next(chunk, 0, chunk.length)).toBe(chunk.length - 23)
  })

  test('finds nothing when there is nothing to look for', () => {
    expect(open([]).next(bytes('code'), 0, 4)).toBe(-1)
  })

  test('refuses a needle shorter than four bytes', () => {
    expect(() => open([anyCase('ec')])).toThrow(RangeError)
  })
})

test('a chunk elsewhere leaves the bytes in the room alone', () => {
  const scanner = simdScanner(NEEDLES)
  const room = scanner.room as Buffer
  const text = bytes('{"level":30}\n{"code":1}\n')
  room.set(text)
  const chunk = room.subarray(0, text.length)
  expect(scanner.next(bytes('errno '.repeat(20_000)), 6, 12)).toBe(6)
  expect(chunk).toEqual(text)
  expect(scanner.next(chunk, 0, chunk.length)).toBe(15)
})

test('the tables that the build made are those of the built-in catalog', () => {
  const made = scanTables(needlesOf(openVocabulary(openCatalog())))
  expect(readTables(readFileSync(new URL('../../dist/scan/tables.bin', import.meta.url)))).toEqual({
    ...made,
    first: Buffer.from(made.first),
    second: Buffer.from(made.second),
  })
})

test('the image of the needles that the build made is that of the built-in catalog', () => {
  const image = needleImage(needlesOf(openVocabulary(openCatalog()))) as Uint8Array
  expect(Buffer.compare(readFileSync(new URL('../../dist/scan/needles.bin', import.meta.url)), asFile(image))).toBe(0)
})

test('tables of which a part is missing are refused', () => {
  const file = writeTables(scanTables(NEEDLES))
  expect(() => readTables(file)).not.toThrow()
  for (const length of [0, 1, 3, file.length >> 1, file.length - 4, file.length - 1])
    expect(() => readTables(file.subarray(0, length)), `${length} bytes`).toThrow(RangeError)
})
