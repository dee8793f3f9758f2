import { LineDecoder } from '../decoder/line-decoder.ts'
import { type DecoderOptions, type ResolvedOptions, resolveOptions } from '../decoder/options.ts'
import { needlesOf } from '../detect/needles.ts'
import { openScanner } from '../scan/open-scanner.ts'
import { Splicer } from './splicer.ts'

/** Puts scanner, decoder and splicer together for options that have been resolved. */
export const spliceWith = (options: ResolvedOptions): { splicer: Splicer; lines: LineDecoder } => {
  const lines = new LineDecoder(options)
  const needles = () => needlesOf(lines.detector.vocabulary, options.assume)
  return { lines, splicer: new Splicer(lines, openScanner(needles, options.catalog.isBuiltIn && options.assume.length === 0)) }
}

/**
 * The core of every way in: bytes in, bytes out.
 *
 * @throws StorerrError when an option or a catalog file is bad
 */
export const openSplicer = (options?: DecoderOptions): { splicer: Splicer; lines: LineDecoder } => spliceWith(resolveOptions(options))
