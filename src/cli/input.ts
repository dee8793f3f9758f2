import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { Socket } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { isatty } from 'node:tty'

const CHUNK_BYTES = 256 * 1024

/** Something bytes are read from. `stop` ends it early; what was read before is still handed out. */
export type Input = {
  name: string
  chunks(): AsyncIterable<Buffer>
  stop(): void
}

/** Files and devices: read at once, with a turn for signals between the chunks. */
async function* readFile(fd: number, isStopped: () => boolean): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES)
  while (!isStopped()) {
    const length = readSync(fd, buffer, 0, CHUNK_BYTES, null)
    if (length === 0) return
    yield buffer.subarray(0, length)
    await nextTurn()
  }
}

/**
 * Opens an input. Pipes, sockets and terminals are read by the event loop, so that a signal is heard while they are
 * silent; files are read straight.
 *
 * @param path `-` for standard input
 * @throws the system's error when it cannot be opened or is a directory
 */
export const openInput = (path: string): Input => {
  const fd = path === '-' ? 0 : openSync(path, 'r')
  const stat = fstatSync(fd)
  if (stat.isDirectory()) {
    if (fd !== 0) closeSync(fd)
    throw Object.assign(new Error('is a directory'), { code: 'EISDIR' })
  }
  const name = path === '-' ? 'standard input' : path
  if (stat.isFIFO() || stat.isSocket() || isatty(fd)) {
    const stream = isatty(fd) && fd === 0 ? process.stdin : new Socket({ fd, readable: true, writable: false })
    let isStopped = false
    return {
      name,
      stop: () => {
        isStopped = true
        stream.destroy()
      },
      async *chunks() {
        try {
          for await (const chunk of stream) yield chunk as Buffer
        } catch (error) {
          if (!isStopped) throw error
        }
      },
    }
  }
  let isStopped = false
  return {
    name,
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

/** Whether standard input is a pipe: its producer has the first word on Ctrl-C. */
export const isPiped = (): boolean => {
  try {
    return fstatSync(0).isFIFO()
  } catch {
    return false
  }
}
