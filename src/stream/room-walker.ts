import type { Insertion, LineDecoder } from '../decoder/line-decoder.ts'
import { LAYOUT, type ScanModule } from '../scan/module.ts'
import type { Scanner } from '../scan/scanner.ts'
import { KnownInsertions } from './known-insertions.ts'
import { LF } from './line-ends.ts'

// Fewer are put in by whoever writes: copying the whole chunk for them would take longer.
const FEWEST_COMPOSED = 32
/** a place is left for the one that a full list is noticed by */
const MOST_EVENTS = LAYOUT.mostEvents - 1

/**
 * Goes through a region that stands in the scanner's room. The module finds most of what is to be put in by itself; what
 * it had to ask about is added, in order.
 */
export class RoomWalker {
  readonly #module: ScanModule
  readonly #lines: LineDecoder
  readonly #scanner: Scanner
  readonly #known: KnownInsertions
  readonly #memory: Buffer
  readonly #events: Int32Array
  /** where copies go, and where the next one does */
  readonly #copies: Buffer
  #place: Buffer
  /** insertions that the module has no number for */
  #loose: Insertion[] = []
  /** events that the detector knows of */
  #told = 0
  /** whether what the module put together last may still have to be written */
  #isOutTaken = false

  constructor(module: ScanModule, lines: LineDecoder, scanner: Scanner) {
    this.#module = module
    this.#lines = lines
    this.#scanner = scanner
    this.#known = new KnownInsertions(module)
    this.#memory = Buffer.from(module.memory.buffer)
    this.#copies = this.#memory.subarray(LAYOUT.copies, LAYOUT.copies + LAYOUT.copiesBytes)
    this.#place = this.#copies
    this.#memory[LAYOUT.copies - 1] = LF
    this.#events = new Int32Array(module.memory.buffer, LAYOUT.events, 2 * LAYOUT.mostEvents)
  }

  get learn(): KnownInsertions['learn'] {
    return this.#known.learn
  }

  /** Whether bytes stand in the module's memory: they change with the next chunk. */
  holds(bytes: Buffer): boolean {
    return bytes.buffer === this.#memory.buffer
  }

  /** Begins a new chunk: what was handed out before has been written. */
  begin(): void {
    this.#isOutTaken = false
    this.#place = this.#copies
    // The beginning of a line may have stood there.
    this.#memory[LAYOUT.room - 1] = LF
  }

  /** Where the beginning of a chunk's first line can be put, right before the chunk; undefined where there is no room. */
  headOf(chunk: Buffer, length: number): Buffer | undefined {
    const { byteOffset: at } = chunk
    if (!this.holds(chunk) || at !== LAYOUT.room || length >= LAYOUT.headBytes) return undefined
    this.#memory[at - length - 1] = LF
    return this.#memory.subarray(at - length, at)
  }

  /** Copies lines from elsewhere to where the module sees them, until the next chunk; undefined when there is no room. */
  place(lines: Buffer): Buffer | undefined {
    if (lines.length > this.#place.length) return undefined
    const placed = this.#place.subarray(0, lines.length)
    lines.copy(placed)
    this.#place = this.#place.subarray(lines.length)
    return placed
  }

  /** The first place from a line's start on at which a line has to be looked at; -1 when there is none. */
  next(region: Buffer, from: number, end: number): number {
    const { walk } = this.#scanner
    return walk !== undefined && this.#lines.detector.isFree ? walk(region, from, end) : this.#scanner.next(region, from, end)
  }

  /** How many lines there are between two places at the starts of lines, at most so many. */
  linesIn(region: Buffer, from: number, to: number, most: number): number {
    this.#module.lineBack(region.byteOffset + from, region.byteOffset + to, most)
    return this.#module.linesBack()
  }

  /** Where the last so many lines before a place begin; undefined where there are fewer. */
  lastLines(region: Buffer, from: number, to: number, count: number): number | undefined {
    const start = this.#module.lineBack(region.byteOffset + from, region.byteOffset + to, count + 1) - region.byteOffset
    return this.#module.linesBack() < count ? undefined : start
  }

  /** Tells the detector of codes in the lines before a place that it was not asked about; the last `context` lines count. */
  tell(region: Buffer, from: number, place: number): void {
    const count = this.#module.eventCount()
    const first = this.#told
    this.#told = count
    const { context } = this.#lines.options
    if (count === first || context === 0) return
    const reach = region.byteOffset + (this.lastLines(region, from, place, context) ?? from)
    let event = count
    while (event > first && this.#at(event - 1) >= reach) event--
    // The line furthest back first: what was reported last counts.
    for (; event < count; event++) {
      const distance = this.linesIn(region, this.#at(event) - region.byteOffset, place, context) - 1
      this.#lines.detector.note(this.#known.findingsOf(this.#number(event)), distance)
    }
  }

  /** Takes an insertion that was asked about; everything before it must have been told. */
  add(region: Buffer, at: number, insertion: Insertion): void {
    const number = this.#known.numberOf(insertion) ?? -this.#loose.push(insertion)
    this.#module.addEvent(region.byteOffset + at, number)
    this.#told++
  }

  /** Whether there is room for what the next line may need. */
  get isFull(): boolean {
    return this.#module.eventCount() >= MOST_EVENTS
  }

  /** Hands out a part of the region with everything put in, and begins anew; answers how much was put in. */
  handOut(region: Buffer, from: number, end: number, pieces: Buffer[]): number {
    const count = this.#module.eventCount()
    if (count === 0) {
      if (from < end) pieces.push(region.subarray(from, end))
      return 0
    }
    const length = end - from + this.#module.account()
    this.#known.count(this.#lines)
    if (count >= FEWEST_COMPOSED && this.#loose.length === 0 && length + SPILLED <= LAYOUT.outEnd - LAYOUT.out && !this.#isOutTaken) {
      const composed = this.#module.compose(region.byteOffset + from, region.byteOffset + end)
      pieces.push(this.#memory.subarray(LAYOUT.out, LAYOUT.out + composed))
      this.#isOutTaken = true
    } else {
      this.#handOutPieces(region, from, end, count, pieces)
    }
    this.#module.clearEvents()
    this.#loose = []
    this.#told = 0
    return count
  }

  #handOutPieces(region: Buffer, from: number, end: number, count: number, pieces: Buffer[]): void {
    let done = from
    for (let event = 0; event < count; event++) {
      const at = this.#at(event) - region.byteOffset
      pieces.push(region.subarray(done, at), this.#bytes(this.#number(event)))
      done = at
    }
    if (done < end) pieces.push(region.subarray(done, end))
  }

  #at(event: number): number {
    return this.#events[2 * event] as number
  }

  #number(event: number): number {
    return this.#events[2 * event + 1] as number
  }

  #bytes(number: number): Buffer {
    return number >= 0 ? this.#known.bytesOf(number) : (this.#loose[-1 - number] as Insertion).written.bytes
  }
}

/** bytes that copying may write behind the last one */
const SPILLED = 16
