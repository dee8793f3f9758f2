import { inspect } from 'node:util'
import { nearest } from '../catalog/nearest.ts'
import type { DecoderOptions } from '../decoder/options.ts'
import { StorerrError } from '../errors.ts'

/** A further pino target, opened by storerr itself. */
export type NextTarget = { target: string; options?: unknown }

/** Where the lines go when no further target is named. */
export type DestinationOptions = {
  /** file descriptor or path; default 1, standard output */
  destination?: number | string
  /** make the directories of the path; default false */
  mkdir?: boolean
  /** add to a file that exists; false empties it first; default true */
  append?: boolean
}

/** A stream of the program's own: `pino.destination(…)`, `process.stderr`, a file stream. */
export type LineStream = {
  write(line: string, done?: () => void): unknown
  flush?(done: (error?: Error | null) => void): unknown
  flushSync?(): unknown
  end?(): unknown
  readonly writableLength?: number
}

/** Options of `storerrDestination`. */
export type StorerrDestinationOptions = DecoderOptions &
  Omit<DestinationOptions, 'destination'> & {
    /** file descriptor, path, or a stream; default 1, standard output */
    destination?: number | string | LineStream
  }

/** Options of `target: 'storerr'`; plain data, so that they survive the way into the worker. */
export type TransportOptions = DecoderOptions &
  DestinationOptions & {
    /** the next pino target: `'pino/file'`, `'pino-pretty'`, a package, a path, a file URL */
    to?: string | NextTarget
  }

const DECODER_OPTIONS = [
  'assume',
  'provider',
  'field',
  'fields',
  'schema',
  'lang',
  'plain',
  'context',
  'catalog',
  'maxLineBytes',
] as const satisfies readonly (keyof DecoderOptions)[]
const DESTINATION_OPTIONS = ['destination', 'mkdir', 'append'] as const satisfies readonly (keyof DestinationOptions)[]
/** What pino itself puts among the options of a target. */
const PINO_OPTIONS = ['$context', 'pinoWillSendConfig', 'levels', 'dedupe', 'targets', 'pipelines']

const invalid = (option: string, message: string): StorerrError =>
  new StorerrError('STORERR_OPTION_INVALID', `options.${option}: ${message}`, { details: { option: `options.${option}` } })

const shown = (value: unknown): string => inspect(value, { depth: 1, breakLength: Number.POSITIVE_INFINITY })

const asRecord = (options: unknown): Record<string, unknown> => {
  if (options === undefined || options === null) return {}
  if (typeof options === 'object' && !Array.isArray(options)) return options as Record<string, unknown>
  throw new StorerrError('STORERR_OPTION_INVALID', `options: expected an object, got ${shown(options)}`, { details: { option: 'options' } })
}

const refuseUnknown = (given: Record<string, unknown>, known: readonly string[]): void => {
  for (const option of Object.keys(given)) {
    if (known.includes(option) || PINO_OPTIONS.includes(option)) continue
    const [near] = nearest(option, known)
    throw invalid(option, `unknown option; ${near === undefined ? `one of ${known.join(', ')}` : `did you mean "${near}"?`}`)
  }
}

const pick = <T>(given: Record<string, unknown>, names: readonly string[]): T =>
  Object.fromEntries(names.filter((name) => given[name] !== undefined).map((name) => [name, given[name]])) as T

const isStream = (value: unknown): value is LineStream =>
  typeof value === 'object' && value !== null && typeof (value as LineStream).write === 'function'

const checkDestination = ({ destination, mkdir, append }: Record<string, unknown>, expected = 'a file descriptor or a path'): void => {
  const isDescriptor = typeof destination === 'number' && Number.isInteger(destination) && destination >= 0
  if (destination !== undefined && !isDescriptor && (typeof destination !== 'string' || destination === '')) {
    throw invalid('destination', `expected ${expected}, got ${shown(destination)}`)
  }
  for (const [option, value] of Object.entries({ mkdir, append })) {
    if (value !== undefined && typeof value !== 'boolean') throw invalid(option, `expected true or false, got ${shown(value)}`)
  }
}

const nextOf = (given: Record<string, unknown>): NextTarget | undefined => {
  const { to } = given
  if (to === undefined) return undefined
  const next = typeof to === 'string' ? { target: to } : to
  if (typeof next !== 'object' || next === null)
    throw invalid('to', `expected the name of a target or { target, options }, got ${shown(to)}`)
  const { target, options } = next as { target?: unknown; options?: unknown }
  const path = typeof to === 'string' ? 'to' : 'to.target'
  if (typeof target !== 'string' || target === '') throw invalid(path, `expected the name of a target, got ${shown(target)}`)
  for (const option of Object.keys(next)) {
    if (option !== 'target' && option !== 'options') throw invalid(`to.${option}`, 'unknown option; one of target, options')
  }
  for (const option of DESTINATION_OPTIONS) {
    if (given[option] === undefined) continue
    throw invalid(
      option,
      `belongs to the target of options.to: { target: ${shown(target)}, options: { ${option}: ${shown(given[option])} } }`,
    )
  }
  return { target, ...(options === undefined ? {} : { options }) }
}

/** What is thrown where decoding is opened names an option; seen from the program it stands under `options`. */
const withPath = <T>(open: () => T): T => {
  try {
    return open()
  } catch (error) {
    if (!(error instanceof StorerrError) || error.code !== 'STORERR_OPTION_INVALID') throw error
    const option = `options.${error.details.option ?? ''}`
    throw new StorerrError(error.code, `options.${error.message}`, { cause: error, details: { ...error.details, option } })
  }
}

/**
 * Checks the options of a stage of a pino `pipeline`, and opens what decodes.
 *
 * @throws StorerrError naming the option by its path
 */
export const readStageOptions = <T>(options: unknown, open: (decoder: DecoderOptions) => T): T => {
  const given = asRecord(options)
  refuseUnknown(given, DECODER_OPTIONS)
  return withPath(() => open(pick<DecoderOptions>(given, DECODER_OPTIONS)))
}

/**
 * Checks the options of the transport, and opens what decodes.
 *
 * @throws StorerrError naming the option by its path
 */
export const readTransportOptions = <T>(
  options: unknown,
  open: (decoder: DecoderOptions) => T,
): { decoder: T; next: NextTarget | undefined; destination: DestinationOptions } => {
  const given = asRecord(options)
  refuseUnknown(given, [...DECODER_OPTIONS, ...DESTINATION_OPTIONS, 'to'])
  checkDestination(given)
  const next = nextOf(given)
  const decoder = withPath(() => open(pick<DecoderOptions>(given, DECODER_OPTIONS)))
  return { decoder, next, destination: pick<DestinationOptions>(given, DESTINATION_OPTIONS) }
}

/**
 * Checks the options of the destination within the program, and opens what decodes.
 *
 * @throws StorerrError naming the option by its path
 */
export const readDestinationOptions = <T>(
  options: unknown,
  open: (decoder: DecoderOptions) => T,
): { decoder: T; destination: DestinationOptions | LineStream } => {
  const given = asRecord(options)
  refuseUnknown(given, [...DECODER_OPTIONS, ...DESTINATION_OPTIONS])
  const stream = isStream(given.destination) ? given.destination : undefined
  checkDestination(stream === undefined ? given : { ...given, destination: undefined }, 'a file descriptor, a path or a stream')
  const decoder = withPath(() => open(pick<DecoderOptions>(given, DECODER_OPTIONS)))
  return { decoder, destination: stream ?? pick<DestinationOptions>(given, DESTINATION_OPTIONS) }
}
