import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { Socket, type SocketConstructorOpts } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { isatty } from 'node:tty'

const CHUNK_BYTES = 256 * 1024

/** Something bytes are read from. `stop` ends it early; what was read before is still handed out. */
export type Input = {
  name: string
  chunks(): AsyncIterable<Buffer>
  stop(): void
}

// How long a signal may wait while a file is read.
const TURN_MS = 5

/** Files and devices: read at once, with a turn for signals every few milliseconds. */
async function* readFile(fd: number, room: Buffer, isStopped: () => boolean): AsyncGenerator<Buffer> {
  let turnAt = performance.now() + TURN_MS
  while (!isStopped()) {
    const length = readSync(fd, room, 0, room.length, null)
    if (length === 0) return
    yield room.subarray(0, length)
    if (performance.now() < turnAt) continue
    await nextTurn()
    turnAt = performance.now() + TURN_MS
  }
}

/** Pipes and sockets: read into the room by the event loop, one chunk at a time. */
const readSocket = (fd: number, room: Buffer): { chunks(): AsyncGenerator<Buffer>; stop(): void } => {
  let isOver = false
  let failure: Error | undefined
  let filled = 0
  let wake = () => {}
  const socket = new Socket({
    fd,
    readable: true,
    writable: false,
    onread: {
      buffer: room,
      callback: (length: number) => {
        filled = length
        wake()
        return false
      },
    },
  } as SocketConstructorOpts)
  const end = (error?: Error) => {
    failure ??= error
    isOver = true
    wake()
  }
  socket
    .on('error', end)
    .on('end', end)
    .on('close', () => end())
  return {
    stop: () => {
      socket.destroy()
    },
    async *chunks() {
      for (;;) {
        while (filled === 0 && !isOver) {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        }
        if (filled > 0) yield room.subarray(0, filled)
        filled = 0
        if (failure !== undefined) throw failure
        if (isOver) return
        socket.resume()
      }
    },
  }
}

/** Terminals: lines as a person types them. */
const readTerminal = (fd: number): { chunks(): AsyncGenerator<Buffer>; stop(): void } => {
  const stream = fd === 0 ? process.stdin : new Socket({ fd, readable: true, writable: false })
  let isStopped = false
  return {
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

/**
 * Opens an input. Pipes, sockets and terminals are read by the event loop, so that a signal is heard while they are
 * silent; files are read straight.
 *
 * @param path `-` for standard input
 * @param room where bytes are read into; a chunk stands there until the next one is asked for
 * @throws the system's error when it cannot be opened or is a directory
 */
export const openInput = (path: string, room: Buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES)): Input => {
  const fd = path === '-' ? 0 : openSync(path, 'r')
  const stat = fstatSync(fd)
  if (stat.isDirectory()) {
    if (fd !== 0) closeSync(fd)
    throw Object.assign(new Error('is a directory'), { code: 'EISDIR' })
  }
  const name = path === '-' ? 'standard input' : path
  if (isatty(fd)) return { name, ...readTerminal(fd) }
  if (stat.isFIFO() || stat.isSocket()) return { name, ...readSocket(fd, room) }
  let isStopped = false
  return {
    name,
    stop: () => {
      isStopped = true
    },
    async *chunks() {
      try {
        yield* readFile(fd, room, () => isStopped)
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
