const END = Buffer.from('end\n')

/** Bytes as a file, with a mark at the end. */
export const asFile = (...bytes: Uint8Array[]): Uint8Array => Buffer.concat([...bytes, END])

/**
 * The bytes out of a file.
 *
 * @throws RangeError when the file is not whole: half of a table finds nothing, and nobody would know
 */
export const readWhole = <T extends Uint8Array>(file: T): T => {
  const end = file.length - END.length
  if (end <= 0 || !END.equals(file.subarray(end))) throw new RangeError('the file is not whole')
  return file.subarray(0, end) as T
}
