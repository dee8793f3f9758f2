/**
 * storerr: decodes the error codes of storage services in log lines.
 *
 * The default export is the pino transport (`target: 'storerr'`).
 *
 * @module
 */
export { type AskOptions, lookup, search } from './catalog/ask.ts'
export type { Entry, KnownMeaning, KnownSource } from './catalog/lookup.ts'
export type { Category, Language, Severity, Source, Text } from './catalog/types.ts'
export { decodeError } from './decoder/decode-error.ts'
export { createDecoder, type Decoder } from './decoder/decoder.ts'
export type { Counters } from './decoder/line-decoder.ts'
export type { Alternative, FieldName, Match } from './decoder/match.ts'
export type { DecoderOptions } from './decoder/options.ts'
export { StorerrError, type StorerrErrorCode } from './errors.ts'
export { type LineStream, type StorerrDestination, type StorerrDestinationOptions, storerrDestination } from './pino/destination.ts'
export type { DestinationOptions, NextTarget, TransportOptions } from './pino/options.ts'
export { default } from './pino/transport.ts'
export { storerrLines } from './stream/lines.ts'
export { type StorerrStream, storerrStream } from './stream/storerr-stream.ts'
