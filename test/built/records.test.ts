import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readParts, writeParts } from '../../src/built/parts.ts'
import { RecordMap } from '../../src/built/record-map.ts'
import { Records, writeRecords } from '../../src/built/records.ts'

const written = (records: [string, unknown][]): Buffer => Buffer.from(writeRecords(records))

const key = fc.string({ unit: 'grapheme', maxLength: 12 })
const records = fc.uniqueArray(fc.tuple(key, fc.jsonValue({ noUnicodeString: false })), { selector: ([key]) => key, maxLength: 200 })
/** what JSON makes of a value: -0 is 0 */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

test('each record is found under its key, and no other', () => {
  fc.assert(
    fc.property(records, fc.array(key), (all, others) => {
      const read = new Records(written(all))
      expect(read.count).toBe(all.length)
      for (const [number, [key, value]] of all.entries()) {
        expect(read.find(key)).toBe(number)
        expect(read.key(number)).toBe(key)
        expect(read.value(number)).toEqual(asJson(value))
      }
      const known = new Set(all.map(([key]) => key))
      for (const other of others) if (!known.has(other)) expect(read.find(other)).toBe(-1)
    }),
    { numRuns: 300 },
  )
})

test('records of which a part is missing, or that are too many, are refused', () => {
  const bytes = written([
    ['code', 1],
    ['错误码', { owners: [2] }],
  ])
  expect(() => new Records(bytes)).not.toThrow()
  for (let length = 0; length < bytes.length; length++)
    expect(() => new Records(bytes.subarray(0, length)), `${length} bytes`).toThrow(RangeError)
  expect(() => new Records(Buffer.concat([bytes, Buffer.from('1')]))).toThrow(RangeError)
  expect(() => writeRecords(Array.from({ length: 40_000 }, (_, number) => [String(number), 0]))).toThrow(RangeError)
})

describe('a map of records', () => {
  const all: [string, unknown][] = [
    ['b', [1]],
    ['a', [2, 'x']],
    ['', []],
  ]
  const open = (asked: string[] = []): RecordMap<{ made: unknown }> =>
    new RecordMap(new Records(written(all)), (read, key) => {
      asked.push(key)
      return { made: read() }
    })

  test('is walked in the order in which it was written', () => {
    expect([...open()]).toEqual(all.map(([key, made]) => [key, { made }]))
  })

  test('answers as a Map does', () => {
    const map = open()
    for (const [key, made] of all) expect(map.get(key)).toEqual({ made })
    expect(all.map((_, number) => map.at(number).made)).toEqual(all.map(([, made]) => made))
    expect([map.has('a'), map.has(''), map.has('c'), map.get('c')]).toEqual([true, true, false, undefined])
  })

  test('makes a value when it is asked for, and once', () => {
    const asked: string[] = []
    const map = open(asked)
    expect(map.has('c')).toBe(false)
    expect(asked).toEqual([])
    expect(map.has('a')).toBe(true)
    expect(map.get('a')).toBe(map.at(1))
    expect([...map][1]?.[1]).toBe(map.get('a'))
    expect(asked).toEqual(['a', 'b', ''])
  })
})

test('the parts of a file come back as they were written, and half of a file has none', () => {
  const parts = ['one', '', 'three'].map((text) => Buffer.from(text))
  const file = Buffer.from(writeParts(parts))
  expect(readParts(file, 3)).toEqual(parts)
  for (let length = 0; length < file.length; length++)
    expect(() => readParts(file.subarray(0, length), 3), `${length} bytes`).toThrow(RangeError)
  for (const count of [1, 2, 4]) expect(() => readParts(file, count), `${count} parts`).toThrow(RangeError)
})
