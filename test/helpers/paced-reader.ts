import { on } from 'node:events'
import type { Readable } from 'node:stream'

/** Reads as much as it is told to and no more: between two calls it is a reader that stands still. */
export const readPaced = (stream: Readable) => {
  stream.pause()
  const readable = on(stream, 'readable', { close: ['end', 'close'] })
  const take = async (bytes: number): Promise<Buffer> => {
    const taken: Buffer[] = []
    for (let left = bytes; left > 0; ) {
      const chunk = (stream.read(Math.min(left, stream.readableLength)) ?? stream.read()) as Buffer | null
      if (chunk !== null) {
        taken.push(chunk)
        left -= chunk.length
      } else if ((await readable.next()).done) break
    }
    return Buffer.concat(taken)
  }
  return { take, rest: () => take(Number.POSITIVE_INFINITY) }
}
