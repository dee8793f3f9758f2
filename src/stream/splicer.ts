import { type Insertion, type Learn, type LineDecoder, MAX_INSERTION_BYTES, MAX_LENT_BYTES } from '../decoder/line-decoder.ts'
import type { Scanner } from '../scan/scanner.ts'
import { Carry } from './carry.ts'
import { bodyEnd, LF, lineEnds, lineStart } from './line-ends.ts'
import { RecentLines } from './recent-lines.ts'
import { RoomWalker } from './room-walker.ts'
import { stretches } from './stretches.ts'

const EMPTY = Buffer.alloc(0)

/**
 * Bytes in, bytes out: finds the lines worth reading in each chunk, lets them be judged and splices in what is to be
 * added. Lines never wait: all complete lines of a chunk leave with it. Only an unfinished line is kept.
 *
 * A chunk handed in must not change until what `push` answered has been written.
 */
export class Splicer {
  readonly #lines: LineDecoder
  readonly #scanner: Scanner
  readonly #walker: RoomWalker | undefined
  readonly #recent: RecentLines
  readonly #maxLineBytes: number
  readonly #mostKept: number
  readonly #context: number
  readonly #carry: Carry
  /** inside a line beyond the limit, of which the beginning has gone out */
  #isPassing = false
  #pieces: Buffer[] = []
  /** whether lines are counted: finding every line end costs time */
  countsLines = false
  /** bytes that went in */
  bytes = 0
  /** lines that went in, if they are counted */
  lines = 0

  constructor(lines: LineDecoder, scanner: Scanner) {
    this.#lines = lines
    this.#scanner = scanner
    this.#walker = scanner.module && new RoomWalker(scanner.module, lines, scanner)
    this.#maxLineBytes = lines.options.maxLineBytes
    // It may still fit: an insertion does not count, and a CR at the limit is content only when no LF follows.
    this.#mostKept = this.#maxLineBytes + MAX_INSERTION_BYTES + 1
    this.#carry = new Carry(this.#mostKept)
    this.#context = lines.options.context
    this.#recent = new RecentLines(this.#context, MAX_LENT_BYTES + MAX_INSERTION_BYTES)
  }

  /** Where chunks are best read into; undefined when anywhere is as good. */
  get room(): Buffer | undefined {
    return this.#scanner.room
  }

  /** Takes a chunk; answers what can go out. */
  push(chunk: Buffer): Buffer {
    return this.#composed(this.split(chunk))
  }

