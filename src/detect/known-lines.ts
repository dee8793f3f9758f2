import { normalise } from './normalise.ts'
import { sourceOf, standsAlone } from './source.ts'
import { type Tokens, tokenise } from './tokens.ts'
import type { Vocabulary } from './vocabulary.ts'

const MAX_LINES = 32
const MAX_LINE_BYTES = 4096

/** What is known of one line; its tokens only when somebody asked for them. */
export class KnownLine {
  readonly #line: string
  readonly #vocabulary: Vocabulary
  #tokens: Tokens | undefined
  readonly standsAlone: boolean
  readonly source: string | undefined

  constructor(line: string, vocabulary: Vocabulary) {
    this.#line = line
    this.#vocabulary = vocabulary
    this.standsAlone = standsAlone(line)
    this.source = this.standsAlone ? undefined : sourceOf(line)
  }

  get tokens(): Tokens {
    this.#tokens ??= tokenise(normalise(this.#line), this.#vocabulary)
    return this.#tokens
  }
}

/** Remembers the last few lines: a line is looked back at by each of the lines behind it. */
export class KnownLines {
  readonly #vocabulary: Vocabulary
  readonly #known = new Map<string, KnownLine>()

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary
  }

  of(line: string): KnownLine {
    const known = this.#known.get(line)
    if (known !== undefined) return known
    const fresh = new KnownLine(line, this.#vocabulary)
    // Records of their own are never looked back at for what they say.
    if (fresh.standsAlone || line.length > MAX_LINE_BYTES) return fresh
    if (this.#known.size === MAX_LINES) this.#known.delete(this.#known.keys().next().value as string)
    this.#known.set(line, fresh)
    return fresh
  }
}
