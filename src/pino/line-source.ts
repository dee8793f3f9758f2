import type { Transform } from 'node:stream'
import build from 'pino-abstract-transport'
import type { Splicer } from '../stream/splicer.ts'

type Source = Transform & { matcher?: string | RegExp }

// split2 takes the CR of a line end for part of the end, and it would be lost: pino has an option `crlf`.
const keepCarriageReturns = (source: Source): void => {
  source.matcher = '\n'
}

const NOT_PARSED = {}

/** How storerr uses pino-abstract-transport: lines as they are, whether they are JSON or not. */
export const LINE_OPTIONS = { parse: 'lines', parseLine: () => NOT_PARSED, metadata: false } as const

/** Opens the stream that pino writes to. The function must be synchronous: with a promise there would be no pipelining. */
export const openLineSource = build

/** Reads lines out of the stream that pino writes to, decoded, with their ends. */
export type LineSource = {
  /** All lines that are there, decoded; undefined when there is none. */
  take(): Buffer | undefined
}

export const lineSource = (source: Transform, splicer: Splicer): LineSource => {
  keepCarriageReturns(source)
  return {
    take() {
      const lines: string[] = []
      for (let line = source.read() as string | null; line !== null; line = source.read() as string | null) lines.push(line)
      return lines.length === 0 ? undefined : splicer.push(Buffer.from(`${lines.join('\n')}\n`))
    },
  }
}
