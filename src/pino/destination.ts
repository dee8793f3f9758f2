import { EventEmitter } from 'node:events'
import { createDecoder, type Decoder } from '../decoder/decoder.ts'
import type { Counters } from '../decoder/line-decoder.ts'
import type { StorerrError } from '../errors.ts'
import { type DestinationOptions, type LineStream, readDestinationOptions, type StorerrDestinationOptions } from './options.ts'
import { report } from './report.ts'
import { SyncOutput } from './sync-output.ts'

export type { LineStream, StorerrDestinationOptions }

/**
 * A destination for a logger in the same thread. A descriptor or file that fails is told on standard error, or to the
 * listeners of `error` if there are any; logging itself never throws.
 */
export class StorerrDestination extends EventEmitter {
  /** By this pino tells a stream from its options, when one argument is given. */
  readonly writable = true
  readonly #decoder: Decoder
  readonly #output: LineStream

  constructor(options?: StorerrDestinationOptions) {
    super()
    const { decoder, destination } = readDestinationOptions(options, createDecoder)
    this.#decoder = decoder
    this.#output = 'write' in destination ? destination : new SyncOutput(destination as DestinationOptions, (error) => this.#failed(error))
  }

  /** Counters of what went through. */
  get stats(): Readonly<Counters> {
    return this.#decoder.stats
  }

  /** Takes whole lines, each with its end. */
  write(lines: string): boolean {
    try {
      return this.#output.write(this.#annotate(lines)) !== false
    } catch (error) {
      this.#failed(error as Error)
      return true
    }
  }

  /** Calls back when what was written so far has been taken by the destination. */
  flush(done: (error?: Error | null) => void = () => {}): void {
    const output = this.#output
    if (output.flush !== undefined) output.flush(done)
    // A Node stream calls back in the order of its writes.
    else if (output.writableLength !== undefined) output.write('', () => done())
    else done()
  }

  flushSync(): void {
    this.#output.flushSync?.()
  }

  end(): void {
    this.#output.end?.()
    this.emit('close')
  }

  #annotate(lines: string): string {
    const first = lines.indexOf('\n')
    if (first === -1 || first === lines.length - 1) return this.#decoder.annotate(lines)
    return lines.replace(/[^\n]*\n|[^\n]+$/g, (line) => this.#decoder.annotate(line))
  }

  #failed(error: StorerrError | Error): void {
    if (this.listenerCount('error') > 0) this.emit('error', error)
    else report(error.message)
  }
}

/**
 * Decodes in the thread of the program, without a worker. A descriptor or file is written at once, line by line, so that
 * nothing is left to lose at `process.exit()` or at a signal; for buffering give it `pino.destination({ sync: false })`.
 *
 * @example
 * const logger = pino(storerrDestination({ destination: '/var/log/app.log' }))
 *
 * @throws StorerrError when an option is bad or the file cannot be opened
 */
export const storerrDestination = (options?: StorerrDestinationOptions): StorerrDestination => new StorerrDestination(options)
