// A line that holds the same thing over and over costs its length, not what each of them would cost alone. What is known of
// repeated things stands in numbers that the scanner's module reads too: see scripts/wasm/reading-repeats.js.

/** So many values are turned away in a line before they are remembered: most lines have fewer. */
const MANY_VALUES = 8
/** So often is a word passed over before it is dull. */
const MANY_WORDS = 64

/** Keys and words are told apart by their length first. */
const SLOTS = 8
/** Of a key: where it begins, how many bytes from there on are alike, and whether its value is a number. Of a word: the first two. */
const FIELDS = 4
const WORDS = FIELDS * SLOTS
const FROM = 0
const LENGTH = 1
const IS_NUMBER = 2
/** how many numbers there are, of four bytes each */
export const REPEATS_LENGTH = 2 * WORDS

const DOT = 0x2e
const SLASH = 0x2f

/** The end of a value that was turned away. */
type Turned = { end: number; isNumber: boolean }

const slotOf = (length: number): number => FIELDS * (length & (SLOTS - 1))

/** What was turned away in one line, and would be again. */
export class Repeats {
  readonly #known: Int32Array
  #bytes: Uint8Array = new Uint8Array()
  #length = 0
  #values = 0
  #isKnown = false
  readonly #counts = new Map<string, number>()

  /** @param known `REPEATS_LENGTH` zeros, which others may read */
  constructor(known: Int32Array) {
    this.#known = known
  }

  /**
   * Forgets the line before.
   *
   * @param bytes the line, with zeros behind it
   */
  begin(bytes: Uint8Array, length: number): void {
    this.#bytes = bytes
    this.#length = length
    if (this.#isKnown) this.#known.fill(0)
    if (this.#counts.size > 0) this.#counts.clear()
    this.#values = 0
    this.#isKnown = false
  }

  /** The value of a key, which is no code or was taken often enough, whatever stands elsewhere in the line. */
  turnAway(keyStart: number, keyEnd: number, { end, isNumber }: Turned): void {
    // Dots and slashes at its end were left out: how far they were read is not known.
    const behind = this.#bytes[end]
    if (++this.#values < MANY_VALUES || behind === DOT || behind === SLASH) return
    const slot = slotOf(keyEnd - keyStart)
    this.#known[slot + FROM] = keyStart
    // Up to two bytes behind it tell whether a text goes on.
    this.#known[slot + LENGTH] = end + 2 - keyStart
    this.#known[slot + IS_NUMBER] = Number(isNumber)
    this.#isKnown = true
  }

  /** Whether a key stands here with the value that was turned away last, and whether that is a number; undefined: it does not. */
  turnedAway(keyStart: number, keyEnd: number): { isNumber: boolean } | undefined {
    if (!this.#isKnown) return undefined
    const slot = slotOf(keyEnd - keyStart)
    const length = this.#known[slot + LENGTH] as number
    if (length === 0 || keyStart + length > this.#length) return undefined
    // The byte before the key counts: <Code>
    if (!this.#isSame((this.#known[slot + FROM] as number) - 1, keyStart - 1, length + 1)) return undefined
    return this.#known[slot + IS_NUMBER] === 1 ? A_NUMBER : NO_NUMBER
  }

  /** A word from `at` to `end` that stands where it is only spoken of, or was taken often enough. */
  passOver(text: string, at: number, end: number): void {
    if (this.#bytes[end] === DOT) return
    const count = (this.#counts.get(text) ?? 0) + 1
    this.#counts.set(text, count)
    if (count < MANY_WORDS) return
    const slot = WORDS + slotOf(end - at)
    this.#known[slot + FROM] = at
    this.#known[slot + LENGTH] = end - at
    this.#isKnown = true
  }

  /** Whether the word was passed over so often that it is not looked at any more. */
  isDull(at: number, end: number): boolean {
    if (!this.#isKnown) return false
    const length = end - at
    const slot = WORDS + slotOf(length)
    if (length !== this.#known[slot + LENGTH] || this.#bytes[end] === DOT) return false
    return this.#isSame(this.#known[slot + FROM] as number, at, length)
  }

  #isSame(a: number, b: number, length: number): boolean {
    const bytes = this.#bytes
    for (let i = 0; i < length; i++) if (bytes[a + i] !== bytes[b + i]) return false
    return true
  }
}

const A_NUMBER = { isNumber: true }
const NO_NUMBER = { isNumber: false }
