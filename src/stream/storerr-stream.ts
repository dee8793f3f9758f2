import type { Transform } from 'node:stream'
import { transform } from 'through2'
import type { Counters } from '../decoder/line-decoder.ts'
import type { DecoderOptions } from '../decoder/options.ts'
import { openSplicer } from './open-splicer.ts'

/** A transform over bytes, with the counters of what went through it. */
export type StorerrStream = Transform & { readonly stats: Readonly<Counters> }

const bytesOf = (chunk: Uint8Array | string, encoding: BufferEncoding): Buffer =>
  typeof chunk === 'string' ? Buffer.from(chunk, encoding) : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)

/**
 * Log bytes in, the same bytes with decoded fields inserted out. Chunks may be cut anywhere; every complete line of a
 * chunk leaves with it.
 *
 * @example
 * process.stdin.pipe(storerrStream({ lang: 'zh' })).pipe(process.stdout)
 *
 * @throws StorerrError when an option or a catalog file is bad
 */
export const storerrStream = (options: DecoderOptions = {}): StorerrStream => {
  const { splicer, lines } = openSplicer(options)
  const send = (out: Buffer): void => {
    if (out.length > 0) stream.push(out)
  }
  const stream = transform(
    (chunk: Uint8Array | string, encoding: BufferEncoding, done: () => void) => {
      send(splicer.push(bytesOf(chunk, encoding)))
      done()
    },
    (done: () => void) => {
      send(splicer.endFile())
      done()
    },
  ) as unknown as Transform
  return Object.assign(stream, { stats: lines.counters })
}
