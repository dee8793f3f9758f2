import { bodyEnd, LF, lineStart } from './line-ends.ts'

const SHORTEST_SLOT = 512

/** Where a line stands; undefined for one that was not kept. */
type Place = { bytes: Buffer; start: number; end: number } | undefined

/** The lines of a copy that ends behind a line end. */
const placesIn = (bytes: Buffer): Place[] => {
  const places: Place[] = []
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(LF, start)
    places.push({ bytes, start, end: bodyEnd(bytes, newline) })
    start = newline + 1
  }
  return places
}

/** The last few lines that went by, for evidence that flows forward. Their bytes are kept; hardly any is ever looked at. */
export class RecentLines {
  readonly #limit: number
  readonly #maxBytes: number
  #places: Place[] = []
  /** where copies stand that no older line shares */
  #room = Buffer.alloc(0)
  /** so many bytes there are all that is remembered: where their lines begin is found when one is asked for */
  #whole = 0
  /** where copies of single lines stand, used again in turn: long ones would be more garbage than memory may hold */
  readonly #slots: Buffer[] = []
  #slot = 0

  /**
   * @param limit how many lines
   * @param maxBytes of a line; a longer one is not kept
   */
  constructor(limit: number, maxBytes: number) {
    this.#limit = limit
    this.#maxBytes = maxBytes
  }

  /**
   * Remembers the last lines of a region that ends behind a line end.
   *
   * @param first where the last `limit` lines of it begin, where that is known
   */
  remember(region: Buffer, from: number, end: number, first?: number): void {
    if (this.#limit === 0 || from === end) return
    // Copied: the region may be a buffer that is read into again. Short lines share a copy.
    if (first !== undefined && end - first <= this.#maxBytes) {
      this.#copyAll(region, first, end)
      return
    }
    const starts: number[] = []
    for (let at = end; at > from && starts.length < this.#limit; at = starts[0] as number) starts.unshift(lineStart(region, at - 1, from))
    const [start] = starts as [number]
    if (end - start <= this.#maxBytes && starts.length === this.#limit) this.#copyAll(region, start, end)
    else this.#add(starts.map((begin, index) => this.#copied(region, begin, bodyEnd(region, (starts[index + 1] ?? end) - 1))))
  }

  /** A copy of one line that stays until as many as are remembered have come behind it. */
  #copied(region: Buffer, start: number, end: number): Place {
    const length = end - start
    if (length > this.#maxBytes) return undefined
    this.#slot = (this.#slot + 1) % this.#limit
    let bytes = this.#slots[this.#slot]
    if (bytes === undefined || bytes.length < length) {
      bytes = Buffer.allocUnsafeSlow(Math.min(this.#maxBytes, Math.max(SHORTEST_SLOT, 2 * length)))
      this.#slots[this.#slot] = bytes
    }
    region.copy(bytes, 0, start, end)
    return { bytes, start: 0, end: length }
  }

  /** Copies all lines that are remembered over what was copied before. */
  #copyAll(region: Buffer, first: number, end: number): void {
    const length = end - first
    if (this.#room.length < length) this.#room = Buffer.allocUnsafeSlow(Math.min(this.#maxBytes, 2 * length))
    region.copy(this.#room, 0, first, end)
    this.#places = []
    this.#whole = length
  }

  #found(): Place[] {
    if (this.#whole > 0) this.#places = placesIn(this.#room.subarray(0, this.#whole))
    this.#whole = 0
    return this.#places
  }

  /** Remembers that there was a line, too long to be kept. */
  rememberUnread(): void {
    this.#add([undefined])
  }

  #add(places: readonly Place[]): void {
    if (this.#limit === 0) return
    this.#places = places.length >= this.#limit ? places.slice(-this.#limit) : [...this.#found(), ...places].slice(-this.#limit)
    this.#whole = 0
  }

  /** The line `distance` before the next one, one character a byte: 1 is the last remembered. */
  at(distance: number): string | undefined {
    const places = this.#found()
    const place = places[places.length - distance]
    return place?.bytes.toString('latin1', place.start, place.end)
  }

  /** The line `distance` before a place in a region that nothing is remembered of yet, which begins at `floor`; none that is too long. */
  before(region: Buffer, place: number, floor: number, distance: number): string | undefined {
    let end = place
    let left = distance
    for (; end > floor; left--) {
      const start = lineStart(region, end - 1, floor)
      const stop = bodyEnd(region, end - 1)
      if (left === 1) return stop - start > this.#maxBytes ? undefined : region.toString('latin1', start, stop)
      end = start
    }
    return this.at(left)
  }

  clear(): void {
    this.#places = []
    this.#whole = 0
  }
}
