// A line is gone through in one of two ways that say the same: byte by byte (walked-places.ts), or by the scanner's module
// (module-places.ts), which steps over most of what comes to nothing.

import type { Repeats } from './repeats.ts'

/** What of a line is still wanted. */
export const CODES = 1
export const FIELDS = 2
export const SIGNS = 4

/** Answered in place of a place: more objects and strings are open than there is room for. */
export const TOO_DEEP = -1

/** The objects and strings that are open at a place. */
export type Around = {
  readonly depth: number
  /** whether the innermost of them is a string */
  readonly isInString: boolean
  /** the id of the one `levels` above the innermost */
  id(levels?: number): number
}

/** Finds the places of a line at which a key, a sign or a word may stand, or a code in brackets. One line at a time. */
export type Places = {
  /**
   * Begins a line.
   *
   * @param line one character a byte
   * @returns its bytes with some zeros behind them, good until the next line; undefined where it is too long
   */
  begin(line: string): Uint8Array | undefined
  /**
   * The next place at which a word begins, or a round bracket opens; the length of the line: there is none.
   *
   * @param at where to go on: behind what was used up at the last place
   * @param wanted what of the line is still wanted: places of nothing else need not be found
   */
  next(at: number, wanted: number): number
  /** the number of the entry whose key stands at the place that was found last, where it is known that nothing else does; else -1 */
  readonly entry: number
  /** what is open at the place that was found last; behind the bracket, where it is one */
  readonly around: Around
  /** what the line holds over and over: a place where nothing but that stands need not be found */
  readonly repeats: Repeats
  /** whether a number under a code's key was stepped over in an object */
  isNumbered(frame: number): boolean
}
