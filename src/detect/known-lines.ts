import { normalise } from './normalise.ts'
import { type Tokens, tokenise } from './tokens.ts'
import type { Vocabulary } from './vocabulary.ts'

const MAX_LINES = 32
const MAX_LINE_BYTES = 4096

/** Reads lines into tokens, and remembers the last few: a line is looked back at by each of the lines behind it. */
export class KnownLines {
  readonly #vocabulary: Vocabulary
  readonly #known = new Map<string, Tokens>()

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary
  }

  /** Reads a line that nobody will look back at. */
  readOnce(line: string): Tokens {
    return tokenise(normalise(line), this.#vocabulary)
  }

  read(line: string): Tokens {
    const known = this.#known.get(line)
    if (known !== undefined) return known
    const tokens = this.readOnce(line)
    if (line.length > MAX_LINE_BYTES) return tokens
    if (this.#known.size === MAX_LINES) this.#known.delete(this.#known.keys().next().value as string)
    this.#known.set(line, tokens)
    return tokens
  }
}
