// The floor: what reading and writing costs in Node when nothing is looked at.
import { readSync, writeSync } from 'node:fs'

const chunk = Buffer.allocUnsafeSlow(256 * 1024)
for (;;) {
  const length = readSync(0, chunk, 0, chunk.length, null)
  if (length === 0) break
  for (let from = 0; from < length; ) from += writeSync(1, chunk, from, length - from)
}
