import type { Entry } from './entry.ts'
import type { Value } from './value.ts'

// A line that holds the same thing over and over costs its length, not what each of them would cost alone.

/** So many values are turned away in a line before they are remembered, and so often a word is passed over before it is dull. */
const MANY = 64

const DOT = 0x2e
const SLASH = 0x2f

/** A value that was turned away: where it is read from, and over how many bytes. */
type Turned = { from: number; length: number; inTag: boolean; isNumber: boolean }

/** What was turned away in one line, and would be again. */
export class Repeats {
  #bytes: Uint8Array = new Uint8Array()
  #length = 0
  #values = 0
  readonly #turned = new Map<Entry, Turned>()
  readonly #counts = new Map<string, number>()
  /** a word that was turned away many times: where it begins and ends */
  #dullFrom = 0
  #dullEnd = 0

  /**
   * Forgets the line before.
   *
   * @param bytes the line, with zeros behind it
   */
  begin(bytes: Uint8Array, length: number): void {
    this.#bytes = bytes
    this.#length = length
    if (this.#values >= MANY) this.#turned.clear()
    if (this.#counts.size > 0) this.#counts.clear()
    this.#values = this.#dullFrom = this.#dullEnd = 0
  }

  /** The value behind a key, which is no code or was taken often enough, whatever stands elsewhere in the line. */
  turnAway(entry: Entry, keyEnd: number, value: Value, inTag: boolean): void {
    // Dots and slashes at its end were left out: how far they were read is not known.
    const behind = this.#bytes[value.end]
    if (++this.#values < MANY || behind === DOT || behind === SLASH) return
    // Up to two bytes behind it tell whether a text goes on.
    const length = value.end + 2 - keyEnd
    this.#turned.set(entry, { from: keyEnd, length, inTag, isNumber: value.isNumber })
  }

  /** The value that was turned away last behind the key, if the same stands behind it here. */
  turnedAway(entry: Entry, keyEnd: number, inTag: boolean): Turned | undefined {
    if (this.#values < MANY) return undefined
    const turned = this.#turned.get(entry)
    if (turned === undefined || turned.inTag !== inTag || keyEnd + turned.length > this.#length) return undefined
    return this.#isSame(turned.from, keyEnd, turned.length) ? turned : undefined
  }

  /** A word from `at` to `end` that stands where it is only spoken of, or was taken often enough. */
  passOver(text: string, at: number, end: number): void {
    if (this.#bytes[end] === DOT) return
    const count = (this.#counts.get(text) ?? 0) + 1
    this.#counts.set(text, count)
    if (count < MANY) return
    this.#dullFrom = at
    this.#dullEnd = end
  }

  /** Whether the word was passed over so often that it is not looked at any more. */
  isDull(at: number, end: number): boolean {
    const length = end - at
    return length === this.#dullEnd - this.#dullFrom && this.#bytes[end] !== DOT && this.#isSame(this.#dullFrom, at, length)
  }

  #isSame(a: number, b: number, length: number): boolean {
    const bytes = this.#bytes
    for (let i = 0; i < length; i++) if (bytes[a + i] !== bytes[b + i]) return false
    return true
  }
}
