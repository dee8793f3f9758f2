import { once } from 'node:events'
import type { Readable } from 'node:stream'

/** Reads as much as it is told to and no more: between two calls it is a reader that stands still. */
export const readPaced = (stream: Readable) => {
  stream.pause()
  let isEnded = false
  stream.once('end', () => {
    isEnded = true
  })
  const take = async (bytes: number): Promise<Buffer> => {
    const taken: Buffer[] = []
    for (let left = bytes; left > 0; ) {
      const chunk = (stream.read(Math.min(left, stream.readableLength || left)) ?? stream.read()) as Buffer | null
      if (chunk !== null) {
        taken.push(chunk)
        left -= chunk.length
      } else if (isEnded || stream.destroyed) break
      else await Promise.race([once(stream, 'readable'), once(stream, 'end'), once(stream, 'close')])
    }
    return Buffer.concat(taken)
  }
  return { take, rest: () => take(Number.POSITIVE_INFINITY) }
}
