import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openCatalog } from '../../src/catalog/catalog.ts'
import { templateWordsOf } from '../../src/detect/template-words.ts'
import { LAYOUT, type ScanModule } from '../../src/scan/module.ts'
import { createSimdScanner } from '../../src/scan/simd-scanner.ts'
import { compile } from '../../src/scan/webassembly.ts'
import { createByTemplate, LONGEST_WITH_TEMPLATE } from '../../src/template/by-template.ts'
import { emptyKept } from '../../src/template/kept-words.ts'
import { createSimdByTemplate } from '../../src/template/simd-by-template.ts'
import { templateOf } from '../../src/template/template.ts'
import { keepWords } from '../../src/template/words.ts'

const words = templateWordsOf(openCatalog())
const wasm = compile(readFileSync(new URL('../../dist/scan/scan.wasm', import.meta.url)))
const module = createSimdScanner(() => [], wasm).module as ScanModule
/** What the module makes of a line; a fresh answer each time, so that nothing is remembered of the line before. */
const simd = createSimdByTemplate(module, words, (template) => ({ template }))

// A user's catalog keeps words besides those with marks.
const withKept = { ...words, kept: emptyKept() }
const THEIRS = 'photos gzrb 12345678 f81d4fae holiday2024 zqrt A1B2C3D4E5F6G7H8 qiniucdn 12ms edge fra 4711 x gz storage_error'
keepWords(withKept, THEIRS)
const other = createSimdScanner(() => [], wasm).module as ScanModule
const simdWithKept = createSimdByTemplate(other, withKept, (template) => ({ template }))

