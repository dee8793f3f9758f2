import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readJson } from '../../src/annotate/json.ts'
import { createDecoder } from '../../src/index.ts'
import { splitLines } from '../helpers/insertions.ts'
import { openCore } from '../properties/core.ts'

const SUITE = fileURLToPath(new URL('../json-suite/', import.meta.url))
const filesOf = (directory: string): [name: string, bytes: Buffer][] =>
  readdirSync(join(SUITE, directory)).map((name) => [name, readFileSync(join(SUITE, directory, name))])
const FILES = [...filesOf('test_parsing'), ...filesOf('test_transform')]

const isAccepted = (text: string): boolean => readJson(text, 0, 's', () => false) !== undefined

const isParsed = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const isUtf8 = (bytes: Buffer): boolean => Buffer.from(bytes.toString('utf8')).equals(bytes)

test('the suite is here', () => {
  expect(FILES.length).toBeGreaterThan(330)
})

describe('the JSON reader accepts exactly what JSON.parse accepts', () => {
  test.each(FILES)('%s', (name, bytes) => {
    const text = bytes.toString('latin1')
    expect(isAccepted(text)).toBe(isParsed(text))
    if (isUtf8(bytes)) expect(isAccepted(text)).toBe(isParsed(bytes.toString('utf8')))
    if (name.startsWith('y_')) expect(isAccepted(text)).toBe(true)
    if (name.startsWith('n_')) expect(isAccepted(text)).toBe(false)
  })
})

describe('passes byte for byte, line by line', () => {
  const { run, counters } = openCore({})
  const decoder = createDecoder()

  test.each(FILES)('%s', (_, bytes) => {
    expect(run(bytes).equals(bytes)).toBe(true)
    for (const line of splitLines(bytes).filter(isUtf8)) expect(decoder.annotate(line.toString())).toBe(line.toString())
  })

  test('without a guarded error', () => {
    expect([counters.guarded, decoder.stats.guarded]).toEqual([0, 0])
  })
})