  /**
   * The same, in the pieces it consists of: parts of the chunk, of lines kept, and what goes between them. They are good
   * until the next call.
   */
  split(chunk: Buffer): readonly Buffer[] {
    this.bytes += chunk.length
    if (this.countsLines) this.lines += lineEnds(chunk)
    this.#walker?.begin()
    const end = chunk.lastIndexOf(LF) + 1
    if (end === 0) return [this.#keep(chunk)]
    this.#pieces = []
    const from = this.#first(chunk, end)
    if (end > from) this.#region(chunk.subarray(from, end))
    if (end < chunk.length) this.#pieces.push(this.#keep(chunk.subarray(end)))
    return this.#taken()
  }

  /** Sees to the line that the chunk before did not finish; answers how far that went. */
  #first(chunk: Buffer, end: number): number {
    const length = this.#carry.length
    if (length === 0 && !this.#isPassing) return 0
    const head = this.#isPassing ? undefined : this.#walker?.headOf(chunk, length)
    if (head !== undefined) {
      this.#carry.take().copy(head)
      this.#region(Buffer.from(head.buffer, head.byteOffset, length + end))
      return end
    }
    const stop = chunk.indexOf(LF) + 1
    if (this.#isPassing) {
      this.#pieces.push(chunk.subarray(0, stop))
      this.#isPassing = false
    } else {
      this.#carry.append(chunk.subarray(0, stop))
      this.#region(this.#carry.take())
    }
    return stop
  }

  /** The end of a file: its last line is judged as it is, and lends nothing to the next file. */
  endFile(): Buffer {
    this.#pieces = []
    if (this.countsLines && (this.#isPassing || this.#carry.length > 0)) this.lines++
    if (this.#isPassing) this.#isPassing = false
    else if (this.#carry.length > 0) this.#line(this.#carry.take())
    this.#recent.clear()
    this.#lines.detector.reset()
    return this.#composed(this.#taken())
  }

  /** The unfinished line as it is, undecoded: for an end that comes from outside. */
  abandon(): Buffer {
    return this.#carry.take()
  }

  /** Keeps a piece of an unfinished line; once beyond the limit, lets it all go and passes the rest of the line. */
  #keep(piece: Buffer): Buffer {
    if (this.#isPassing) return piece
    this.#carry.append(piece)
    if (this.#carry.length <= this.#mostKept) return EMPTY
    this.#overlong()
    this.#isPassing = true
    return this.#carry.take()
  }

  #overlong(): void {
    this.#lines.counters.overlong++
    this.#lines.detector.skipUnread()
    this.#recent.rememberUnread()
  }

  /** Works through whole lines. */
  #region(region: Buffer): void {
    for (const { from, end, isOverlong } of stretches(region, this.#maxLineBytes)) {
      // What an earlier pass inserted does not count.
      if (!isOverlong || this.#isOverByInsertion(region, from, bodyEnd(region, end - 1))) this.#short(region, from, end)
      else {
        this.#pieces.push(region.subarray(from, end))
        this.#overlong()
      }
    }
  }

  #isOverByInsertion(region: Buffer, start: number, end: number): boolean {
    if (end - start > this.#maxLineBytes + MAX_INSERTION_BYTES) return false
    return this.#lines.isOverByInsertion(region.toString('latin1', start, end))
  }

  /** Works through whole lines of which none is too long. */
  #short(region: Buffer, from: number, end: number): void {
    const walker = this.#walker
    if (walker?.holds(region) === true) {
      this.#inRoom(walker, region, from, end)
      return
    }
    const placed = walker?.place(region.subarray(from, end))
    if (walker === undefined || placed === undefined) this.#elsewhere(region, from, end)
    else if (this.#inRoom(walker, placed, 0, placed.length) === 0) {
      // The lines themselves go on, not their copy.
      this.#pieces[this.#pieces.length - 1] = region.subarray(from, end)
    }
  }

  #elsewhere(region: Buffer, from: number, end: number): void {
    const { detector } = this.#lines
    let done = from
    let written = from
    for (;;) {
      const hit = detector.isHungry && done < end ? done : this.#scanner.next(region, done, end)
      if (hit === -1) break
      const start = lineStart(region, hit, done)
      const newline = region.indexOf(LF, hit)
      detector.skip(this.#count(region, done, start))
      const insertion = this.#judge(region, start, bodyEnd(region, newline), from)
      if (insertion !== undefined) {
        this.#pieces.push(region.subarray(written, start + insertion.at), insertion.written.bytes)
        written = start + insertion.at
      }
      done = newline + 1
    }
    detector.skip(this.#count(region, done, end))
    if (written < end) this.#pieces.push(region.subarray(written, end))
    this.#recent.remember(region, from, end)
  }

  /** The same for lines in the module's memory; answers how much was put in. */
  #inRoom(walker: RoomWalker, region: Buffer, from: number, end: number): number {
    const { detector } = this.#lines
    let done = from
    let written = from
    let insertions = 0
    for (;;) {
      const hit = detector.isHungry && done < end ? done : walker.next(region, done, end)
      const start = hit === -1 ? end : lineStart(region, hit, done)
      if (start > done) detector.skip(walker.linesIn(region, done, start, this.#context + 1))
      walker.tell(region, from, start)
      if (hit === -1) break
      const newline = region.indexOf(LF, hit)
      const insertion = this.#judge(region, start, bodyEnd(region, newline), from, walker.learn)
      if (insertion !== undefined) walker.add(region, start + insertion.at, insertion)
      done = newline + 1
      if (!walker.isFull) continue
      insertions += walker.handOut(region, written, done, this.#pieces)
      written = done
    }
    this.#recent.remember(region, from, end, walker.lastLines(region, from, end, this.#context))
    return insertions + walker.handOut(region, written, end, this.#pieces)
  }

  /** A last line without an end. */
  #line(line: Buffer): void {
    const isOverlong = line.length > this.#maxLineBytes && !this.#isOverByInsertion(line, 0, line.length)
    const insertion = isOverlong ? undefined : this.#judge(line, 0, line.length, 0)
    if (isOverlong) this.#lines.counters.overlong++
    if (insertion === undefined) {
      this.#pieces.push(line)
      return
    }
    this.#pieces.push(line.subarray(0, insertion.at), insertion.written.bytes, line.subarray(insertion.at))
  }

  #judge(region: Buffer, start: number, end: number, floor: number, learn?: Learn): Insertion | undefined {
    try {
      return this.#lines.insertionAt(region, start, end, (distance) => this.#recent.before(region, start, floor, distance), learn)
    } catch {
      // A defect of ours must not cost a line.
      this.#lines.counters.guarded++
      return undefined
    }
  }

  /** Line ends in a part of the region, as far as they matter: beyond the window all distances are the same. */
  #count(region: Buffer, from: number, to: number): number {
    let lines = 0
    for (let at = to; at > from && lines <= this.#context; lines++) {
      at = lineStart(region, at - 1, from)
    }
    return lines
  }

  /** In one buffer, which stays as it is whatever comes next. */
  #composed(pieces: readonly Buffer[]): Buffer {
    const [first, second] = pieces
    if (first === undefined) return EMPTY
    const isOurs = this.#carry.holds(first) || this.#walker?.holds(first) === true
    return second === undefined && !isOurs ? first : Buffer.concat(pieces)
  }

  #taken(): readonly Buffer[] {
    const pieces = this.#pieces
    this.#pieces = []
    return pieces
  }
}
