const LF = 0x0a

/** Lines with their ends. */
export const splitLines = (bytes: Buffer): Buffer[] => {
  const lines: Buffer[] = []
  for (let from = 0; from < bytes.length; ) {
    const newline = bytes.indexOf(LF, from)
    const to = newline === -1 ? bytes.length : newline + 1
    lines.push(bytes.subarray(from, to))
    from = to
  }
  return lines
}

const withoutOne = (line: Buffer, original: Buffer, field: string): Buffer | undefined => {
  const extra = line.length - original.length
  const marks = [`,"${field}":{`, `"${field}":{`, `,"${field}.`, `"${field}.`, ` ${field}.`]
  for (const mark of marks) {
    for (let at = line.indexOf(mark); at !== -1; at = line.indexOf(mark, at + 1)) {
      const rest = Buffer.concat([line.subarray(0, at), line.subarray(at + extra)])
      if (rest.equals(original)) return rest
    }
  }
  return undefined
}

/**
 * Takes what was inserted out of the output again, one insertion a line at most, each at the mark of our field. A line
 * from which the input cannot be had back that way stays as it is, so that a comparison with the input shows it.
 */
export const withoutInsertions = (output: Buffer, input: Buffer, field = 'storage_error'): Buffer => {
  const originals = splitLines(input)
  const lines = splitLines(output).map((line, i) => {
    const original = originals[i]
    if (original === undefined || line.equals(original)) return line
    return withoutOne(line, original, field) ?? line
  })
  return Buffer.concat(lines)
}
