import type { ScanModule } from './module.ts'

/**
 * Finds the places in a chunk at which a line may hold a code. It knows bytes and nothing else; what it looks for is
 * handed to it. A faster one may take the place of any other: all of them find the same places.
 */
export type Scanner = {
  /**
   * Offset of the first needle that begins in `[from, end)` of the chunk and ends before `end`; -1 when there is none.
   * `from` is a place at which a word may begin: nothing before it is looked at. A chunk must not change between calls.
   */
  next(chunk: Uint8Array, from: number, end: number): number
  /** Where chunks are best read into: they need not be copied then. */
  readonly room?: Buffer
  /** the module in whose memory the room is */
  readonly module?: ScanModule
  /**
   * The same for a chunk in the room that consists of whole lines, with `from` at the start of one: lines of a form that
   * is settled are dealt with on the way (see `stream/room-walker.ts`) and not answered.
   */
  walk?(chunk: Uint8Array, from: number, end: number): number
}

/**
 * One thing a scanner looks for, of at least four bytes. It begins with a word byte or a UTF-8 lead byte, and is found at
 * the start of a word only.
 */
export type Needle = {
  /** one character a byte; lower case unless the case counts */
  text: string
  /** whether upper and lower case are told apart */
  isExact: boolean
  /** a further look at what stands round it: it begins at `at`, and what follows it is at `stop`, before `end` */
  accepts?(chunk: Uint8Array, at: number, stop: number, end: number): boolean
}