const corpus = (name: string): string[] =>
  readFileSync(new URL(`../corpus/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => Buffer.from((JSON.parse(line) as { line: string }).line).toString('latin1'))

const lines = [...corpus('positives'), ...corpus('negatives')]

// What decides about a run: escapes, keys, brackets, units, ids of every kind, and bytes beyond ASCII.
const piece = fc.oneof(
  fc.constantFrom(
    'code', '"code":', 'error_code', 'request_id', '"id":"', 'requestId=', 'x-amz-id-2: ', '代码：', '\xe4\xbb\xa3\xe7\xa0\x81', 'txn: tx', 'E> [', '  int(',
    '%22', '\\', '\\n', '\\u0022', '&quot;', '&#34;', '&amp;quot;', '&amp;#34;', '#34', ';', 'p;', '\x1b[31m', '(401 bad', '[', ')', ':', '-', '.', '/', '=', '_', '$', ' ', '"', ', ', '\xff', '\0',
    '31066', '40100005', '0', '12', '12i', '3u', '12ms', '.1e+06', '1.0E7', '0x7f3a', '507 ', 'string(8) ', '/v1.0/', '%2522', '%5Cn', '%5c', '\\u0022code', '\\nrequest_id', '\x1b[36mid=\x1b[0m', '10:20:30,404', '192.168.10.20', '2026-01-05T10:20:30.123Z', 'b2c52ca06be88f4fd0795fdacca3a8c4', '5F3A9B2C7D', 'A1B2C3D4E5F6G7H8',
    'NoSuchKeyException', 'ERROR_CMD_COS_FILE_EXIST', 'GET', 'HEAD /', ' PATCH /', 'OPTIONS /x', 'gzrb-7', 'zqrt/', '.gz', 'edge-fra-12', '/12345678', '/f81d4fae', 'photos', 'holiday2024', 'storage_error', 'qiniucdn', 'a'.repeat(70), '7'.repeat(70), `${'_'.repeat(60)}9`,
  ),
  fc.string({ maxLength: 10 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
) // biome-ignore format: one list
const latin1 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')
const made = fc.array(piece, { maxLength: 60 }).map((pieces) => latin1(pieces.join('')))
const mutated = fc
  .tuple(fc.constantFrom(...lines), fc.array(fc.tuple(fc.nat(), fc.nat({ max: 8 }), piece), { maxLength: 6 }))
  .map(([line, edits]) =>
    edits.reduce((text, [at, cut, put]) => {
      const place = at % (text.length + 1)
      return text.slice(0, place) + latin1(put) + text.slice(place + cut)
    }, line),
  )

describe.each([
  ['by the words of our catalog', simd, words],
  ["by those of a user's too", simdWithKept, withKept],
])('the template of a line is the same in WebAssembly and in TypeScript, %s', (_, simd, words) => {
  const agree = (line: string) => line.length > LONGEST_WITH_TEMPLATE || simd.of(line).template === templateOf(line, words)

  test('of the corpus', () => {
    for (const line of lines) expect(simd.of(line).template).toBe(templateOf(line, words))
  })

  test.each(['GET', 'PUT', 'POST', 'HEAD', 'PATCH', 'DELETE', 'OPTIONS', 'LIST', 'Head'])('of a request: %s', (method) => {
    for (const line of [`${method} /gzrb/zqrt.gz`, `gzrb ${method} /a`, `code: ${method} /a 404`, `${method} x`, `${method} /`, method])
      expect(simd.of(line).template).toBe(templateOf(line, words))
  })

  test('of lines made of what matters', () => {
    fc.assert(fc.property(made, agree), { numRuns: 5000 })
  })

  test('of mutated lines', () => {
    fc.assert(fc.property(mutated, agree), { numRuns: 5000 })
  })

  test('of long lines, gone through in parts', () => {
    const part = fc.oneof(
      made,
      fc.constantFrom(...lines),
      fc.nat({ max: 200 }).map((size) => 'Ab9'.repeat(size)),
      fc.constant(' plain words '.repeat(300)),
    )
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 2, maxLength: 40 }).map((parts) => parts.join('').slice(-LONGEST_WITH_TEMPLATE)),
        agree,
      ),
      { numRuns: 500 },
    )
  })

  test.each([' a', ' 7', 'ab, ', '-+x', '/1234567'])('of a long line of nothing but %j', (piece) => {
    for (let shift = 0; shift < piece.length; shift++) {
      for (const length of [4000, 4096, 4200, 50_000, 65_000]) {
        const line = `${'.'.repeat(shift)}${piece.repeat(length / piece.length)} code: 404`
        expect(simd.of(line).template === templateOf(line, words), `${line.length} bytes, ${shift} further on`).toBe(true)
      }
    }
  })

  test('of noise', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
        agree,
      ),
      { numRuns: 2000 },
    )
  })
})

test("a user's words stay in a template", () => {
  const line = 'code: 31066 at /gzrb/holiday2024/f81d4fae of 93ab0c15'
  expect(templateOf(line, withKept)).toContain('/gzrb/holiday2024/f81d4fae of ')
  expect(templateOf(line, words)).not.toMatch(/gzrb|holiday2024|f81d4fae/)
  expect(templateOf(line, withKept)).not.toContain('93ab0c15')
})

test('a line in memory has the template of its text, whatever stands around it', () => {
  const memory = Buffer.from(module.memory.buffer, 0x80000, 0x1000)
  fc.assert(
    fc.property(made, made, made, (before, line, behind) => {
      const start = memory.write(before, 'latin1')
      const end = start + memory.write(line, start, 'latin1')
      memory.write(behind, end, 'latin1')
      const found = simd.at(memory, start, end)
      return found === undefined || found.template === templateOf(line, words)
    }),
    { numRuns: 2000 },
  )
})

describe.each([
  ['WebAssembly', simd],
  ['TypeScript', createByTemplate(words, (template) => ({ template }))],
])('a very long line is read as it is: %s', (_, byTemplate) => {
  const end = ' took 132 ms: code=31066'
  const lineOf = (length: number): string => '/zebra/f81d4fae7dec.tiff '.repeat(length / 20).slice(end.length - length) + end
  const [longest, longer] = [lineOf(LONGEST_WITH_TEMPLATE), lineOf(LONGEST_WITH_TEMPLATE + 1)]

  test('from one byte more than those with a template have', () => {
    expect(longer).toHaveLength(longest.length + 1)
    expect(byTemplate.of(longest).template).toBe(templateOf(longest, words))
    expect(byTemplate.of(longest).template).not.toBe(longest)
    expect(byTemplate.of(longer).template).toBe(longer)
    expect(byTemplate.last).toBeLessThan(0)
  })

  test('its places are where they are', () => {
    expect(longer.slice(byTemplate.placeIn(longer, longer.indexOf('code')))).toBe('code=31066')
    expect(longest.slice(byTemplate.placeIn(longest, templateOf(longest, words).indexOf('code')))).toBe('code=31066')
  })
})

test('a very long line in memory is left to whoever has it as text', () => {
  const memory = Buffer.from(module.memory.buffer, LAYOUT.room, LAYOUT.roomBytes)
  memory.fill('code=4 a7 ', 0, 2 * LONGEST_WITH_TEMPLATE)
  expect(simd.at(memory, 16, 16 + LONGEST_WITH_TEMPLATE)).toBeDefined()
  expect(simd.at(memory, 16, 17 + LONGEST_WITH_TEMPLATE)).toBeUndefined()
})

test('lines with one template share what is known of it, others do not', () => {
  const line = '{"level":50,"pid":4711,"code":40100005,"path":"/a/f81d4fae7dec"}'
  simd.of(line)
  const a = simd.of(line)
  expect(simd.of('{"level":50,"pid":815,"code":40100005,"path":"/a/93ab0c15d2e1"}')).toBe(a)
  expect(simd.of('{"level":50,"pid":815,"code":40100006,"path":"/a/93ab0c15d2e1"}')).not.toBe(a)
})

test('more templates than are remembered are made anew', () => {
  for (let n = 0; n < 20_000; n++) {
    const line = `code=${n} ${'x '.repeat(n % 50)}`
    expect(simd.of(line).template).toBe(templateOf(line, words))
  }
})

test('where room is scarce a template is remembered when it is met again', () => {
  const line = 'code=4711 and that was all'
  const first = simd.of(line)
  const second = simd.of(line)
  expect(simd.of(line)).toBe(second)
  expect(second).toEqual(first)
})

test('a line that may hold a field of our own is looked at as text', () => {
  simd.addOwn('my_field')
  const memory = Buffer.from(module.memory.buffer, 0x80000, 0x1000)
  for (const line of ['{"code":1,"my_field":{}}', 'code=1 my_field.provider=x', '{"code":1,"my_field.code":"2"}']) {
    const end = memory.write(line, 'latin1')
    expect(simd.at(memory, 0, end)).toBeUndefined()
  }
})
