import { bodyEnd, lineStart } from './line-ends.ts'

/** Where a line stands; undefined for one that was not kept. */
type Place = { bytes: Buffer; start: number; end: number } | undefined

/** The last few lines that went by, for evidence that flows forward. Their bytes are kept; hardly any is ever looked at. */
export class RecentLines {
  readonly #limit: number
  #places: Place[] = []

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Remembers the last lines of a region that ends behind a line end. */
  remember(region: Buffer, from: number, end: number): void {
    if (this.#limit === 0 || from === end) return
    const starts: number[] = []
    for (let at = end; at > from && starts.length < this.#limit; at = starts[0] as number) starts.unshift(lineStart(region, at - 1, from))
    const [first] = starts as [number]
    // Copied: the region may be a buffer that is read into again.
    const bytes = Buffer.from(region.subarray(first, end))
    this.#add(
      starts.map((start, index) => {
        const newline = (starts[index + 1] ?? end) - 1
        return { bytes, start: start - first, end: bodyEnd(region, newline) - first }
      }),
    )
  }

  /** Remembers that there was a line, too long to be kept. */
  rememberUnread(): void {
    this.#add([undefined])
  }

  #add(places: readonly Place[]): void {
    if (this.#limit === 0) return
    this.#places = places.length >= this.#limit ? places.slice(-this.#limit) : [...this.#places, ...places].slice(-this.#limit)
  }

  /** The line `distance` before the next one, one character a byte: 1 is the last remembered. */
  at(distance: number): string | undefined {
    const place = this.#places[this.#places.length - distance]
    return place?.bytes.toString('latin1', place.start, place.end)
  }

  clear(): void {
    this.#places = []
  }
}
