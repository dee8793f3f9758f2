import { createDecoder, type Decoder } from './decoder.ts'
import type { Match } from './match.ts'
import { oneLine } from './one-line.ts'
import type { DecoderOptions } from './options.ts'

const NO_OPTIONS: DecoderOptions = {}
/** opening a decoder costs milliseconds, judging an error microseconds */
const decoders = new WeakMap<DecoderOptions, Decoder>()

const decoderFor = (options: DecoderOptions): Decoder => {
  const known = decoders.get(options)
  if (known !== undefined) return known
  // Errors come one by one: what the one before said proves nothing.
  const decoder = createDecoder({ ...options, context: 0, maxLineBytes: options.maxLineBytes ?? MAX_ERROR_BYTES })
  decoders.set(options, decoder)
  return decoder
}

const MAX_ERROR_BYTES = 16 * 1024 * 1024

/**
 * What an error, or the body of a response, says about a storage service; by the same evidence as in a log line. Never
 * throws for what it is given.
 *
 * @param error an Error (its fields, message, stack, causes and the response it holds), or a body as object, text or bytes
 * @param options use one object for all calls: the decoder is kept with it
 *
 * @example
 * try { await upload() } catch (error) { if (decodeError(error)?.retryable !== true) throw error }
 *
 * @throws StorerrError when an option is bad
 */
export const decodeError = (error: unknown, options: DecoderOptions = NO_OPTIONS): Match | undefined => {
  const decoder = decoderFor(options)
  try {
    return decoder.decode(oneLine(error))
  } catch {
    // A proxy may throw at any touch; then nothing is known.
    return undefined
  }
}
