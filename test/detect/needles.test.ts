import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openCatalog } from '../../src/catalog/catalog.ts'
import { Detector } from '../../src/detect/detector.ts'
import { needlesOf } from '../../src/detect/needles.ts'
import { createTableScanner } from '../../src/scan/table-scanner.ts'

// What the scanner passes over must be what detection would have passed over.
const catalog = openCatalog()
const detector = new Detector({ catalog, context: 0 })
const scanner = createTableScanner(needlesOf(detector.vocabulary))

const isFound = (line: string): boolean => {
  const bytes = Buffer.from(line, 'latin1')
  return scanner.next(bytes, 0, bytes.length) !== -1
}

const corpus = (name: string): string[] =>
  readFileSync(new URL(`../corpus/${name}.jsonl`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => Object.values(JSON.parse(line) as Record<string, unknown>))
    .filter((value) => typeof value === 'string')
    .map((line) => Buffer.from(line, 'utf8').toString('latin1'))

test.each([['positives'], ['negatives']])('every line of the %s that detection decodes is found by the scanner', (name) => {
  const decoded = corpus(name).filter((line) => detector.detect(line).length > 0)
  expect(decoded.filter((line) => !isFound(line))).toEqual([])
  if (name === 'positives') expect(decoded.length).toBeGreaterThan(100)
})

/** A key like `name` or `status` is no needle: its providers' signs are, and one that is broken is not found. */
const hangsOnEverydayKeys = (line: string): boolean =>
  detector
    .explain(line)
    .filter(({ chosen }) => chosen !== undefined)
    .every(({ form }) => detector.vocabulary.everydayKeys.has(form.replace('key ', '')))

test('a positive changed at random is found when it is still decoded', () => {
  const lines = corpus('positives')
  const change = fc.record({
    line: fc.constantFrom(...lines),
    at: fc.nat(),
    removed: fc.nat({ max: 2 }),
    added: fc.constantFrom('', ' ', '"', '\\', '4', 'x', '=>', '%22'),
  })
  fc.assert(
    fc.property(change, ({ line, at, removed, added }) => {
      const place = at % (line.length + 1)
      const changed = line.slice(0, place) + added + line.slice(place + removed)
      if (detector.detect(changed).length > 0 && !hangsOnEverydayKeys(changed)) expect(isFound(changed)).toBe(true)
    }),
    { numRuns: 3000 },
  )
})

test.each([
  ['an HTTP status', '{"code":200,"msg":"ok"}'],
  ["an error of Node's", '{"code":"ECONNRESET"}'],
  ["an HTTP client's own code", '{"err":{"code":"ERR_BAD_REQUEST"}}'],
  ['a longer key', '{"codes":31066,"code_page":31066}'],
])('%s is no reason to read a line', (_title, line) => {
  expect(isFound(line)).toBe(false)
})

test.each([
  ['a float as Go prints it', 'code: 4.0100005e+07'],
  ['a dump that goes on in the next line', '["code"]=>'],
  ['a typed dump', '["code"]=> int(-97)'],
  ['an escaped body', '{"body":"{\\"code\\":40100005}"}'],
  ['a percent-encoded body', 'body=%7B%22code%22%3A40100005%7D'],
  ['an XML element', '<Error><Code>NoSuchKey</Code>'],
])('%s is one', (_title, line) => {
  expect(isFound(line)).toBe(true)
})

describe('an assumed provider needs no sign', () => {
  const assume = ['qiniu', 'tencent-cos', 'baidu-pcs']
  const assuming = new Detector({ catalog, context: 0, assume })
  const found = createTableScanner(needlesOf(assuming.vocabulary, assume))

  test.each([
    ['upload status=612'],
    ['{"status":612,"bucket":"a"}'],
    ['ret:-177 on upload'],
    ["{'ret': -177}"],
    ['{"ret":-177}'],
    ['error=31066'],
  ])('its everyday keys are looked for: %s', (line) => {
    const bytes = Buffer.from(line)
    expect(assuming.detect(line)).toHaveLength(1)
    expect(found.next(bytes, 0, bytes.length)).not.toBe(-1)
    expect(detector.detect(line)).toEqual([])
  })

  test.each([['positives'], ['negatives']])('what is decoded of the %s is found', (name) => {
    const decoded = corpus(name).filter((line) => assuming.detect(line).length > 0)
    const isMissed = (line: string): boolean => found.next(Buffer.from(line, 'latin1'), 0, line.length) === -1
    expect(decoded.filter(isMissed)).toEqual([])
  })
})

const escaped = (text: string): string =>
  JSON.stringify(text).replace(/[^\0-\x7f]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
const inChinese = escaped('错误码: 31066, 消息: 文件不存在')

test.each([
  ['a word in brackets behind a status', 'developer.box.com: Item with the same name already exists (409 item_name_in_use)'],
  ['the same, percent-encoded', 'developer.box.com: Item%20with%20the%20same%20name%20already%20exists%20(409%20item_name_in_use)'],
  ['a short word behind a comma', 's3.amazonaws.com: put failed, Busy'],
  ['a word behind a full-width comma', 'drive.googleapis.com: Invalid Credentials， authError'],
  ['a word before a full-width bracket', 'drive.googleapis.com （Invalid Credentials, authError）'],
  ['a coloured word', 'drive.googleapis.com: Invalid Credentials, \x1b[31mauthError\x1b[0m'],
  ['a key in Chinese, escaped', inChinese],
  ['the same in a string', escaped(inChinese)],
  ['the same in a string in a string', escaped(escaped(inChinese))],
])('%s is found where it is decoded', (_title, line) => {
  const bytes = Buffer.from(line, 'utf8').toString('latin1')
  expect(detector.detect(bytes)).not.toEqual([])
  expect(isFound(bytes)).toBe(true)
})
