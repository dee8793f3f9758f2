import type { Transform } from 'node:stream'
import split2 from 'split2'
import { createDecoder } from '../decoder/decoder.ts'
import type { DecoderOptions } from '../decoder/options.ts'

/**
 * The interface by lines: bytes in, one annotated string without its line end for each line out, for programs that
 * handle lines as strings anyway. Line ends are lost here, and bytes that are no UTF-8 are replaced; `storerrStream`
 * keeps both.
 *
 * @example
 * for await (const line of process.stdin.pipe(storerrLines())) console.log(line)
 *
 * @throws StorerrError when an option or a catalog file is bad
 */
export const storerrLines = (options: DecoderOptions = {}): Transform => {
  const decoder = createDecoder(options)
  return split2(/\r?\n/, (line: string) => decoder.annotate(line))
}
