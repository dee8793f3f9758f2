import { normalise } from './normalise.ts'
import { tokenise } from './reader.ts'
import { sourceOf, standsAlone } from './source.ts'
import type { Tokens } from './tokens.ts'
import type { Vocabulary } from './vocabulary.ts'

const MAX_LINES = 32
const MAX_LINE_BYTES = 4096

/** What is known of one line; its tokens only when somebody asked for them. */
export class KnownLine {
  readonly line: string
  readonly #vocabulary: Vocabulary
  #tokens: Tokens | undefined
  readonly standsAlone: boolean
  readonly source: string | undefined

  constructor(line: string, vocabulary: Vocabulary) {
    this.line = line
    this.#vocabulary = vocabulary
    this.standsAlone = standsAlone(line, vocabulary.recordKey)
    this.source = this.standsAlone ? undefined : sourceOf(line)
  }

  /** It says that all went well: what it names explains no failure. */
  get speaksOfSuccess(): boolean {
    return this.#vocabulary.success.test(this.line) && !this.#vocabulary.failure.test(this.line)
  }

  get tokens(): Tokens {
    this.#tokens ??= tokenise(normalise(this.line), this.#vocabulary)
    return this.#tokens
  }
}

/** Remembers the last few lines by their numbers: a line is looked back at by each of the lines behind it. */
export class KnownLines {
  readonly #vocabulary: Vocabulary
  readonly #known: (KnownLine | undefined)[] = new Array(MAX_LINES).fill(undefined)

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary
  }

  /** What is known of a line; the number only says where to look, another line may have had it before. */
  of(line: string, number: number): KnownLine {
    const place = ((number % MAX_LINES) + MAX_LINES) % MAX_LINES
    const known = this.#known[place]
    if (known !== undefined && known.line === line) return known
    const fresh = new KnownLine(line, this.#vocabulary)
    if (line.length <= MAX_LINE_BYTES) this.#known[place] = fresh
    return fresh
  }
}
