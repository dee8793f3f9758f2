import type { Transform } from 'node:stream'
import { openSplicer } from '../stream/open-splicer.ts'
import { FileOutput } from './file-output.ts'
import { LINE_OPTIONS, type LineSource, lineSource, openLineSource } from './line-source.ts'
import { readTransportOptions, type TransportOptions } from './options.ts'
import { report } from './report.ts'
import { flushTarget, openTarget, type Target } from './target.ts'

/** What the worker talks to: a stream whose `close` says that everything has arrived. */
export type TransportStream = Transform & { flush(done: (error?: Error | null) => void): void }

/**
 * The pino transport: decodes lines and hands them to the next target, or to a descriptor or file.
 *
 * @example
 * pino.transport({ target: 'storerr', options: { to: 'pino-pretty', lang: 'zh' } })
 *
 * @throws StorerrError when an option is bad or the next target cannot be opened
 */
export const transport = async (options?: TransportOptions): Promise<TransportStream> => {
  const { decoder, next, destination } = readTransportOptions(options, openSplicer)
  const target = next === undefined ? new FileOutput(destination) : await openTarget(next)
  const outlet = new Outlet(target, next?.target ?? 'destination')
  const stream = openLineSource((source) => outlet.draw(source, lineSource(source, decoder.splicer)), {
    ...LINE_OPTIONS,
    close: (error, done) => outlet.close(() => done(error)),
  })
  const flush = (done: (error?: Error | null) => void): void => {
    // An empty write comes behind the lines written before.
    stream.write('', () => outlet.flush(done))
  }
  return Object.assign(stream, { flush })
}

/** Lets lines flow into a target, never faster than it takes them. */
class Outlet {
  readonly #target: Target
  readonly #name: string
  #take: () => Buffer | undefined = () => undefined
  #isBlocked = false
  #isClosed = false
  #hasLost = false
  #afterwards: (() => void)[] = []

  constructor(target: Target, name: string) {
    this.#target = target
    this.#name = name
    const unblock = (): void => this.#unblock()
    target.on('drain', unblock)
    target.on('failure', (message: string) => report(message))
    target.on('error', (error: Error) => {
      this.#failed(error)
      // A target that failed drains no more; one that recovers says so by taking the next write.
      setImmediate(unblock)
    })
    target.once('close', () => {
      this.#isClosed = true
      setImmediate(unblock)
    })
  }

  /** Draws the lines out of a source as they come. */
  draw(source: Transform, lines: LineSource): void {
    this.#take = lines.take
    source.on('readable', () => this.#pump())
  }

  flush(done: (error?: Error | null) => void): void {
    this.#pump()
    if (this.#isBlocked) this.#afterwards.push(() => flushTarget(this.#target, done))
    else flushTarget(this.#target, done)
  }

  close(done: () => void): void {
    const finish = (): void => {
      if (this.#hasLost) report(`options.to: ${this.#name} was closed before the last lines came; they are lost`)
      done()
    }
    if (this.#isClosed) finish()
    else endTarget(this.#target, finish)
  }

  #pump(): void {
    if (this.#isBlocked) return
    const bytes = this.#take()
    if (bytes !== undefined) this.#send(bytes)
  }

  #send(bytes: Buffer): void {
    if (this.#isClosed || this.#target.destroyed === true) {
      this.#hasLost = true
      return
    }
    try {
      this.#isBlocked = this.#target.write(bytes) === false
    } catch (error) {
      this.#failed(error as Error)
    }
  }

  #unblock(): void {
    this.#isBlocked = false
    this.#pump()
    for (const next of this.#afterwards.splice(0)) next()
  }

  #failed(error: Error): void {
    report(`options.to: ${this.#name} failed: ${error.message}`)
  }
}

/** Ends a target and waits until all has arrived; an error on the way out is an end as well. */
const endTarget = (target: Target, done: () => void): void => {
  let isDone = false
  const once = (): void => {
    if (isDone) return
    isDone = true
    done()
  }
  target.once('close', once)
  target.once('error', once)
  try {
    target.end()
  } catch {
    // It has ended by itself.
    once()
  }
}

export default transport
