import type { Finding } from './finding.ts'
import type { Verdict } from './reading.ts'

const MOST = 1024

/** Where the code stood in the line has been used by the time a verdict is kept. */
const isSame = (a: Finding, b: Finding): boolean =>
  a.provider === b.provider &&
  a.code === b.code &&
  a.row === b.row &&
  a.family === b.family &&
  a.meaning === b.meaning &&
  a.strength === b.strength &&
  a.needsNeighbours === b.needsNeighbours

const isSameVerdict = (a: Verdict, findings: readonly Finding[], isSure: boolean): boolean =>
  a.isSure === isSure &&
  a.findings?.length === findings.length &&
  findings.every((finding, index) => isSame(finding, a.findings?.[index] as Finding))

/** Keeps verdicts that say the same as one: thousands of templates get one of a few, and each keeps its verdict. */
export class Verdicts {
  readonly #known = new Map<string, Verdict>()

  of(findings: readonly Finding[], isSure: boolean): Verdict {
    const key = findings.map(({ provider, code }) => `${provider} ${code}`).join('\n')
    const known = this.#known.get(key)
    if (known !== undefined && isSameVerdict(known, findings, isSure)) return known
    // A copy takes no more room than it needs.
    const verdict = { findings: findings.slice(), isSure }
    if (this.#known.size >= MOST) this.#known.clear()
    this.#known.set(key, verdict)
    return verdict
  }
}
