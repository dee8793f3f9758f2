import { fstatSync, writeSync, writevSync } from 'node:fs'
import { pause } from './turns.ts'

const RETRY_MS = 10

/** Standard output as bytes, with an answer to every write. */
export type Output = {
  /** Resolves when the bytes are taken; rejects when they cannot be. */
  write(pieces: readonly Uint8Array[]): Promise<void>
}

/** So many pieces go out at once as they are; putting more of them together takes less time. */
const MOST_PIECES = 64
// Pieces are put together in a place that is used again and again.
const SCRATCH_BYTES = 512 * 1024
/** A piece of that size goes out by itself: copying it takes longer than another write. */
const LARGE_BYTES = 128 * 1024

/** Puts small pieces together, in order. What it answers is good until it is called again. */
const gatherer = (): ((pieces: readonly Uint8Array[]) => readonly Uint8Array[]) => {
  let scratch: Buffer | undefined
  let used = 0
  const join = (pieces: readonly Uint8Array[]): Uint8Array => {
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0)
    if (used + length > SCRATCH_BYTES) return Buffer.concat(pieces, length)
    scratch ??= Buffer.allocUnsafeSlow(SCRATCH_BYTES)
    const start = used
    for (const piece of pieces) {
      scratch.set(piece, used)
      used += piece.length
    }
    return scratch.subarray(start, used)
  }
  return (pieces) => {
    if (pieces.length === 1) return pieces
    used = 0
    const large = pieces.findIndex((piece) => piece.length >= LARGE_BYTES)
    if (large === -1) return [join(pieces)]
    const parts = [join(pieces.slice(0, large)), pieces[large] as Uint8Array, join(pieces.slice(large + 1))]
    return parts.filter((part) => part.length > 0)
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

const writeAll = async (fd: number, pieces: readonly Uint8Array[]): Promise<void> => {
  for (let left = rest(pieces, 0); left.length > 0; ) {
    const taken = writeNow(fd, left)
    if (taken === 0) await pause(RETRY_MS)
    left = rest(left, taken)
  }
}

/**
 * Opens standard output. A pipe or socket is written by the event loop: a slow reader costs waiting, not spinning, and
 * signals are heard meanwhile. Files and devices are written straight, so that an error belongs to its bytes.
 */
export const openOutput = async (fd = 1): Promise<Output> => {
  const stat = fstatSync(fd)
  const gather = gatherer()
  if (!stat.isFIFO() && !stat.isSocket()) {
    return {
      async write(pieces) {
        await writeAll(fd, pieces.length <= MOST_PIECES ? pieces : gather(pieces))
      },
    }
  }
  // Loaded only where there is a pipe: it brings half of Node with it.
  const { Socket } = await import('node:net')
  const socket = new Socket({ fd, readable: false, writable: true })
  let failure: Error | undefined
  socket.on('error', (error) => {
    failure = error
  })
  return {
    write: (pieces) =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) reject(failure)
        else {
          const parts = gather(pieces)
          const last = parts.length - 1
          socket.cork()
          parts.forEach((part, index) => {
            socket.write(part, index < last ? undefined : (error) => (error ? reject(error) : resolve()))
          })
          socket.uncork()
        }
      }),
  }
}
