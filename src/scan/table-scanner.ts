import type { Needles, Scanner } from './scanner.ts'

// Wu and Manber's search for many needles: a window as long as the shortest needle slides over the chunk, and a table
// over the window's last two bytes says how far it may jump. Only where it may not jump are needles compared.

const FOLD = new Uint8Array(256)
for (let c = 0; c < 256; c++) FOLD[c] = c >= 0x41 && c <= 0x5a ? c | 0x20 : c

const WORD = new Uint8Array(256)
for (let c = 0x30; c <= 0x39; c++) WORD[c] = 1
for (let c = 0x61; c <= 0x7a; c++) WORD[c] = WORD[c - 0x20] = 1
WORD[0x5f] = 1

const pair = (needle: string, at: number): number => (needle.charCodeAt(at) << 8) | needle.charCodeAt(at + 1)

/** Whether a needle may begin behind the byte: at the start of a word, or behind `\n`, `\t`, `\r` written as an escape. */
const isStart = (chunk: Uint8Array, at: number): boolean => {
  if (at === 0) return true
  const before = chunk[at - 1] as number
  if (WORD[before] === 0) return true
  if (chunk[at - 2] === 0x5c) return before === 0x6e || before === 0x74 || before === 0x72
  // …and behind a percent-encoded or \u00xx character: %22code, \u003cCode
  return chunk[at - 3] === 0x25 || chunk[at - 5] === 0x75 || chunk[at - 6] === 0x75 || isColour(chunk, at - 1)
}

/** The m that ends a terminal colour: ESC [ 3 1 m */
const isColour = (chunk: Uint8Array, at: number): boolean => {
  if (chunk[at] !== 0x6d) return false
  for (let i = at - 1; i >= 0 && at - i < 12; i--) {
    if (chunk[i] === 0x5b) return chunk[i - 1] === 0x1b
  }
  return false
}

/** A scanner in plain JavaScript. */
export const createTableScanner = (needles: Needles): Scanner => {
  if (needles.length === 0) return { next: () => -1 }
  const window = Math.min(...needles.map((needle) => needle.length))
  if (window < 2) throw new RangeError('a needle has at least two bytes')
  const jumps = new Uint8Array(0x10000).fill(window - 1)
  const buckets = new Map<number, Uint8Array[]>()
  for (const needle of needles) {
    for (let at = 0; at + 2 <= window; at++) {
      const jump = window - 2 - at
      const block = pair(needle, at)
      if (jump < (jumps[block] as number)) jumps[block] = jump
    }
    const head = pair(needle, 0)
    const bytes = Uint8Array.from(needle, (c) => c.charCodeAt(0))
    const bucket = buckets.get(head)
    if (bucket === undefined) buckets.set(head, [bytes])
    else bucket.push(bytes)
  }

  const matches = (chunk: Uint8Array, at: number, end: number): boolean => {
    const head = ((FOLD[chunk[at] as number] as number) << 8) | (FOLD[chunk[at + 1] as number] as number)
    const bucket = buckets.get(head)
    if (bucket === undefined || !isStart(chunk, at)) return false
    candidates: for (const needle of bucket) {
      if (at + needle.length > end) continue
      for (let i = 2; i < needle.length; i++) if (FOLD[chunk[at + i] as number] !== needle[i]) continue candidates
      return true
    }
    return false
  }

  return {
    next(chunk, from, end) {
      let last = from + window - 1
      while (last < end) {
        const jump = jumps[((FOLD[chunk[last - 1] as number] as number) << 8) | (FOLD[chunk[last] as number] as number)] as number
        if (jump > 0) {
          last += jump
          continue
        }
        const at = last - window + 1
        if (matches(chunk, at, end)) return at
        last++
      }
      return -1
    },
  }
}
