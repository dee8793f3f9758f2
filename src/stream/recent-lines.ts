/** The last few lines that went by, for evidence that flows forward. */
export class RecentLines {
  readonly #limit: number
  #lines: (string | undefined)[] = []

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Remembers the last lines of a chunk that ends behind a line end. `undefined` stands for a line not kept. */
  remember(lines: (string | undefined)[]): void {
    if (this.#limit === 0) return
    this.#lines = lines.length >= this.#limit ? lines.slice(-this.#limit) : [...this.#lines, ...lines].slice(-this.#limit)
  }

  /** The line `distance` before the next one: 1 is the last remembered. */
  at(distance: number): string | undefined {
    return this.#lines[this.#lines.length - distance]
  }

  clear(): void {
    this.#lines = []
  }
}
