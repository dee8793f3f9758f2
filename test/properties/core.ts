import { LineDecoder } from '../../src/decoder/line-decoder.ts'
import { type DecoderOptions, resolveOptions } from '../../src/decoder/options.ts'
import { needlesOf } from '../../src/detect/needles.ts'
import { createTableScanner } from '../../src/scan/table-scanner.ts'
import { Splicer } from '../../src/stream/splicer.ts'

/** Bytes through the core, in the pieces given: one decoder for many runs, each as a file of its own. */
export const openCore = (options: DecoderOptions) => {
  const lines = new LineDecoder(resolveOptions(options))
  const scanner = createTableScanner(needlesOf(lines.detector.vocabulary))
  const run = (...pieces: readonly Uint8Array[]): Buffer => {
    const splicer = new Splicer(lines, scanner)
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
