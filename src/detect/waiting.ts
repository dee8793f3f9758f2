import type { Finding } from './finding.ts'
import type { Anchor, Tokens } from './tokens.ts'

/** A possible code that lines still to come may prove. */
export type Waiting = { anchor: Anchor; tokens: Tokens; source: string | undefined; line: number }

const MOST = 16

/** The possible codes of the last lines that are not proven yet. */
export class WaitingCodes {
  #waiting: Waiting[] = []

  get isEmpty(): boolean {
    return this.#waiting.length === 0
  }

  add(waiting: Waiting): void {
    this.#waiting.push(waiting)
  }

  clear(): void {
    this.#waiting = []
  }

  /**
   * Those that a line proves; they wait no longer.
   *
   * @param at number and source of the line
   * @param context over how many lines codes wait
   */
  provenBy(at: Pick<Waiting, 'line' | 'source'>, context: number, judge: (waiting: Waiting) => Finding | undefined): Finding[] {
    const proven: Finding[] = []
    const left: Waiting[] = []
    for (const waiting of this.#waiting.slice(-MOST)) {
      if (at.line - waiting.line > context) continue
      const isStranger = at.source !== undefined && waiting.source !== undefined && at.source !== waiting.source
      const finding = waiting.line === at.line || isStranger ? undefined : judge(waiting)
      if (finding === undefined) left.push(waiting)
      else proven.push(finding)
    }
    this.#waiting = left
    return proven
  }
}
