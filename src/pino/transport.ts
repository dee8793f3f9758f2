import type { Transform } from 'node:stream'
import { openSplicer } from '../stream/open-splicer.ts'
import type { Splicer } from '../stream/splicer.ts'
import { FileOutput } from './file-output.ts'
import { LINE_OPTIONS, lineSource, openLineSource } from './line-source.ts'
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
  if (next !== undefined) return connect(decoder.splicer, await openTarget(next), next.target)
  return connect(decoder.splicer, new FileOutput(destination), 'destination')
}

/** Lets lines flow into a target, never faster than it takes them. */
const connect = (splicer: Splicer, target: Target, name: string): TransportStream => {
  let isBlocked = false
  let isClosed = false
  let lostBatches = 0
  const afterwards: (() => void)[] = []
  let pump = (): void => {}

  const unblock = (): void => {
    isBlocked = false
    pump()
    for (const next of afterwards.splice(0)) next()
  }
  const send = (bytes: Buffer): void => {
    if (isClosed || target.destroyed === true) lostBatches++
    else {
      try {
        isBlocked = target.write(bytes) === false
      } catch (error) {
        report(`options.to: ${name} failed: ${(error as Error).message}`)
      }
    }
  }

  target.on('drain', unblock)
  target.on('failure', (message: string) => report(message))
  target.on('error', (error: Error) => {
    report(`options.to: ${name} failed: ${error.message}`)
    // A target that failed drains no more; one that recovers says so by taking the next write.
    setImmediate(unblock)
  })
  target.once('close', () => {
    isClosed = true
    setImmediate(unblock)
  })

  const stream = openLineSource(
    (source) => {
      const lines = lineSource(source, splicer)
      pump = () => {
        if (isBlocked) return
        const bytes = lines.take()
        if (bytes !== undefined) send(bytes)
      }
      source.on('readable', pump)
    },
    {
      ...LINE_OPTIONS,
      close(error, done) {
        const finish = (): void => {
          if (lostBatches > 0) report(`options.to: ${name} was closed before the last lines came; they are lost`)
          done(error)
        }
        if (isClosed) finish()
        else endTarget(target, finish)
      },
    },
  )
  return Object.assign(stream, {
    flush(done: (error?: Error | null) => void): void {
      // An empty write comes behind the lines written before.
      stream.write('', () => {
        pump()
        if (isBlocked) afterwards.push(() => flushTarget(target, done))
        else flushTarget(target, done)
      })
    },
  })
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
