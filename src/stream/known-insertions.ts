import type { Insertion, Learn, LineDecoder } from '../decoder/line-decoder.ts'
import type { Written } from '../decoder/written.ts'
import type { Finding } from '../detect/finding.ts'
import { LAYOUT, type ScanModule } from '../scan/module.ts'

// What the module does with lines of a template that is settled, as in scripts/wasm/line-functions.js.
const NOTHING = 1
const PLAIN = 2
const OBJECT = 3

/** What is written into lines, and for whom it is counted. */
type Entry = { written: Written; findings: readonly Finding[] }

/** Insertions the module has at hand: it puts them into lines whose template it knows. */
export class KnownInsertions {
  readonly #module: ScanModule
  readonly #memory: Buffer
  readonly #insertionOf: Int32Array
  readonly #places: Int32Array
  readonly #entries: Entry[] = []
  readonly #numbers = new Map<Written, number>()
  /** how many lines got each since they were last counted */
  readonly #counts: Int32Array
  #top: number = LAYOUT.insertions

  constructor(module: ScanModule) {
    const { buffer } = module.memory
    this.#module = module
    this.#memory = Buffer.from(buffer)
    this.#insertionOf = new Int32Array(buffer, LAYOUT.insertionOf, 2 * LAYOUT.mostTemplates)
    this.#places = new Int32Array(buffer, LAYOUT.places, 2 * LAYOUT.mostInsertions)
    this.#counts = new Int32Array(buffer, LAYOUT.counts, LAYOUT.mostInsertions)
  }

  /** Lets the module deal with lines of a template itself. */
  readonly learn: Learn = ({ number: template, findings, reading }, insertion) => {
    if (insertion === undefined) {
      this.#memory[LAYOUT.verdicts + template] = NOTHING
      return true
    }
    const number = this.#numberOf(insertion.written, findings)
    if (number === undefined) return false
    this.#insertionOf[2 * template + (insertion.isPlain ? 1 : 0)] = number + 1
    const isObject = reading.template.startsWith('{')
    this.#memory[LAYOUT.verdicts + template] = isObject ? OBJECT : PLAIN
    if (isObject) this.#memory[LAYOUT.tails + template] = this.#tailOf(reading.template)
    return true
  }

  /**
   * How many bytes stand behind the last member of every line with a template that is a JSON object; zero where the
   * template does not tell. Where it is one its lines are: they differ from it by words in strings, and by the digits of
   * numbers, of which only those that begin with zeros are none in JSON.
   */
  #tailOf(template: string): number {
    const { line } = LAYOUT
    const length = this.#memory.write(template, line, 'latin1')
    const insertAt = this.#module.record(line, line + length)
    const tail = line + length - insertAt
    return insertAt > 0 && tail <= LONGEST_TAIL ? tail : 0
  }

  /** The number of an insertion that has been counted; undefined where the module does not have it. */
  numberOf({ written }: Insertion): number | undefined {
    const number = this.#numbers.get(written)
    if (number !== undefined) this.#counts[number] = (this.#counts[number] as number) - 1
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
    this.#entries.push({ written, findings })
    this.#numbers.set(written, number)
    return number
  }

  /** Counts the lines that got insertions since they were last counted. */
  count(lines: LineDecoder): void {
    const counts = this.#counts
    const { length } = this.#entries
    for (let number = 0; number < length; number++) {
      const times = counts[number] as number
      if (times === 0) continue
      const { findings, written } = this.#entries[number] as Entry
      lines.count(findings, written, times)
      counts[number] = 0
    }
  }
}

const COPIED_ALONG = 16
/** as a byte can say */
const LONGEST_TAIL = 255
