import { bodyEnd, lineStart } from './line-ends.ts'

/** Where a line stands; undefined for one that was not kept. */
type Place = { bytes: Buffer; start: number; end: number } | undefined

/** The last few lines that went by, for evidence that flows forward. Their bytes are kept; hardly any is ever looked at. */
export class RecentLines {
  readonly #limit: number
  readonly #maxBytes: number
  #places: Place[] = []
  /** where copies stand that no older line shares */
  #room = Buffer.alloc(0)

  /**
   * @param limit how many lines
   * @param maxBytes of a line; a longer one is not kept
   */
  constructor(limit: number, maxBytes: number) {
    this.#limit = limit
    this.#maxBytes = maxBytes
  }

  /** Remembers the last lines of a region that ends behind a line end. */
  remember(region: Buffer, from: number, end: number): void {
    if (this.#limit === 0 || from === end) return
    const starts: number[] = []
    for (let at = end; at > from && starts.length < this.#limit; at = starts[0] as number) starts.unshift(lineStart(region, at - 1, from))
    // Copied: the region may be a buffer that is read into again. Short lines share a copy.
    const [first] = starts as [number]
    const shared = end - first <= this.#maxBytes ? this.#copy(region, first, end, starts.length === this.#limit) : undefined
    this.#add(
      starts.map((start, index) => {
        const stop = bodyEnd(region, (starts[index + 1] ?? end) - 1)
        if (shared !== undefined) return { bytes: shared, start: start - first, end: stop - first }
        if (stop - start > this.#maxBytes) return undefined
        return { bytes: Buffer.from(region.subarray(start, stop)), start: 0, end: stop - start }
      }),
    )
  }

  /** Copies into a room of its own, or over what was copied before where nothing of that is remembered any longer. */
  #copy(region: Buffer, first: number, end: number, isAll: boolean): Buffer {
    if (!isAll) return Buffer.from(region.subarray(first, end))
    if (this.#room.length < end - first) this.#room = Buffer.allocUnsafeSlow(end - first)
    region.copy(this.#room, 0, first, end)
    return this.#room
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

  /** The line `distance` before a place in a region that nothing is remembered of yet, which begins at `floor`. */
  before(region: Buffer, place: number, floor: number, distance: number): string | undefined {
    let end = place
    let left = distance
    for (; end > floor; left--) {
      const start = lineStart(region, end - 1, floor)
      if (left === 1) return region.toString('latin1', start, bodyEnd(region, end - 1))
      end = start
    }
    return this.at(left)
  }

  clear(): void {
    this.#places = []
  }
}
