import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs'
import { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises'
import { isatty, ReadStream } from 'node:tty'

const CHUNK_BYTES = 256 * 1024
const RETRY_MS = 10

/** Something bytes are read from. `stop` ends it early; what was read before is still handed out. */
export type Input = {
  /** a pipe: its producer has the first word on Ctrl-C */
  isPiped: boolean
  chunks(): AsyncIterable<Buffer>
  stop(): void
}

/** Reads what is there; undefined when a non-blocking device has nothing yet. */
const readNow = (fd: number, buffer: Buffer): number | undefined => {
  try {
    return readSync(fd, buffer, 0, buffer.length, null)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return undefined
    throw error
  }
}

/** Files and devices: read at once, with a turn for signals between the chunks. */
async function* readFile(fd: number, isStopped: () => boolean): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES)
  while (!isStopped()) {
    const length = readNow(fd, buffer)
    if (length === 0) return
    if (length === undefined) await pause(RETRY_MS)
    else {
      yield buffer.subarray(0, length)
      await nextTurn()
    }
  }
}

const fileInput = (fd: number): Input => {
  let isStopped = false
  return {
    isPiped: false,
    stop: () => {
      isStopped = true
    },
    async *chunks() {
      try {
        yield* readFile(fd, () => isStopped)
      } finally {
        if (fd !== 0) closeSync(fd)
      }
    },
  }
}

const streamInput = (stream: Readable, isPiped: boolean): Input => {
  let isStopped = false
  let rest: Buffer | null = null
  return {
    isPiped,
    stop: () => {
      isStopped = true
      // What has been read ahead would go down with the stream.
      rest = stream.read()
      stream.destroy()
    },
    async *chunks() {
      try {
        for await (const chunk of stream) yield chunk as Buffer
      } catch (error) {
        if (!isStopped) throw error
      }
      if (rest !== null) yield rest
    },
  }
}

// A FIFO without a writer would hold the whole process up, deaf to signals. Only Linux lets a non-blocking reader wait.
const openFlags = (path: string): number =>
  process.platform === 'linux' && statSync(path).isFIFO() ? constants.O_RDONLY | constants.O_NONBLOCK : constants.O_RDONLY

/**
 * Opens an input. Pipes, sockets and terminals are read by the event loop, so that a signal is heard while they are
 * silent; files are read straight.
 *
 * @param path `-` for standard input
 * @throws the system's error when it cannot be opened or is a directory
 */
export const openInput = (path: string): Input => {
  const fd = path === '-' ? 0 : openSync(path, openFlags(path))
  const stat = fstatSync(fd)
  if (stat.isDirectory()) {
    if (fd !== 0) closeSync(fd)
    throw Object.assign(new Error('is a directory'), { code: 'EISDIR' })
  }
  if (isatty(fd)) return streamInput(fd === 0 ? process.stdin : new ReadStream(fd), false)
  if (stat.isFIFO() || stat.isSocket()) return streamInput(new Socket({ fd, readable: true, writable: false }), true)
  return fileInput(fd)
}
