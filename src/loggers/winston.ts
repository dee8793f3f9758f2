import { createDecoder } from '../decoder/decoder.ts'
import type { DecoderOptions } from '../decoder/options.ts'

const MESSAGE = Symbol.for('message')

/** What winston asks of a format; winston itself is not needed for it. */
export type StorerrFormat = { transform<Info extends object>(info: Info): Info }

/**
 * A winston format that decodes the finished line: it goes last in `format.combine()`, behind `format.json()` or
 * whatever else writes the line.
 *
 * @example
 * format.combine(format.errors({ stack: true }), format.json(), storerrFormat())
 *
 * @throws StorerrError when an option is bad
 */
export const storerrFormat = (options?: DecoderOptions): StorerrFormat => {
  const { annotate } = createDecoder(options)
  return {
    transform(info) {
      const record = info as { [MESSAGE]?: unknown }
      const line = record[MESSAGE]
      if (typeof line === 'string') record[MESSAGE] = annotate(line)
      return info
    },
  }
}
