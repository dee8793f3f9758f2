import type { ByTemplate } from '../template/by-template.ts'
import type { Reading } from './reading.ts'
import { sourceOf } from './source.ts'
import type { Vocabulary } from './vocabulary.ts'

const MAX_LINES = 32
const MAX_LINE_BYTES = 4096

/** What is known of one line. */
export class KnownLine {
  readonly line: string
  readonly reading: Reading
  readonly #vocabulary: Vocabulary
  #source: string | undefined | null = null

  constructor(line: string, reading: Reading, vocabulary: Vocabulary) {
    this.line = line
    this.reading = reading
    this.#vocabulary = vocabulary
  }

  /** The program it says it is from. */
  get source(): string | undefined {
    if (this.#source === null) this.#source = this.reading.standsAlone ? undefined : sourceOf(this.line)
    return this.#source
  }

  /** It says that all went well: what it names explains no failure. */
  get speaksOfSuccess(): boolean {
    return this.#vocabulary.success.test(this.line) && !this.#vocabulary.failure.test(this.line)
  }
}

/** Remembers the last few lines by their numbers: a line is looked back at by each of the lines behind it. */
export class KnownLines {
  readonly #vocabulary: Vocabulary
  readonly #readings: ByTemplate<Reading>
  readonly #known: (KnownLine | undefined)[] = new Array(MAX_LINES).fill(undefined)

  constructor(vocabulary: Vocabulary, readings: ByTemplate<Reading>) {
    this.#vocabulary = vocabulary
    this.#readings = readings
  }

  /** What is known of a line; the number only says where to look, another line may have had it before. */
  of(line: string, number: number): KnownLine {
    const place = ((number % MAX_LINES) + MAX_LINES) % MAX_LINES
    const known = this.#known[place]
    if (known !== undefined && known.line === line) return known
    const fresh = new KnownLine(line, this.#readings.of(line), this.#vocabulary)
    if (line.length <= MAX_LINE_BYTES) this.#known[place] = fresh
    return fresh
  }
}
