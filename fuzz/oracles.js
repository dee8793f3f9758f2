// What must be true of any input. Each oracle answers undefined, or what is wrong.

const NEWLINE = 0x0a

export const splitLines = (bytes) => {
  const lines = []
  let from = 0
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, from)) {
    lines.push(bytes.subarray(from, at + 1))
    from = at + 1
  }
  if (from < bytes.length) lines.push(bytes.subarray(from))
  return lines
}

/** Takes the one insertion out of a decorated line; undefined when what is more in it is no insertion. */
const withoutInsertion = (line, original, field) => {
  const extra = line.length - original.length
  for (const mark of [`,"${field}":{`, `"${field}":{`, `,"${field}.`, `"${field}.`, ` ${field}.`]) {
    for (let at = line.lastIndexOf(mark); at !== -1; at = at === 0 ? -1 : line.lastIndexOf(mark, at - 1)) {
      const rest = Buffer.concat([line.subarray(0, at), line.subarray(at + extra)])
      if (rest.equals(original)) return rest
    }
  }
  return undefined
}

const objectIn = (line) => {
  try {
    const value = JSON.parse(line.toString('latin1').replace(/\r?\n$/, ''))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

const isSameBut = (before, after, field) => {
  const isOwn = (key) => key === field || key.startsWith(`${field}.`)
  const rest = Object.keys(after).filter((key) => !isOwn(key) || Object.hasOwn(before, key))
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b)
  return same(rest, Object.keys(before)) && rest.every((key) => same(before[key], after[key]))
}

const lineByLine = (input, output, field) => {
  const before = splitLines(input)
  const after = splitLines(output)
  if (before.length !== after.length) return `${before.length} lines became ${after.length}`
  for (const [i, original] of before.entries()) {
    const line = after[i]
    if (line.equals(original)) continue
    if (withoutInsertion(line, original, field) === undefined) return `line ${i + 1} differs by more than an insertion`
    const value = objectIn(original)
    if (value === undefined) continue
    const decorated = objectIn(line)
    if (decorated === undefined) return `line ${i + 1} was a JSON object and is none any more`
    if (!isSameBut(value, decorated, field)) return `line ${i + 1} lost or changed a member`
  }
  return undefined
}

const timeOf = (work) => {
  const startedAt = performance.now()
  work()
  return performance.now() - startedAt
}

/** Runs every oracle on an input. */
export const judge = ({ run, runLines, cut, input, field, msPerKilobyte }) => {
  const limit = 400 + (msPerKilobyte * input.length) / 1000
  let whole
  const took = timeOf(() => {
    whole = run([input])
  })
  // Measured again when it was slow: another program may have had the processor.
  const least = took <= limit ? took : Math.min(...[1, 2, 3].map(() => timeOf(() => run([input]))))
  if (least > limit) return `slow: ${least.toFixed(0)} ms for ${input.length} bytes`
  if (whole.guarded > 0) return 'decoding threw'
  const wrong = lineByLine(input, whole.output, field)
  if (wrong !== undefined) return `insertion: ${wrong}`
  if (!run(cut(input)).output.equals(whole.output)) return 'chunked differs from whole'
  if (!run([whole.output]).output.equals(whole.output)) return 'second pass differs'
  const byLines = runLines?.(input)
  if (byLines !== undefined && !byLines.equals(whole.output)) return 'library differs from stream'
  return undefined
}
