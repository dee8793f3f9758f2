// A line ends with LF, or CRLF; nothing else is a line end.

export const LF = 0x0a
const CR = 0x0d

/** Start of the line that the offset is in, not before `floor`. */
export const lineStart = (region: Buffer, at: number, floor: number): number =>
  at <= floor ? floor : Math.max(floor, region.lastIndexOf(LF, at - 1) + 1)

/** Where the content of a line ends of which the LF stands at an offset. */
export const bodyEnd = (region: Buffer, newline: number): number => (newline > 0 && region[newline - 1] === CR ? newline - 1 : newline)

/** How many line ends a chunk holds. */
export const lineEnds = (chunk: Buffer): number => {
  let count = 0
  for (let at = chunk.indexOf(LF); at !== -1; at = chunk.indexOf(LF, at + 1)) count++
  return count
}
