// How far a closing mark looks for its opener: brackets that do not match must not cost the square of the line.
const MAX_WALK = 64
const MAX_STRINGS = 8
// One hostile line must not leave its stacks behind for good.
const MAX_KEPT = 4096

/** The open objects and strings at a place in the line. */
export class Frames {
  // Parallel stacks, of which the first `#top` + 1 places count: id of each open frame, its bracket or quote mark, and how
  // deep that quote is escaped. They are never cut, since setting an array's length costs more than all the rest.
  readonly #ids: number[] = [0]
  readonly #marks: number[] = [0]
  readonly #levels: number[] = [0]
  #top = 0
  /** where in the stacks the strings are, and how many of them are open */
  readonly #strings: number[] = []
  #open = 0
  #next = 1

  /** Forgets the line before. */
  clear(): void {
    this.#top = 0
    this.#open = 0
    this.#next = 1
    if (this.#ids.length > MAX_KEPT) this.#ids.length = this.#marks.length = this.#levels.length = this.#strings.length = 1
  }

  get depth(): number {
    return this.#top
  }

  get isInString(): boolean {
    return this.#open > 0 && this.#strings[this.#open - 1] === this.#top
  }

  /** The id of the frame `levels` above the innermost. */
  id(levels = 0): number {
    return this.#ids[Math.max(0, this.#top - levels)] as number
  }

  open(bracket: number): void {
    this.#push(bracket, 0)
  }

  /** Closes the nearest open bracket of the kind; one that was never opened, or lies outside the string, is text. */
  close(bracket: number): void {
    const opener = bracket === 0x29 ? 0x28 : bracket - 2
    const floor = Math.max(this.#open === 0 ? 0 : (this.#strings[this.#open - 1] as number), this.#top - MAX_WALK)
    for (let i = this.#top; i > floor; i--) {
      if (this.#marks[i] === opener) {
        this.#cut(i)
        return
      }
    }
  }

  /** A quote mark escaped `level` times closes the string it opened, with all that was left open inside; else it opens one. */
  quote(mark: number, level: number): void {
    const floor = Math.max(0, this.#open - MAX_STRINGS)
    for (let i = this.#open - 1; i >= floor; i--) {
      const at = this.#strings[i] as number
      if (this.#marks[at] !== mark) continue
      if (this.#levels[at] === level) {
        this.#cut(at)
        return
      }
      if ((this.#levels[at] as number) < level) break
    }
    this.#push(mark, level)
    this.#strings[this.#open++] = this.#top
  }

  #push(mark: number, level: number): void {
    const top = ++this.#top
    this.#ids[top] = this.#next++
    this.#marks[top] = mark
    this.#levels[top] = level
  }

  #cut(length: number): void {
    this.#top = length - 1
    while (this.#open > 0 && (this.#strings[this.#open - 1] as number) >= length) this.#open--
  }
}
