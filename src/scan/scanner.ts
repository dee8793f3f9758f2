/**
 * Finds the places in a chunk at which a line may hold a code. It knows bytes and nothing else; what it looks for is
 * handed to it. A faster one may take the place of any other: all of them find the same places.
 */
export type Scanner = {
  /** Offset of the first needle that begins in `[from, end)` of the chunk and ends before `end`; -1 when there is none. */
  next(chunk: Uint8Array, from: number, end: number): number
}

/** What a scanner looks for: lower-case bytes (one character a byte) at the start of a word, in any case of letters. */
export type Needles = readonly string[]
