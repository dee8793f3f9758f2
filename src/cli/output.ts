import { fstatSync, writeSync } from 'node:fs'
import { Socket } from 'node:net'

/** Standard output as bytes, with an answer to every write. */
export type Output = {
  /** Resolves when the bytes are taken; rejects when they cannot be. */
  write(bytes: Uint8Array): Promise<void>
}

const writeAll = (fd: number, bytes: Uint8Array): void => {
  for (let from = 0; from < bytes.length; ) from += writeSync(fd, bytes, from)
}

/**
 * Opens standard output. A pipe or socket is written by the event loop: a slow reader costs waiting, not spinning, and
 * signals are heard meanwhile. Files and devices are written straight, so that an error belongs to its bytes.
 */
export const openOutput = (fd = 1): Output => {
  const stat = fstatSync(fd)
  if (!stat.isFIFO() && !stat.isSocket()) {
    return {
      async write(bytes) {
        writeAll(fd, bytes)
      },
    }
  }
  const socket = new Socket({ fd, readable: false, writable: true })
  let failure: Error | undefined
  socket.on('error', (error) => {
    failure = error
  })
  return {
    write: (bytes) =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) reject(failure)
        else socket.write(bytes, (error) => (error ? reject(error) : resolve()))
      }),
  }
}
