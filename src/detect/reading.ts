import type { Finding } from './finding.ts'
import type { LineReader } from './line-reader.ts'
import { normalise } from './normalise.ts'
import { isDangling, isDumpedValue, isSample, isStatement, standsAlone } from './source.ts'
import type { Tokens } from './tokens.ts'

/** What lines with a template say wherever they stand. */
export type Verdict = {
  /** undefined where their neighbours matter too */
  findings: readonly Finding[] | undefined
  /** a scanner never passes over such a line */
  isSure: boolean
}

/** What all lines with a template have in common; each part is worked out when it is asked for. */
export class Reading {
  readonly template: string
  readonly #reader: LineReader
  #tokens: Tokens | undefined
  #standsAlone: boolean | undefined
  #by: object | undefined
  #verdict: Verdict | undefined

  constructor(template: string, reader: LineReader) {
    this.template = template
    this.#reader = reader
  }

  get tokens(): Tokens {
    this.#tokens ??= this.#reader.read(normalise(this.template))
    return this.#tokens
  }

  /** A whole record, which needs nothing of its neighbours. */
  get standsAlone(): boolean {
    this.#standsAlone ??= standsAlone(this.template, this.#reader.vocabulary.recordKey)
    return this.#standsAlone
  }

  /** It speaks of codes and reports none. */
  get isMention(): boolean {
    return isSample(this.template) || isStatement(this.template)
  }

  /** It is one half of a key and its value. */
  get isHalf(): boolean {
    return isDangling(this.template) || isDumpedValue(this.template)
  }

  /** What one detector judged; asked for once, as long as no other detector asks. */
  verdictBy(detector: object, judge: () => Verdict): Verdict {
    if (this.#verdict === undefined || this.#by !== detector) {
      this.#verdict = judge()
      this.#by = detector
      // They will hardly be asked for again.
      if (this.#verdict.findings !== undefined) this.#tokens = undefined
    }
    return this.#verdict
  }

  /** Whether a scanner finds every line that is judged so. */
  get isSure(): boolean {
    return this.#verdict?.isSure === true
  }
}
