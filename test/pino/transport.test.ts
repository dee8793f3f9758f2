import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TransportOptions } from '../../src/pino/options.ts'
import { pipelineStage } from '../../src/pino/pipeline.ts'
import { transport } from '../../src/pino/transport.ts'
import { codeFor, recordFor } from '../fixtures/pino/records.mjs'
import { fixture, runProgram } from './run-program.ts'
import { temporaryFile, through } from './through.ts'

const jsonLine = (i: number): string => `${JSON.stringify(recordFor(i))}\n`
const withoutInsertion = (text: string): string => text.replace(/,?"storage_error":\{[^}]*\}/g, '')

test('lines that are no JSON pass in their place, and are decoded like any other', async () => {
  const plain = 'upload failed: {"error_code":31066,"error_msg":"file does not exist","request_id":504389125}'
  const lines = ['Warning: something else wrote this', '', jsonLine(0).trimEnd(), 'null', '"text"', '[1]', plain, '{"broken":', '\u2028']
  const out = await through([lines.map((line) => `${line}\n`).join('')])
  const found = out.split('\n')
  expect(found.slice(0, 2)).toEqual(lines.slice(0, 2))
  expect(found[2]).toContain('"storage_error":{"provider":"baidu-pcs","code":"31066"')
  expect(found.slice(3, 6)).toEqual(lines.slice(3, 6))
  expect(found[6]).toMatch(/^upload failed: \{.*\} storage_error\.provider=baidu-pcs storage_error\.code=31066 /)
  expect(found.slice(7)).toEqual(['{"broken":', '\u2028', ''])
})

test("line ends stay as they are, CRLF of pino's option crlf included", async () => {
  const out = await through([`{"a":1}\r\n${jsonLine(0).trimEnd()}\r\n\r\n{"b":2}\n`])
  expect(withoutInsertion(out)).toBe(`{"a":1}\r\n${jsonLine(0).trimEnd()}\r\n\r\n{"b":2}\n`)
  expect(out).toContain('storage_error')
})

test('a cut in the middle of a character or of a line changes nothing', async () => {
  const bytes = Buffer.from(`{"msg":"文件不存在 🙂","err":${JSON.stringify(recordFor(0).err)}}\nplain 🙂\n`)
  const whole = await through([bytes])
  expect(whole).toContain('"code":"31066"')
  for (const cut of [1, 9, 10, 11, 25, 26, 27, bytes.length - 3, bytes.length - 1]) {
    expect(await through([bytes.subarray(0, cut), bytes.subarray(cut)])).toBe(whole)
  }
})

test('whatever a logger writes, however it is cut, a stage of a pipeline passes every line on', async () => {
  const line = fc.oneof(
    fc.nat(2).map((i) => jsonLine(i).trimEnd()),
    fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', ' ')),
    fc.constantFrom('', '\r', '\u2028', '{', '"error_code":31066', '{"storage_error":1}', '\0', '\u001b[31m'),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 20 }), fc.nat(50), async (lines, size) => {
      const whole = Buffer.from(lines.map((text) => `${text}\n`).join(''))
      const stage = pipelineStage()
      for (let at = 0; at < whole.length; at += size + 1) stage.write(whole.subarray(at, at + size + 1))
      stage.end()
      const out = (await text(stage)).split('\n')
      // A tail is written before the CR of a line end.
      const bare = out.map((text) => withoutInsertion(text).replace(/ storage_error\.provider=[^\r]*/, ''))
      expect(bare).toEqual(
        whole
          .toString()
          .split('\n')
          .map((text) => withoutInsertion(text)),
      )
    }),
    { numRuns: 100 },
  )
})

test.each<[TransportOptions, string, string]>([
  [{ lang: 'zh' }, jsonLine(0), '"message":"文件不存在"'],
  [{ field: 'was_los' }, jsonLine(0), '"was_los":{"provider":"baidu-pcs"'],
  [{ fields: '+action' }, jsonLine(0), '"action":"'],
  [{ schema: 'flat' }, jsonLine(0), '"storage_error.code":"31066"'],
  [{ assume: 'upyun' }, 'x-error-code: 40400001\n', 'storage_error.provider=upyun'],
  [{ provider: ['upyun'] }, jsonLine(1), '"provider":"upyun"'],
])('the transport heeds %j', async (options, line, expected) => {
  expect(await through([line], options)).toContain(expected)
})

