import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LineDecoder } from '../../src/decoder/line-decoder.ts'
import { type DecoderOptions, resolveOptions } from '../../src/decoder/options.ts'
import { needlesOf } from '../../src/detect/needles.ts'
import { openVocabulary } from '../../src/detect/open-vocabulary.ts'
import { createTableScanner } from '../../src/scan/table-scanner.ts'
import { openSplicer } from '../../src/stream/open-splicer.ts'
import { Splicer } from '../../src/stream/splicer.ts'
import { BAIDU, PRETTY } from '../helpers/lines.ts'
import { temporaryDirectory } from '../helpers/pipes.ts'
import { objectLine } from '../properties/arbitraries.ts'
import { SETTINGS } from '../properties/core.ts'

/** Chunks read into the scanner's room, as the command reads them: lines of a settled form never become text. */
const inRoom = (options: DecoderOptions) => {
  const { splicer, lines } = openSplicer(options)
  const room = splicer.room as Buffer
  const run = (bytes: Buffer, size: number): Buffer => {
    const out: Buffer[] = []
    for (let at = 0; at < bytes.length; at += size) {
      const length = bytes.copy(room, 0, at, at + size)
      out.push(...splicer.split(room.subarray(0, length)).map((piece) => Buffer.from(piece)))
    }
    return Buffer.concat([...out, splicer.endFile()])
  }
  return { run, counters: lines.counters }
}

/** The oracle: no module, no template remembered from one line to the next. */
const withoutModule = (options: DecoderOptions) => {
  const resolved = resolveOptions(options)
  const lines = new LineDecoder(resolved)
  const splicer = new Splicer(lines, createTableScanner(needlesOf(openVocabulary(resolved.catalog), resolved.assume)))
  const run = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from(splicer.push(bytes)), splicer.endFile()])
  return { run, counters: lines.counters }
}

