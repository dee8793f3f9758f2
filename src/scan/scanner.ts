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
   * The same for a chunk in the module's memory that consists of whole lines, with `from` at the start of one: lines of a form that
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
  /** what a quick look tells; without it every place at which the needle stands is looked at closely */
  quick?(): Quick | undefined
  /** a further look at what stands round it: it begins at `at`, and what follows it is at `stop`, before `end` */
  accepts?(chunk: Uint8Array, at: number, stop: number, end: number): boolean
}

/** What can be seen at a glance of a place at which a needle stands: where it says no, `accepts` would too. */
export type Quick =
  /** the word ends here, or goes on with one of the bytes */
  | { kind: 'end'; starts: readonly number[] }
  /**
   * A key of any case: not the end of a longer one, which has one of the leads before it, and with a value behind a colon,
   * an equals sign or a blank that is one of the values (a word may go on behind its first six bytes) or has one of the forms.
   */
  | { kind: 'key'; leads: readonly Uint8Array[]; values: Iterable<string>; forms: readonly { length: number; first: number }[] }

/** A needle with what a quick look tells, as far as tables are made of it. */
export type Looked = { text: string; isExact: boolean; quick: Quick | undefined }

/** What is looked for beside the needles that tables were made of. */
export type AddedNeedles = {
  needles: readonly Looked[]
  /** many words whose case counts; they may go on with the same bytes as those before them */
  words: readonly string[]
  /** keys that were looked for before, with further values and forms; all that may lead to them */
  changed: readonly Looked[]
}
