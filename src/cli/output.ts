import { fstatSync, writeSync, writevSync } from 'node:fs'
import { Socket } from 'node:net'

/** Standard output as bytes, with an answer to every write. */
export type Output = {
  /** Resolves when the bytes are taken; rejects when they cannot be. The pieces go out as one. */
  write(pieces: readonly Uint8Array[]): Promise<void>
}

// Few pieces are written as they are; many are put together first, in a place that is used again and again.
const FEW_PIECES = 16
const SCRATCH_BYTES = 512 * 1024

/** Puts pieces together. What it answers is good until it is called again. */
const gatherer = (): ((pieces: readonly Uint8Array[]) => Uint8Array) => {
  let scratch: Buffer | undefined
  return (pieces) => {
    if (pieces.length === 1) return pieces[0] as Uint8Array
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0)
    if (length > SCRATCH_BYTES) return Buffer.concat(pieces, length)
    scratch ??= Buffer.allocUnsafeSlow(SCRATCH_BYTES)
    let at = 0
    for (const piece of pieces) {
      scratch.set(piece, at)
      at += piece.length
    }
    return scratch.subarray(0, length)
  }
}

const writeAll = (fd: number, bytes: Uint8Array): void => {
  for (let from = 0; from < bytes.length; ) from += writeSync(fd, bytes, from)
}

/** Writes a few pieces with one call; what the call left over one by one. */
const writePieces = (fd: number, pieces: readonly Uint8Array[]): void => {
  let written = writevSync(fd, pieces)
  for (const piece of pieces) {
    if (written < piece.length) writeAll(fd, piece.subarray(written))
    written = Math.max(0, written - piece.length)
  }
}

/**
 * Opens standard output. A pipe or socket is written by the event loop: a slow reader costs waiting, not spinning, and
 * signals are heard meanwhile. Files and devices are written straight, so that an error belongs to its bytes.
 */
export const openOutput = (fd = 1): Output => {
  const stat = fstatSync(fd)
  const gather = gatherer()
  if (!stat.isFIFO() && !stat.isSocket()) {
    return {
      async write(pieces) {
        if (pieces.length > 1 && pieces.length <= FEW_PIECES) writePieces(fd, pieces)
        else writeAll(fd, gather(pieces))
      },
    }
  }
  const socket = new Socket({ fd, readable: false, writable: true })
  let failure: Error | undefined
  socket.on('error', (error) => {
    failure = error
  })
  return {
    write: (pieces) =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) reject(failure)
        else socket.write(gather(pieces), (error) => (error ? reject(error) : resolve()))
      }),
  }
}