const corpus = (name: string): string[] =>
  readFileSync(new URL(`../corpus/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { line: string }).line)
    .filter((line) => !line.includes('\n'))

const hex = fc.stringMatching(/^[0-9a-f]{8,12}$/)
/** Lines of few forms, so that most are of one that was met before; some of them broken. */
const repeated = fc
  .tuple(
    fc.constantFrom(
      (n: number, id: string) => `{"level":50,"pid":${n},"path":"/a/${id}.jpg","code":40100005,"msg":"signature error"}`,
      (n: number, id: string) => `{"level":50,"pid":${n},"code":200,"id":"${id}"}`,
      (n: number, id: string) =>
        `{"level":50,"pid":${n},"body":"{\\"error_code\\":31066,\\"error_msg\\":\\"file does not exist\\",\\"request_id\\":${n}}","id":"${id}"}`,
      (n: number, id: string) => `{"level":50,"pid":0${n},"id":"${id}","code":40100005,"msg":"signature error"}`,
      (n: number, id: string) => `{"code":-177,"message":"ERROR_CMD_COS_FILE_EXIST","\\u0041${id}":${n}}`,
      (n: number, id: string) => `{"code":-177,"message":"ERROR_CMD_COS_FILE_EXIST","n":${n},"id":"${id}" }  `,
      (n: number, id: string) => `2026-01-02 ERROR PUT /a/${id} took ${n} ms: {"error_code":31061,"error_msg":"file already exists"}`,
      (n: number, id: string) => `upload ${id} to pcs.baidu.com failed: error_code=${31060 + (n % 9)}\r`,
      (n: number, id: string) => `app  | {"code":40100005,"msg":"signature error","id":"${id}","n":${n}}`,
      (n: number, id: string) => `2026-01-02T03:04:05Z stdout P {"code":40100005,"msg":"signature error","id":"${id}","n":${n}}`,
      (n: number, id: string) => `{"code":40100005,"msg":"signature error","storage_error":{"n":${n}},"id":"${id}"}`,
      (n: number, id: string) => `client for v0.api.upyun.com, run ${id} ${n}`,
      (n: number) => `error_code: ${31060 + (n % 9)}`,
      (n: number, id: string) => `nothing here ${n} ${id}`,
      (_: number, id: string) => `(NoSuchKey) ${id}`,
      () => PRETTY,
      () => BAIDU,
    ),
    fc.nat({ max: 100_000 }),
    hex,
  )
  .map(([form, n, id]) => form(n, id))
const line = fc.oneof(
  { arbitrary: repeated, weight: 8 },
  { arbitrary: objectLine, weight: 1 },
  { arbitrary: fc.constantFrom(...corpus('positives')), weight: 1 },
)
const log = fc
  .tuple(fc.array(line, { minLength: 1, maxLength: 60 }), fc.constantFrom('', '\n'))
  .map(([lines, end]) => Buffer.from(lines.join('\n') + end))

describe.each([
  ...SETTINGS,
  ['with another name', { field: 'decoded' }],
  ['with one provider', { provider: ['upyun'] }],
] as typeof SETTINGS)('%s, in the room', (_, options) => {
  const room = inRoom(options)
  const oracle = withoutModule(options)

  test('the same comes out as without the module, and the same is counted', () => {
    const property = fc.property(log, fc.constantFrom(64, 300, 4096, 262_144), (bytes, size) => {
      expect(room.run(bytes, size).toString('latin1')).toBe(oracle.run(bytes).toString('latin1'))
      expect(room.counters).toEqual(oracle.counters)
    })
    fc.assert(property, { numRuns: 300 })
  })
})

// One template stands for numbers of any digits, but JSON knows none that begin with zeros.
test('an object is told from what only has the template of one', () => {
  const value = fc.constantFrom(
    ...[
      '0',
      '7',
      '42',
      '-7',
      '1.05',
      '-0.5',
      '1e05',
      '1E+05',
      '0e+5',
      '1.5e7',
      '12345678',
      'true',
      'null',
      '"05"',
      '[7,7]',
      '{"n":7}',
      ' 7',
    ],
    ...[
      '07',
      '042',
      '-07',
      '00',
      '00e+5',
      '01.5e7',
      '012345678',
      'frog',
      '12i',
      '0x1f',
      '5-05',
      '[7,07]',
      '{"n":07}',
      ' 07',
      '\r07',
      '\t07',
    ],
  )
  const text = fc.constantFrom('x', '05', ' 05', '10:20:30', '2026-01-05T09:08:07', '[05', 'a,05', '\\u00e9', '\\n05', '/a/0123', '/a/')
  const tail = fc.constantFrom('}', ' }', '} ', '  } ', '}}', '')
  const object = fc
    .tuple(value, text, tail)
    .map(([v, t, end]) => `{"level":50,"n":${v},"text":"${t}","code":40100005,"msg":"signature error","last":${v}${end}`)
  const room = inRoom({})
  const oracle = withoutModule({})
  const property = fc.property(fc.array(object, { minLength: 1, maxLength: 50 }), (lines) => {
    const bytes = Buffer.from(`${lines.join('\n')}\n`)
    expect(room.run(bytes, 262_144).toString('latin1')).toBe(oracle.run(bytes).toString('latin1'))
    expect(room.counters).toEqual(oracle.counters)
  })
  fc.assert(property, { numRuns: 300 })
})

test('lines without number are dealt with in the room, chunk after chunk', () => {
  const room = inRoom({})
  const oracle = withoutModule({})
  let text = ''
  for (let n = 0; n < 6000; n++) {
    text +=
      n % 3 === 0
        ? `code=${n} nothing\n`
        : `{"level":50,"pid":${n},"reqId":"${(n * 7919).toString(16)}","code":40${n % 2}00001,"msg":"x","id":"b2c52ca06be88f4fd0795fdacca3a8c4"}\n`
  }
  const bytes = Buffer.from(text)
  expect(room.run(bytes, 262_144).equals(oracle.run(bytes))).toBe(true)
  expect(room.counters).toEqual(oracle.counters)
  expect(room.counters.decoded).toBe(4000)
})

test.each([1, 20, 0xfffe, 0xffff, 0x10000, 0x10001, 0x20000])('a line of which %i bytes stand in the chunk before', (length) => {
  const room = inRoom({})
  const oracle = withoutModule({})
  const size = 262_144
  const line = `{"level":50,"code":40100005,"msg":"signature error","body":"${'x'.repeat(length)}"}\n`
  const before = `${'y'.repeat(1000)} nocode=\n`.repeat(size / 1000).slice(-(size - length))
  const bytes = Buffer.from(`${before}${line}code-177 -code=1\n${line}${line}`)
  expect(room.run(bytes, size).equals(oracle.run(bytes))).toBe(true)
  expect(room.counters).toEqual(oracle.counters)
  expect(room.counters.decoded).toBe(3)
})

test('a key at the start of a chunk stands behind no beginning of a line before', () => {
  const room = inRoom({})
  const oracle = withoutModule({})
  // The first chunk does not finish its line, the second ends with one.
  const before = `${'-'.repeat(99)}\n${'y'.repeat(27)}\n`
  const bytes = Buffer.from(`${before}error_code: 31066\nupload to pcs.baidu.com failed: error_code=31062\n`)
  const out = room.run(bytes, 64).toString()
  expect(out).toContain('storage_error.also=baidu-pcs:31066')
  expect(out).toBe(oracle.run(bytes).toString())
})

// Every block of 64 bytes ends inside a run where runs stand at every other byte, or every fourth.
test.each([
  ['digits', (i: number) => `${i % 10},`],
  ['words', (i: number) => `ab${i % 10},`],
])('a long line full of short runs, %s, wherever it begins', (_, item) => {
  const room = inRoom({})
  const oracle = withoutModule({})
  for (const length of [3000, 60_000, 1_000_000]) {
    for (const shift of [0, 1, 2, 3]) {
      const items = Array.from({ length: length / item(0).length }, (__, i) => item(i)).join('')
      const line = `code=40100005 ${'-'.repeat(shift)}${items} signature error v0.api.upyun.com\n`
      const bytes = Buffer.from(`${line}{"code":40100005,"msg":"signature error"}\n${line}`)
      expect(room.run(bytes, 262_144).equals(oracle.run(bytes)), `${length} bytes, ${shift} further on`).toBe(true)
      expect(room.counters).toEqual(oracle.counters)
    }
  }
  expect(room.counters.decoded).toBeGreaterThan(0)
})

test('more insertions than the module can note in a chunk are handed out in parts', () => {
  const path = join(temporaryDirectory(), 'short.json')
  const row = { code: '7', category: 'quota', description: { en: 'The shelf is full', zh: '满了' }, sources: [{ document: 'manual' }] }
  const title = { en: 'Short', zh: '短' }
  const detection = { keys: [{ key: 'abcd', weight: 4 }] }
  writeFileSync(path, JSON.stringify({ id: 'short', title, documents: { manual: { title: 'Manual' } }, detection, codes: [row] }))
  const room = inRoom({ catalog: path })
  const oracle = withoutModule({ catalog: path })
  // The first lines teach the module; a whole room of lines of seven bytes follows.
  const bytes = Buffer.from('abcd=7\n'.repeat(40_000))
  expect(room.run(bytes, 262_144).equals(oracle.run(bytes))).toBe(true)
  expect(room.counters).toEqual(oracle.counters)
  expect(room.counters.decoded).toBe(40_000)
  // What the module keeps next to its notes is what it was.
  expect(room.run(bytes, 262_144).equals(oracle.run(bytes))).toBe(true)
})
