import { describe, expect, test } from 'vitest'
import { codeFor } from '../fixtures/pino/records.mjs'
import { type Ended, fixture, nodes, runProgram } from './run-program.ts'

const LINES = 1000

const WORKER_WAYS = [
  'transport',
  'transport to pino/file',
  'transport to a slow target',
  'beside other targets',
  'pipeline to pino/file',
  'pipeline beside other targets',
]
const JSON_WAYS = [...WORKER_WAYS, 'destination', 'streamWrite']
const ENDINGS = [
  'natural end',
  'process.exit at once',
  'process.exit later',
  'process.exit after flush',
  'uncaught error',
  'SIGTERM with a handler',
]

const app = (way: string, ending: string, node: string): Promise<Ended> => runProgram(fixture('app.mjs'), [way, ending, `${LINES}`], node)

type Line = { i: number; storage_error?: { code: string } }
const expected = Array.from({ length: LINES }, (_, i) => `${i} ${codeFor(i)}`)
/** "number code" of each line, in the order of arrival. */
const arrived = ({ stdout }: Ended): string[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((text) => JSON.parse(text) as Line)
    .map(({ i, storage_error }) => `${i} ${storage_error?.code}`)

describe.each(nodes())('under %s', (node) => {
  describe.each(JSON_WAYS)('%s', (way) => {
    test.concurrent.each(ENDINGS)('every line arrives once, in order and decoded: %s', async (ending) => {
      const ended = await app(way, ending, node)
      expect(arrived(ended)).toEqual(expected)
      expect(ended.status).toBe(ending === 'uncaught error' ? 1 : 0)
    })
  })

  test.concurrent.each(ENDINGS)('every line reaches pino-pretty: %s', async (ending) => {
    const { stdout } = await app('transport to pino-pretty', ending, node)
    expect(stdout.match(/\] ERROR \(/g)).toHaveLength(LINES)
    expect(stdout.match(/storage_error/g)).toHaveLength(LINES)
  })

  test.concurrent.each(['transport', 'transport to pino/file', 'destination', 'streamWrite'])(
    'what was logged before flush survives a signal that nobody handles: %s',
    async (way) => {
      const ended = await app(way, 'SIGTERM after flush', node)
      expect(ended.signal).toBe('SIGTERM')
      expect(arrived(ended)).toEqual(expected)
    },
  )

  test.each(['destination', 'streamWrite'])('written at once, lines have nothing to lose to a signal: %s', async (way) => {
    const ended = await app(way, 'SIGTERM at once', node)
    expect(ended.signal).toBe('SIGTERM')
    expect(arrived(ended)).toEqual(expected)
  })

  // A signal that nobody handles ends the process as it stands; what waits for the worker ends with it.
  test.concurrent.each(['pino/file alone', ...WORKER_WAYS])(
    'what has not reached the worker is lost to a signal that nobody handles, with and without storerr: %s',
    async (way) => {
      const ended = await app(way, 'SIGTERM at once', node)
      expect(ended).toMatchObject({ signal: 'SIGTERM', stdout: '' })
    },
  )
})

// pino ends a pipeline when its last stage has taken the lines, not when that stage has passed them on. If this test
// fails, pino has learned to wait: then docs/pino.md is to be corrected.
test('pino loses the tail of a pipeline whose last stage is asynchronous; `to` does not', async () => {
  const pipeline = await app('pipeline to a slow target', 'natural end', process.execPath)
  expect(arrived(pipeline).length).toBeLessThan(LINES)
  const to = await app('transport to a slow target', 'natural end', process.execPath)
  expect(arrived(to)).toEqual(expected)
})
