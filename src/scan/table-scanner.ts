import { FOLD, isStart } from './bytes.ts'
import { byHead, NeedleTable } from './needle-table.ts'
import type { Needle, Scanner } from './scanner.ts'

// Wu and Manber's search for many needles: a window as long as the shortest needle slides over the chunk, and a table
// over the window's last two bytes says how far it may jump. Only where it may not jump are needles compared.

/** How far the window may jump, by its last two bytes in any case of letters. */
const jumpsOf = (needles: readonly Needle[], window: number): Uint8Array => {
  const folded = new Uint8Array(0x10000).fill(window - 1)
  for (const { text } of needles) {
    for (let at = 0; at + 2 <= window; at++) {
      const pair = ((FOLD[text.charCodeAt(at)] as number) << 8) | (FOLD[text.charCodeAt(at + 1)] as number)
      folded[pair] = Math.min(folded[pair] as number, window - 2 - at)
    }
  }
  return folded.map((_, pair) => folded[((FOLD[pair >> 8] as number) << 8) | (FOLD[pair & 0xff] as number)] as number)
}

/** A scanner in plain JavaScript. */
export const createTableScanner = (needles: readonly Needle[]): Scanner => {
  if (needles.length === 0) return { next: () => -1 }
  const table = new NeedleTable(byHead(needles))
  const window = Math.min(...needles.map(({ text }) => text.length))
  const jumps = jumpsOf(needles, window)
  return {
    next(chunk, from, end) {
      for (let last = from + window - 1; last < end; ) {
        const jump = jumps[((chunk[last - 1] as number) << 8) | (chunk[last] as number)] as number
        if (jump > 0) {
          last += jump
          continue
        }
        const at = last - window + 1
        if (isStart(chunk, at, from) && table.matches(chunk, at, end)) return at
        last++
      }
      return -1
    },
  }
}
