import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { describe, expect, onTestFinished, test } from 'vitest'
import { codeFor } from '../fixtures/pino/records.mjs'
import { fixture, nodes, runProgram } from './run-program.ts'

const LINES = 1000

type Push = { streams: { stream: { level: string }; values: [time: string, line: string][] }[] }

/** A Loki that remembers what is pushed, on a port of its own. */
const openLoki = async () => {
  const pushes: Push[] = []
  const server = createServer(async (request, response) => {
    pushes.push((await json(request)) as Push)
    // A service that takes its time, as one on the other side of a network does.
    setTimeout(() => response.writeHead(204).end(), 50)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { pushes, host: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const isInstalled = (name: string): boolean => {
  try {
    createRequire(import.meta.url).resolve(name)
    return true
  } catch {
    return false
  }
}

type Line = { i: number; storage_error?: { code: string } }

describe.skipIf(!isInstalled('pino-loki'))('every line reaches Loki by pino-loki, decoded', () => {
  describe.each(nodes())('under %s', (node) => {
    test.each(['natural end', 'process.exit at once', 'process.exit later', 'uncaught error', 'SIGTERM with a handler'])(
      '%s',
      async (ending) => {
        const { pushes, host } = await openLoki()
        await runProgram(fixture('app.mjs'), ['transport to pino-loki', ending, `${LINES}`, host], node)
        const entries = pushes.flatMap(({ streams }) => streams)
        const lines = entries.flatMap(({ values }) => values.map(([, line]) => JSON.parse(line) as Line))
        expect(lines.map(({ i, storage_error }) => `${i} ${storage_error?.code}`)).toEqual(
          Array.from({ length: LINES }, (_, i) => `${i} ${codeFor(i)}`),
        )
        expect(new Set(entries.map(({ stream }) => stream.level))).toEqual(new Set(['error']))
      },
    )
  })
})
