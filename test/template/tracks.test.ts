import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openCatalog } from '../../src/catalog/catalog.ts'
import { templateWordsOf } from '../../src/detect/template-words.ts'
import type { ScanModule } from '../../src/scan/module.ts'
import { createSimdScanner } from '../../src/scan/simd-scanner.ts'
import { compile } from '../../src/scan/webassembly.ts'
import { emptyKept } from '../../src/template/kept-words.ts'
import { createSimdByTemplate } from '../../src/template/simd-by-template.ts'
import { templateOf } from '../../src/template/template.ts'
import { keepWords } from '../../src/template/words.ts'

const words = templateWordsOf(openCatalog())
const wasm = compile(readFileSync(new URL('../../dist/scan/scan.wasm', import.meta.url)))

// A user's catalog keeps some of the words that are put in below.
const withKept = { ...words, kept: emptyKept() }
keepWords(withKept, 'zqrt ZQR x1 deadbeef01 12345678 dead_beef_01 b2c52ca06be88f4fd0795fdacca3a8c4')

/** Nothing is known of any line: what is met from now on is held against what was met before. */
const open = (by = words) => {
  const module = createSimdScanner(() => [], wasm).module as ScanModule
  return { module, byTemplate: createSimdByTemplate(module, by, (template) => ({ template })) }
}

