import { fstatSync, writeSync, writevSync } from 'node:fs'
import { pause } from './turns.ts'

const RETRY_MS = 10

/** Standard output as bytes, with an answer to every write. */
export type Output = {
  /** Answers nothing when the bytes are taken at once, else a promise that they are; throws or rejects when they cannot be. */
  write(pieces: readonly Uint8Array[]): Promise<void> | undefined
}

/** So many pieces go out as they are; putting more of them, or a few bytes, together takes less time than handing them over. */
const MOST_PIECES = 64
const FEW_BYTES = 16 * 1024
// Pieces are put together in a place that is used again and again.
const SCRATCH_BYTES = 1024 * 1024

const lengthOf = (pieces: readonly Uint8Array[]): number => {
  let length = 0
  for (const piece of pieces) length += piece.length
  return length
}

/** Puts small pieces together, in order. What it answers is good until it is called again. */
const gatherer = (): ((pieces: readonly Uint8Array[]) => readonly Uint8Array[]) => {
  let scratch: Buffer | undefined
  return (pieces) => {
    const length = lengthOf(pieces)
    if (pieces.length === 1 || (pieces.length <= MOST_PIECES && length > FEW_BYTES)) return pieces
    if (length > SCRATCH_BYTES) return [Buffer.concat(pieces, length)]
    scratch ??= Buffer.allocUnsafeSlow(SCRATCH_BYTES)
    let used = 0
    for (const piece of pieces) {
      scratch.set(piece, used)
      used += piece.length
    }
    return [scratch.subarray(0, length)]
  }
}

/** How many bytes were taken at once; 0 when a non-blocking terminal or device takes none just now. */
const writeNow = (fd: number, pieces: readonly Uint8Array[]): number => {
  const [first] = pieces
  try {
    return pieces.length === 1 ? writeSync(fd, first as Uint8Array) : writevSync(fd, pieces)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0
    throw error
  }
}

/** What is left of pieces of which so many bytes were taken; none of it is empty at its beginning. */
export const rest = (pieces: readonly Uint8Array[], taken: number): readonly Uint8Array[] => {
  let left = taken
  let whole = 0
  for (; whole < pieces.length && left >= (pieces[whole] as Uint8Array).length; whole++) left -= (pieces[whole] as Uint8Array).length
  const [first, ...others] = pieces.slice(whole)
  return first === undefined ? [] : [first.subarray(left), ...others]
}

/** The same until all is taken; undefined when that is at once. */
const writeAll = (fd: number, pieces: readonly Uint8Array[]): Promise<void> | undefined => {
  let length = lengthOf(pieces)
  for (let left = pieces; length > 0; ) {
    const taken = writeNow(fd, left)
    length -= taken
    if (length === 0) return undefined
    left = rest(left, taken)
    if (taken === 0) return pause(RETRY_MS).then(() => writeAll(fd, left))
  }
  return undefined
}

/**
 * Opens standard output. What a pipe or socket does not take at once is written by the event loop: a slow reader costs waiting,
 * not spinning, and signals are heard meanwhile. Files and devices are written straight, so that an error belongs to its bytes.
 */
export const openOutput = async (fd = 1): Promise<Output> => {
  const stat = fstatSync(fd)
  const gather = gatherer()
  if (!stat.isFIFO() && !stat.isSocket()) return { write: (pieces) => writeAll(fd, gather(pieces)) }
  // Loaded only where there is a pipe: it brings half of Node with it.
  const { Socket } = await import('node:net')
  const socket = new Socket({ fd, readable: false, writable: true })
  let failure: Error | undefined
  socket.on('error', (error) => {
    failure = error
  })
  const writeLater = (parts: readonly Uint8Array[]): Promise<void> =>
    new Promise((resolve, reject) => {
      const last = parts.length - 1
      socket.cork()
      parts.forEach((part, index) => {
        socket.write(part, index < last ? undefined : (error) => (error ? reject(error) : resolve()))
      })
      socket.uncork()
    })
  return {
    write(pieces) {
      if (failure !== undefined) throw failure
      const parts = gather(pieces)
      // What the pipe takes just now is on its way before the event loop is asked; the socket made it one that never waits.
      const left = CAN_WRITE_NOW ? rest(parts, writeNow(fd, parts)) : parts
      return left.length === 0 ? undefined : writeLater(left)
    },
  }
}

/** On Windows a pipe that the event loop has is its alone. */
const CAN_WRITE_NOW = process.platform !== 'win32'
