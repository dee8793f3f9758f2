import type { Finding } from './finding.ts'

// More than the codes of any window of ordinary length, so that clearing out is rare.
const MAX_REPORTED = 4096

/** In which line each code was reported last. */
export class Reported {
  readonly #lines = new Map<string, Map<string, number>>()
  #size = 0
  /** how many there may be before they are gone through again; more where a window holds more */
  #most = MAX_REPORTED

  /** The line, or undefined when it never was or is long forgotten. */
  last({ provider, code }: Finding): number | undefined {
    return this.#lines.get(provider)?.get(code)
  }

  /** Notes that a code is reported in a line; what lies further back than the window may be forgotten. */
  at({ provider, code }: Finding, line: number, window: number): void {
    let codes = this.#lines.get(provider)
    if (codes === undefined) {
      codes = new Map()
      this.#lines.set(provider, codes)
    }
    const { size } = codes
    codes.set(code, line)
    this.#size += codes.size - size
    if (this.#size > this.#most) this.#forget(line - window)
  }

  clear(): void {
    this.#lines.clear()
    this.#size = 0
    this.#most = MAX_REPORTED
  }

  /** Unknown codes may differ in every line: what lies beyond the window is of no more use. */
  #forget(before: number): void {
    for (const codes of this.#lines.values()) {
      for (const [code, line] of codes) {
        if (line >= before) continue
        codes.delete(code)
        this.#size--
      }
    }
    this.#most = Math.max(MAX_REPORTED, 2 * this.#size)
  }
}
