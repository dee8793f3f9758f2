import type { EventEmitter } from 'node:events'
import { createRequire } from 'node:module'
import { isAbsolute, join, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { StorerrError } from '../errors.ts'
import type { NextTarget } from './options.ts'

/** What pino asks of a target: the common part of a Node stream and of a SonicBoom. */
export type Target = Pick<EventEmitter, 'on' | 'once'> & {
  write(bytes: Uint8Array | string): unknown
  end(): unknown
  flush?: unknown
  flushSync?: unknown
  readonly destroyed?: boolean
  readonly writableNeedDrain?: boolean
}

const fail = (target: string, message: string, cause?: unknown): StorerrError =>
  new StorerrError('STORERR_OPTION_INVALID', `options.to: ${JSON.stringify(target)} ${message}`, {
    cause,
    details: { option: 'options.to', target },
  })

/**
 * From where names are resolved. The worker is not told which file of the program asked for it, so: next to storerr
 * itself, which the program has installed; next to the program, or in a worker next to pino; then where it was started.
 */
const bases = (): string[] => {
  const program = process.argv[1]
  const started = join(process.cwd(), sep)
  return [import.meta.url, ...(program === undefined || !isAbsolute(program) ? [] : [program]), started]
}

const isRelative = (target: string): boolean => /^\.\.?[/\\]/.test(target)

const resolveTarget = (target: string): string => {
  if (target.startsWith('file://')) return target
  if (isAbsolute(target)) return pathToFileURL(target).href
  let reason: unknown
  for (const base of isRelative(target) ? bases().slice(-1) : bases()) {
    try {
      return pathToFileURL(createRequire(base).resolve(target)).href
    } catch (error) {
      reason ??= error
    }
  }
  const way = isRelative(target) ? 'an absolute path or a file URL is surest' : 'import.meta.resolve() or require.resolve() give its path'
  throw fail(target, `was not found; ${way}`, reason)
}

/** Compilers wrap a default export once or twice more. */
const builderOf = (module: unknown): unknown => {
  let found = module
  for (let depth = 0; depth < 2; depth++) {
    if (typeof found === 'object' && found !== null) found = (found as { default?: unknown }).default
  }
  return found
}

const isTarget = (value: unknown): value is Target => {
  const { write, end, on, once } = (value ?? {}) as Partial<Record<keyof Target, unknown>>
  return [write, end, on, once].every((method) => typeof method === 'function')
}

/**
 * Opens the next pino target, as pino's worker would.
 *
 * @throws StorerrError when it is not found, is no target, or cannot be opened
 */
export const openTarget = async ({ target, options }: NextTarget): Promise<Target> => {
  const url = resolveTarget(target)
  let stream: unknown
  try {
    const build = builderOf(await import(url))
    if (typeof build !== 'function') throw new TypeError('its default export is no function')
    stream = await build(options ?? {})
  } catch (error) {
    throw fail(target, `could not be opened: ${error instanceof Error ? error.message : String(error)}`, error)
  }
  if (!isTarget(stream)) throw fail(target, 'is no pino target: it gave no stream to write to')
  return stream
}

/** Asks a target to let go of what it holds, the way thread-stream asks. */
export const flushTarget = (target: Target, done: (error?: Error | null) => void): void => {
  const { flush, flushSync } = target
  try {
    if (typeof flush === 'function' && flush.length > 0) {
      flush.call(target, done)
    } else if (typeof flush === 'function') {
      Promise.resolve(flush.call(target)).then(() => done(), done)
    } else if (typeof flushSync === 'function') {
      flushSync.call(target)
      done()
    } else if (target.writableNeedDrain === true) {
      target.once('drain', () => done())
    } else done()
  } catch (error) {
    done(error as Error)
  }
}
