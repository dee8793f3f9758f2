import { asFile, readWhole } from './whole-file.ts'

const LENGTH_BYTES = 4

/** Several parts as one file: how long each of them is, then one behind the other. */
export const writeParts = (parts: readonly Uint8Array[]): Uint8Array => {
  const lengths = Buffer.alloc(LENGTH_BYTES * parts.length)
  for (const [number, { length }] of parts.entries()) lengths.writeUInt32LE(length, LENGTH_BYTES * number)
  return asFile(lengths, ...parts)
}

/**
 * The parts out of a file.
 *
 * @param count how many there are
 * @throws RangeError when the file is not whole
 */
export const readParts = (file: Buffer, count: number): Buffer[] => {
  const end = readWhole(file).length
  const parts: Buffer[] = []
  let at = LENGTH_BYTES * count
  for (let number = 0; number < count; number++) {
    const length = file.readUInt32LE(LENGTH_BYTES * number)
    parts.push(file.subarray(at, at + length))
    at += length
  }
  if (at !== end) throw new RangeError('the parts are not as long as they say')
  return parts
}
