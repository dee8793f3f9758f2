import { LineDecoder } from '../decoder/line-decoder.ts'
import { openLineScanner } from '../decoder/line-scanner.ts'
import { type DecoderOptions, type ResolvedOptions, resolveOptions } from '../decoder/options.ts'
import { Splicer } from './splicer.ts'

/** Puts scanner, decoder and splicer together for options that have been resolved. */
export const spliceWith = (options: ResolvedOptions): { splicer: Splicer; lines: LineDecoder } => {
  const scanner = openLineScanner(options.catalog, options.assume)
  const lines = new LineDecoder(options, scanner.module)
  return { lines, splicer: new Splicer(lines, scanner) }
}

/**
 * The core of every way in: bytes in, bytes out.
 *
 * @throws StorerrError when an option or a catalog file is bad
 */
export const openSplicer = (options?: DecoderOptions): { splicer: Splicer; lines: LineDecoder } => spliceWith(resolveOptions(options))
