import type { DecoderOptions } from '../../src/decoder/options.ts'
import { openSplicer } from '../../src/stream/open-splicer.ts'

/** Bytes through the core, in the pieces given: one core for many runs, each as a file of its own. */
export const openCore = (options: DecoderOptions) => {
  const { splicer, lines } = openSplicer(options)
  const run = (...pieces: readonly Uint8Array[]): Buffer => {
    const output = pieces.map((piece) => Buffer.from(splicer.push(Buffer.from(piece))))
    return Buffer.concat([...output, Buffer.from(splicer.endFile())])
  }
  return { run, counters: lines.counters }
}

export const SETTINGS: [name: string, options: DecoderOptions][] = [
  ['by default', {}],
  ['flat', { schema: 'flat' }],
  ['without tails', { plain: false }],
  ['with a short limit', { maxLineBytes: 120 }],
  ['without neighbours', { context: 0 }],
  ['with one member', { fields: ['code'] }],
]