const corpus = ['positives', 'negatives'].flatMap((name) =>
  readFileSync(new URL(`../corpus/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => Buffer.from((JSON.parse(line) as { line: string }).line).toString('latin1')),
)
const LINES = [
  '{"level":50,"time":1767571200008,"pid":3669,"hostname":"edge-fra-4","reqId":"6eb2808af8eafd89","req":{"method":"POST","url":"/incoming/413602f3/e3baeba1096d.json","remoteAddress":"10.149.83.139"},"body":"{\\"msg\\":\\"signature error\\",\\"code\\":40100005,\\"id\\":\\"07f3ba78cd54b008655004b98f33964e\\"}","msg":"upload failed"}',
  '2026-01-05T00:00:00.026Z web-1 uploader[26665]: ERROR HEAD /video/d5ad144f/ee1fc18213d4.mp4 failed: {"error_code":31066,"error_msg":"file does not exist","request_id":1000000343060889}',
  '10:20:30,404 GET /v1/2.0/x.gz took 12 ms (401 bad) code: 404 NoSuchKey &amp;#34; took 12i 1e+06 &quot;x&quot; storage_error=5 a;b;7',
]

/** What stands in place of a run: words with and without marks, numbers, ids, units, methods, and what is nearly one of those. */
const WORDS = [
  'a', 'ab', 'zqrt', 'Zq', 'ZQR', 'AbcDef', '_x', '$a', 'GET', 'POST', 'Get', 'video', 'upload', 'uploader', 'failed', 'error', 'code', 'id', 'amp', 'p', 'gz',
  '0', '7', '07', '007', '77', '404', '31066', '12345', '1234567', '12345678', '9'.repeat(16), '9'.repeat(17), '7'.repeat(70), '1x', 'x1', '12e', '5u', '9E', '0x1f',
  'deadbeef01', 'Deadbeef01', 'dead_beef_01', '1a2b3c4d5e6f7a8b', 'b2c52ca06be88f4fd0795fdacca3a8c4', 'Z'.repeat(16), 'a'.repeat(17), 'a'.repeat(70), 'NoSuchKey', '',
] // biome-ignore format: one list
const GAPS = [
  ' ',
  '.',
  '/',
  '-',
  ':',
  ',',
  '=',
  '(',
  ')',
  '"',
  '{',
  '}',
  ';',
  '#',
  '&',
  '%',
  '\\',
  '\x1b[',
  '\0',
  '\xe4\xbb\xa3\xe7\xa0\x81',
  '',
  '  ',
  '","',
  '": "',
  ': ',
  ' /',
  '&#',
  ';#',
]
const RUN = /[\w$]+/g

/** Puts something in place of a run, the gap behind it, or the end of a line. */
const edit = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constant('run' as const), fc.nat(), fc.constantFrom(...WORDS)) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('digits' as const), fc.nat(), fc.stringMatching(/^[0-9]{1,18}$/)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('gap' as const), fc.nat(), fc.constantFrom(...GAPS)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('end' as const), fc.nat(), fc.constantFrom(...GAPS)) },
)
type Edit = readonly ['run' | 'digits' | 'gap' | 'end', number, string]
const edited = (line: string, [what, where, put]: Edit): string => {
  if (what === 'end') return line.slice(0, where % (line.length + 1)) + put
  const runs = [...line.matchAll(RUN)]
  const run = runs[where % Math.max(runs.length, 1)]
  if (run === undefined) return line + put
  const behind = run.index + run[0].length
  if (what === 'run') return line.slice(0, run.index) + put + line.slice(behind)
  if (what === 'gap') return line.slice(0, behind) + put + line.slice(behind + 1)
  return line.slice(0, run.index) + run[0].replace(/\d/g, (_, at: number) => put[at % put.length] as string) + line.slice(behind)
}

/** Lines that come from one by a few edits each, in an order in which most are met again. */
const family = fc
  .tuple(
    fc.oneof(fc.constantFrom(...LINES), fc.constantFrom(...corpus)),
    fc.array(fc.tuple(fc.nat(), fc.array(edit, { minLength: 1, maxLength: 4 })), { minLength: 1, maxLength: 12 }),
    fc.array(fc.nat(), { minLength: 10, maxLength: 40 }),
  )
  .map(([first, edits, order]) => {
    const lines = [first]
    for (const [which, changes] of edits) lines.push(changes.reduce(edited, lines[which % lines.length] as string))
    return [...lines, ...lines, ...order.map((which) => lines[which % lines.length] as string)]
  })

describe('a line that goes the way of one that was met has the template that it says it has', () => {
  test.each([
    ['by our words', words],
    ["by a user's too", withKept],
  ])('whatever the lines of its kind differ in, %s', (_, by) => {
    let { module, byTemplate } = open(by)
    let met = 0
    fc.assert(
      fc.property(family, (lines) => {
        // Now and then a new start: the first line that is met is what all others are held against.
        if (++met % 20 === 0) ({ module, byTemplate } = open(by))
        return lines.every((line) => byTemplate.of(line).template === templateOf(line, by)) && module.hits() > 0
      }),
      { numRuns: 600 },
    )
  })

  test('whatever stands around it', () => {
    const { module, byTemplate } = open()
    const memory = Buffer.from(module.memory.buffer, 0x81000, 0x4000)
    fc.assert(
      fc.property(family, fc.constantFrom(...WORDS, ...GAPS), fc.constantFrom(...WORDS, ...GAPS), (lines, before, behind) =>
        lines.every((line) => {
          const start = memory.write(before, 'latin1')
          const end = start + memory.write(line, start, 'latin1')
          memory.write(behind, end, 'latin1')
          return byTemplate.at(memory, start, end)?.template === templateOf(line, words)
        }),
      ),
      { numRuns: 200 },
    )
  })

  // What becomes of a run that is the same hangs on the run beside it, on what stands behind a gap, or far before it.
  test.each([
    ['zqrt 517 abc', 'zqrt 517 Abc'],
    ['zqrt/2.0/x', 'zqrt/2.01/x'],
    ['zqrt a /2.5/x', 'zqrt a /2.55/x'],
    ['zqrt a /1.7/x', 'zqrt a /1.77/x'],
    ['zqrt 404.x', 'zqrt 404.5'],
    ['zqrt 404. x', 'zqrt 404.5 x'],
    ['zqrt PUT x', 'zqrt PUT /x'],
    ['zqrt/upload/gz', 'upload/upload/gz'],
    ['zqrt.404', '12.404'],
    ['a 1:20,404', 'a zq,404'],
    ['zqrt&zqrt;#34 x', 'zqrt&amp;#34 x'],
    ['code zqrt zqrt x', 'code zqrt= x zqrt'],
    ['{"error_code":404}', '{"error_co":404}'],
  ])('%s, then %s', (first, second) => {
    for (const [one, other] of [
      [first, second],
      [second, first],
    ] as const) {
      const { byTemplate } = open()
      for (const line of [one, one, one, other, other, one, other]) expect(byTemplate.of(line).template).toBe(templateOf(line, words))
    }
  })

  test('however many kinds of lines there are', () => {
    const { byTemplate } = open()
    for (let round = 0; round < 4; round++) {
      for (let kind = 0; kind < 400; kind++) {
        const line = `${'error '.repeat(kind % 20)}code ${'file '.repeat(kind / 20)}took ${kind * 7919} ms`
        expect(byTemplate.of(line).template).toBe(templateOf(line, words))
      }
    }
  })

  test('however long it is', () => {
    const { byTemplate } = open()
    for (let length = 900; length < 1100; length++) {
      const line = `code: 404 ${'ab12 '.repeat(300)}`.slice(0, length)
      for (let time = 0; time < 3; time++) expect(byTemplate.of(line).template).toBe(templateOf(line, words))
    }
  })
})

test('a field that becomes one of our own is looked for in lines of a known kind too', () => {
  const { module, byTemplate } = open()
  const memory = Buffer.from(module.memory.buffer, 0x81000, 0x1000)
  const line = '{"code":1,"my_field":{}}'
  const end = memory.write(line, 'latin1')
  for (let time = 0; time < 4; time++) expect(byTemplate.at(memory, 0, end)?.template).toBe(templateOf(line, words))
  byTemplate.addOwn('my_field')
  expect(byTemplate.at(memory, 0, end)).toBeUndefined()
})
