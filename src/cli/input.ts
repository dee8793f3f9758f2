import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs'
import type { SocketConstructorOpts } from 'node:net'
import type { Readable } from 'node:stream'
import { nextTurn, now, pause } from './turns.ts'

// node:net and node:tty are loaded only where there is a pipe or a terminal: they bring half of Node with them.

const CHUNK_BYTES = 512 * 1024
// The first lines tell what kind of log it is, and are out early.
const FIRST_BYTES = 32 * 1024
const RETRY_MS = 10
// How long a signal may wait while a file is read.
const TURN_MS = 5

/** Something bytes are read from. `stop` ends it early; what was read before is still handed out. */
export type Input = {
  /** a pipe: its producer has the first word on Ctrl-C */
  isPiped: boolean
  chunks(): AsyncIterable<Buffer>
  stop(): void
}

/** Reads what is there; undefined when a non-blocking device has nothing yet. */
const readNow = (fd: number, room: Buffer): number | undefined => {
  try {
    return readSync(fd, room, 0, room.length, null)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return undefined
    throw error
  }
}

/** Files and devices: read at once, with a turn for signals every few milliseconds. */
async function* readFile(fd: number, room: Buffer, isStopped: () => boolean): AsyncGenerator<Buffer> {
  let turnAt = now() + TURN_MS
  let next = room.subarray(0, FIRST_BYTES)
  while (!isStopped()) {
    const length = readNow(fd, next)
    next = room
    if (length === 0) return
    if (length === undefined) await pause(RETRY_MS)
    else yield room.subarray(0, length)
    if (now() < turnAt) continue
    await nextTurn()
    turnAt = now() + TURN_MS
  }
}

const fileInput = (fd: number, room: Buffer): Input => {
  let isStopped = false
  return {
    isPiped: false,
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

/** Pipes and sockets: read into the room by the event loop, one chunk at a time. */
const pipeInput = async (fd: number, room: Buffer): Promise<Input> => {
  const { Socket } = await import('node:net')
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
    isPiped: true,
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
const terminalInput = (stream: Readable): Input => {
  let isStopped = false
  let rest: Buffer | null = null
  return {
    isPiped: false,
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
 * @param room where bytes are read into; a chunk stands there until the next one is asked for
 * @throws the system's error when it cannot be opened or is a directory
 */
export const openInput = async (path: string, room: Buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES)): Promise<Input> => {
  const fd = path === '-' ? 0 : openSync(path, openFlags(path))
  const stat = fstatSync(fd)
  if (stat.isDirectory()) {
    if (fd !== 0) closeSync(fd)
    throw Object.assign(new Error('is a directory'), { code: 'EISDIR' })
  }
  if (await isTerminal(fd, stat)) return terminalInput(fd === 0 ? process.stdin : new (await import('node:tty')).ReadStream(fd))
  return stat.isFIFO() || stat.isSocket() ? pipeInput(fd, room) : fileInput(fd, room)
}

const statOf = (fd: number): Stats | undefined => {
  try {
    return fstatSync(fd)
  } catch {
    return undefined
  }
}

/** Whether a descriptor is a terminal; a closed one is none. */
export const isTerminal = async (fd: number, stat = statOf(fd)): Promise<boolean> =>
  // On Windows a console may say of itself that it is anything.
  (stat?.isCharacterDevice() === true || process.platform === 'win32') && (await import('node:tty')).isatty(fd)
