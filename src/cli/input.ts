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

/**
 * Takes a chunk, which stays as it is until that is done; answers whether more is wanted. What is done at once is answered
 * at once: a promise for each line that comes by itself would take longer than the line.
 */
export type Take = (chunk: Buffer) => boolean | Promise<boolean>

/** Something bytes are read from. */
export type Input = {
  /** a pipe: its producer has the first word on Ctrl-C */
  isPiped: boolean
  /**
   * Reads to the end, or until no more is wanted.
   *
   * @throws the system's error when it cannot be read, or what `take` throws
   */
  read(take: Take): Promise<void>
  /** Ends it early; what was read before is still handed out. */
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
const fileInput = (fd: number, room: Buffer): Input => {
  let isStopped = false
  const readAll = async (take: Take): Promise<void> => {
    let turnAt = now() + TURN_MS
    let next = room.subarray(0, FIRST_BYTES)
    while (!isStopped) {
      const length = readNow(fd, next)
      next = room
      if (length === 0) return
      if (length === undefined) await pause(RETRY_MS)
      else {
        const answer = take(room.subarray(0, length))
        if (!(answer === true || (await answer))) return
      }
      if (now() < turnAt) continue
      await nextTurn()
      turnAt = now() + TURN_MS
    }
  }
  return {
    isPiped: false,
    stop: () => {
      isStopped = true
    },
    async read(take) {
      try {
        await readAll(take)
      } finally {
        if (fd !== 0) closeSync(fd)
      }
    },
  }
}

/** Pipes and sockets: read into the room by the event loop, which does not stop as long as chunks are done at once. */
const pipeInput = async (fd: number, room: Buffer): Promise<Input> => {
  const { Socket } = await import('node:net')
  let isStopped = false
  let socket: Pick<InstanceType<typeof Socket>, 'destroy'> | undefined
  const readAll = (takeChunk: Take): Promise<void> =>
    new Promise((resolve, reject) => {
      /** what is being done about the last chunk */
      let pending: Promise<unknown> = Promise.resolve()
      const fail = (error: unknown): void => {
        reject(error)
        input.destroy()
      }
      /** Answers whether to read on at once. */
      const take = (length: number): boolean => {
        try {
          const answer = takeChunk(room.subarray(0, length))
          if (answer === true) return true
          pending = Promise.resolve(answer).then((isMoreWanted) => (isMoreWanted ? input.resume() : input.destroy()))
          pending.catch(fail)
        } catch (error) {
          fail(error)
        }
        return false
      }
      const end = (): void => {
        pending.then(() => resolve(), fail)
      }
      const input = new Socket({ fd, readable: true, writable: false, onread: { buffer: room, callback: take } } as SocketConstructorOpts)
      socket = input
      input.on('error', fail).on('end', end).on('close', end).resume()
    })
  return {
    isPiped: true,
    stop: () => {
      isStopped = true
      socket?.destroy()
    },
    read: async (take) => {
      if (!isStopped) await readAll(take)
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
    async read(take) {
      try {
        for await (const chunk of stream) if (!(await take(chunk as Buffer))) return
      } catch (error) {
        if (!isStopped) throw error
      }
      if (rest !== null) await take(rest)
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
