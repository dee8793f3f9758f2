const EMPTY = Buffer.alloc(0)
// Room for a line of the default limit, twice over as it grows.
const MAX_SPARE_BYTES = 4 * 1024 * 1024
// Memory that is not written to is not taken.
const GROWTH = 4

/** The unfinished line at the end of a chunk. */
export class Carry {
  /** grows: a line that comes byte by byte costs no more than its length */
  #bytes = EMPTY
  #length = 0
  /** the buffer of the unfinished line before, used again in turn: what was handed out of it has been written by then */
  #spare = EMPTY
  readonly #most: number

  /** @param most bytes that a line has at most, but for the piece that makes it longer: room for more is not taken beforehand */
  constructor(most: number) {
    this.#most = most
  }

  get length(): number {
    return this.#length
  }

  /** Copies: the chunk may be a buffer that is read into again. */
  append(piece: Buffer): void {
    const length = this.#length + piece.length
    if (length > this.#bytes.length) this.#makeRoom(length)
    piece.copy(this.#bytes, this.#length)
    this.#length = length
  }

  #makeRoom(length: number): void {
    const [short, spare] = [this.#bytes, this.#spare]
    const isBegun = this.#length > 0
    const isSpareEnough = isBegun && spare.length >= length
    const room = isBegun ? Math.max(length, Math.min(this.#most, GROWTH * short.length)) : length
    this.#bytes = isSpareEnough ? spare : Buffer.allocUnsafeSlow(room)
    // A line that goes on came with a chunk of its own: what stood in the other buffer has been written. Only one is ever long.
    if (isSpareEnough || (isBegun && short.length > spare.length)) this.#spare = short
    short.copy(this.#bytes, 0, 0, this.#length)
  }

  /** The line so far; the next one begins. */
  take(): Buffer {
    const whole = this.#bytes
    const line = whole.subarray(0, this.#length)
    this.#bytes = this.#spare
    this.#spare = whole.length > MAX_SPARE_BYTES ? EMPTY : whole
    this.#length = 0
    return line
  }

  /** Whether bytes were handed out here: they change with later lines. */
  holds({ buffer }: Buffer): boolean {
    return buffer === this.#bytes.buffer || buffer === this.#spare.buffer
  }
}
