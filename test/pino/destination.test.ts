import { existsSync, readFileSync } from 'node:fs'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import pino from 'pino'
import { describe, expect, test } from 'vitest'
import { createDecoder } from '../../src/decoder/decoder.ts'
import { storerrDestination } from '../../src/pino/destination.ts'
import { recordFor } from '../fixtures/pino/records.mjs'
import { temporaryFile } from './through.ts'

type Line = Record<string, unknown> & { storage_error?: { code: string } }

/** A stream of the program's own that remembers its lines. */
const collector = () => {
  const lines: string[] = []
  return { lines, write: (line: string) => lines.push(line) > 0 }
}

const log = (options: pino.LoggerOptions, error: unknown): Line => {
  const out = collector()
  pino(options, storerrDestination({ destination: out })).error(error, 'upload failed')
  return JSON.parse(out.lines.join('')) as Line
}

const failure = Object.assign(new Error('upload failed'), { response: { status: 403, data: recordFor(0).err } })

describe('a line is decoded however pino is set up', () => {
  test.each<[string, pino.LoggerOptions]>([
    ['as it comes', {}],
    ['messageKey', { messageKey: 'message' }],
    ['errorKey', { errorKey: 'error' }],
    ['nestedKey', { nestedKey: 'payload' }],
    ['formatters', { formatters: { level: (label) => ({ severity: label.toUpperCase() }), bindings: () => ({ app: 'x' }) } }],
    ['timestamp', { timestamp: pino.stdTimeFunctions.isoTime, base: null }],
    ['crlf', { crlf: true }],
    ['redact', { redact: ['err.response.data.request_id'] }],
    ['serializers', { serializers: { err: (error: Error) => ({ text: `${error.message}: ${JSON.stringify(recordFor(0).err)}` }) } }],
  ])('%s', (_name, options) => {
    const error = options.errorKey === undefined ? { err: failure } : { [options.errorKey]: failure }
    expect(log(options, error).storage_error?.code).toBe('31066')
  })
})

test('pino takes it for a stream when it is the only argument', () => {
  const out = collector()
  pino(storerrDestination({ destination: out })).error(recordFor(0))
  expect(out.lines[0]).toContain('"storage_error":{"provider":"baidu-pcs"')
})

test('several lines in one write are decoded each', () => {
  const out = collector()
  const [a, b] = [0, 1].map((i) => JSON.stringify(recordFor(i)))
  storerrDestination({ destination: out }).write(`${a}\n\n${b}\r\nrest`)
  const lines = (out.lines[0] as string).split('\n')
  expect(lines.map((line) => /"storage_error":\{"provider":"([\w-]+)"/.exec(line)?.[1] ?? line)).toEqual(['baidu-pcs', '', 'upyun', 'rest'])
})

test('a file is written at once, is added to, and its directory is made when asked for', () => {
  const file = temporaryFile().replace('out.log', 'deeper/out.log')
  for (const msg of ['first', 'second']) {
    const destination = storerrDestination({ destination: file, mkdir: true })
    destination.write(`${msg}\n`)
    expect(readFileSync(file, 'utf8')).toMatch(new RegExp(`${msg}\n$`))
    destination.end()
  }
  expect(readFileSync(file, 'utf8')).toBe('first\nsecond\n')
  storerrDestination({ destination: file, append: false }).write('third\n')
  expect(readFileSync(file, 'utf8')).toBe('third\n')
})

test('flush reaches a Node stream: it calls back behind the lines', async () => {
  const stream = new PassThrough()
  const all = text(stream)
  const destination = storerrDestination({ destination: stream })
  destination.write('a line\n')
  await new Promise<void>((resolve) => destination.flush(() => resolve()))
  destination.end()
  expect(await all).toBe('a line\n')
})

test.skipIf(!existsSync('/dev/full'))('a full disk is told once, and logging never throws', () => {
  const destination = storerrDestination({ destination: '/dev/full' })
  const told: string[] = []
  destination.on('error', (error) => told.push(`${error.code} ${error.message}`))
  for (let i = 0; i < 3; i++) destination.write('a line\n')
  expect(told).toEqual(['STORERR_OUTPUT_FAILED cannot write to /dev/full: ENOSPC: no space left on device, write'])
  destination.end()
  expect(told[1]).toBe('STORERR_OUTPUT_FAILED 3 lines did not reach /dev/full')
})

test('a stream that throws does not make logging throw', () => {
  const told: unknown[] = []
  const destination = storerrDestination({
    destination: {
      write() {
        throw new Error('the stream is destroyed')
      },
    },
  }).on('error', (error) => told.push(error.message))
  expect(destination.write('a line\n')).toBe(true)
  expect(told).toEqual(['the stream is destroyed'])
})

test("as pino's hook, annotate needs no destination", () => {
  const out = collector()
  pino({ hooks: { streamWrite: createDecoder().annotate } }, out).error(recordFor(2))
  expect((JSON.parse(out.lines[0] as string) as Line).storage_error?.code).toBe('-177')
})
