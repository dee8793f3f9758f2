import type { Finding } from './finding.ts'
import { normalise } from './normalise.ts'
import { tokenise } from './reader.ts'
import { isDangling, isSample, isStatement, standsAlone } from './source.ts'
import type { Tokens } from './tokens.ts'
import type { Vocabulary } from './vocabulary.ts'

// int(-177) on a line of its own: the value of the key that the line before ended with
const DUMPED_VALUE = /^\s*[a-z]+\(/

/** What lines with a template say wherever they stand, by one detector's rules. */
export type Verdict = {
  by: object
  /** undefined where their neighbours matter too */
  findings: readonly Finding[] | undefined
  /** a scanner never passes over such a line */
  isSure: boolean
}

/** What all lines with a template have in common; each part is worked out when it is asked for. */
export class Reading {
  readonly template: string
  readonly #vocabulary: Vocabulary
  #tokens: Tokens | undefined
  #standsAlone: boolean | undefined
  verdict: Verdict | undefined

  constructor(template: string, vocabulary: Vocabulary) {
    this.template = template
    this.#vocabulary = vocabulary
  }

  get tokens(): Tokens {
    this.#tokens ??= tokenise(normalise(this.template), this.#vocabulary)
    return this.#tokens
  }

  /** A whole record, which needs nothing of its neighbours. */
  get standsAlone(): boolean {
    this.#standsAlone ??= standsAlone(this.template, this.#vocabulary.recordKey)
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

  /** Lets go of what is not needed once there is a verdict. */
  release(): void {
    this.#tokens = undefined
  }
}

/** Whether the line may be the value of a key at the end of the line before. */
export const isDumpedValue = (line: string): boolean => DUMPED_VALUE.test(line)