test.each<[TransportOptions, string]>([
  [{ provider: 'upyun' }, jsonLine(0)],
  [{ plain: false }, `upload failed: ${jsonLine(0)}`],
  [{ maxLineBytes: 50 }, jsonLine(0)],
])('with %j the transport leaves a line alone that it would decode otherwise', async (options, line) => {
  expect(await through([line])).toContain('storage_error')
  expect(await through([line], options)).toBe(line)
})

test('a hundred thousand lines arrive in order, each decoded', async () => {
  const count = 100_000
  const chunks = function* () {
    for (let from = 0; from < count; from += 1000) yield Array.from({ length: 1000 }, (_, i) => jsonLine(from + i)).join('')
  }
  const lines = (await through(chunks())).trimEnd().split('\n')
  expect(lines).toHaveLength(count)
  const wrong = lines.findIndex((line, i) => !line.startsWith(`{"i":${i},`) || !line.includes(`"code":"${codeFor(i)}","`))
  expect(wrong).toBe(-1)
})

test('a line of ten megabytes passes as it is, and is decoded when the limit allows it', async () => {
  const line = `{"padding":"${'x'.repeat(10 * 1024 * 1024)}","err":${JSON.stringify(recordFor(0).err)}}\n`
  expect((await through([line, jsonLine(1)])).startsWith(`${line}{"i":1,`)).toBe(true)
  const decoded = await through([line], { maxLineBytes: 16 * 1024 * 1024 })
  expect(decoded.slice(-400)).toContain('"storage_error":{"provider":"baidu-pcs","code":"31066"')
  expect(decoded.replace(/,"storage_error":\{[^}]*\}/, '') === line).toBe(true)
})

type Held = { chunks: Buffer[]; isOpen?: boolean; release?: () => void }

test('a target that takes nothing holds the lines back instead of filling the memory', async () => {
  const stream = await transport({ to: fixture('held-target.mjs') })
  const held = (globalThis as unknown as { heldTarget: Held }).heldTarget
  const block = Array.from({ length: 100 }, (_, i) => jsonLine(i)).join('')
  let accepted = 0
  // A stream that gets ahead of its target would take all of these.
  while (accepted < 1000) {
    accepted++
    if (!stream.write(block) && !(await drains(stream))) break
  }
  expect(accepted).toBeLessThan(20)
  expect(held.chunks.length).toBe(1)
  held.isOpen = true
  held.release?.()
  stream.end()
  await once(stream, 'close')
  expect(Buffer.concat(held.chunks).toString().split('\n')).toHaveLength(accepted * 100 + 1)
})

/** Whether the stream drains within a few turns of the event loop, in which nothing but itself can move it. */
const drains = async (stream: NodeJS.EventEmitter): Promise<boolean> => {
  let hasDrained = false
  stream.once('drain', () => {
    hasDrained = true
  })
  for (let turn = 0; turn < 10 && !hasDrained; turn++) await new Promise((resolve) => setImmediate(resolve))
  return hasDrained
}

test('flush calls back when what was written before has reached the file', async () => {
  const file = temporaryFile()
  const stream = await transport({ destination: file })
  for (let i = 0; i < 500; i++) stream.write(jsonLine(i))
  await new Promise<void>((resolve) => stream.flush(() => resolve()))
  const { readFileSync } = await import('node:fs')
  expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(501)
  stream.end()
  await once(stream, 'close')
})

const outlive = (options: object) => runProgram(fixture('outlive.mjs'), [JSON.stringify({ target: 'storerr', options })])

test.skipIf(!existsSync('/dev/full'))('a full disk does not end the program; it is told in clear text', async () => {
  const { status, stdout, stderr } = await outlive({ destination: '/dev/full' })
  expect(status).toBe(0)
  expect(stdout).toBe('heard: cannot write to /dev/full: ENOSPC: no space left on device, write\n')
  expect(stderr).toContain('storerr: cannot write to /dev/full: ENOSPC')
  expect(stderr).toContain('storerr: 11 lines did not reach /dev/full\n')
})

test('a target that fails does not end the program; it is told in clear text', async () => {
  const target = pathToFileURL(fixture('failing-target.mjs')).href
  const { status, stdout, stderr } = await outlive({ to: target })
  expect(status).toBe(0)
  expect(stdout).toMatch(/^heard: options\.to: .*failing-target\.mjs failed: connection lost\n$/)
  expect(stderr).toMatch(/^storerr: options\.to: .* failed: connection lost$/m)
})
