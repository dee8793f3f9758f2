import type { Insertion, Learn, LineDecoder } from '../decoder/line-decoder.ts'
import type { Written } from '../decoder/written.ts'
import type { Finding } from '../detect/finding.ts'
import { LAYOUT, type ScanModule } from '../scan/module.ts'

// What the module does with lines of a template that is settled, as in scripts/wasm/line-functions.js.
const NOTHING = 1
const PLAIN = 2
const OBJECT = 3

/** What is written into lines, and for whom it is counted. */
type Entry = { written: Written; findings: readonly Finding[]; times: number }

/** Insertions the module has at hand: it puts them into lines whose template it knows. */
export class KnownInsertions {
  readonly #memory: Buffer
  readonly #insertionOf: Int32Array
  readonly #places: Int32Array
  readonly #entries: Entry[] = []
  readonly #numbers = new Map<Written, number>()
  readonly #met = new Set<Entry>()
  #top: number = LAYOUT.insertions

  constructor({ memory: { buffer } }: ScanModule) {
    this.#memory = Buffer.from(buffer)
    this.#insertionOf = new Int32Array(buffer, LAYOUT.insertionOf, 2 * LAYOUT.mostTemplates)
    this.#places = new Int32Array(buffer, LAYOUT.places, 2 * LAYOUT.mostInsertions)
  }

  /** Lets the module deal with lines of a template itself. */
  readonly learn: Learn = ({ number: template, findings, reading }, insertion) => {
    if (insertion === undefined) {
      this.#memory[LAYOUT.verdicts + template] = NOTHING
      return
    }
    const number = this.#numberOf(insertion.written, findings)
    if (number === undefined) return
    this.#insertionOf[2 * template + (insertion.isPlain ? 1 : 0)] = number + 1
    this.#memory[LAYOUT.verdicts + template] = reading.template.startsWith('{') ? OBJECT : PLAIN
  }

  /** The number of an insertion that has been counted; undefined where the module does not have it. */
  numberOf({ written }: Insertion): number | undefined {
    const number = this.#numbers.get(written)
    if (number !== undefined) (this.#entries[number] as Entry).times--
    return number
  }

  findingsOf(number: number): readonly Finding[] {
    return (this.#entries[number] as Entry).findings
  }

  bytesOf(number: number): Buffer {
    return (this.#entries[number] as Entry).written.bytes
  }

  #numberOf(written: Written, findings: readonly Finding[]): number | undefined {
    const known = this.#numbers.get(written)
    if (known !== undefined) return known
    const number = this.#entries.length
    const { length } = written.bytes
    // Bytes behind it may be copied along with it.
    if (number >= LAYOUT.mostInsertions || this.#top + length + COPIED_ALONG > LAYOUT.insertionsEnd) return undefined
    written.bytes.copy(this.#memory, this.#top)
    this.#places[2 * number] = this.#top
    this.#places[2 * number + 1] = length
    this.#top += length
    this.#entries.push({ written, findings, times: 0 })
    this.#numbers.set(written, number)
    return number
  }

  /** Notes that a line got an insertion. */
  meet(number: number): void {
    const entry = this.#entries[number] as Entry
    entry.times++
    this.#met.add(entry)
  }

  /** Counts the lines met since the last time. */
  count(lines: LineDecoder): void {
    for (const entry of this.#met) {
      if (entry.times > 0) lines.count(entry.findings, entry.written, entry.times)
      entry.times = 0
    }
    this.#met.clear()
  }
}

const COPIED_ALONG = 16
