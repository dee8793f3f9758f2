import { LAYOUT } from '../scan/module.ts'
import { placeInLine, templateOf } from './template.ts'
import type { TemplateWords } from './words.ts'

/** A longer line is read as it is: its template would be as much to make as the line is to read, and is hardly ever met twice. */
export const LONGEST_WITH_TEMPLATE = LAYOUT.longestLine

/** Keeps what is known of templates, so that it is worked out once for all lines that have one. */
export type ByTemplate<T> = {
  /**
   * What is known of the template of a line, made when the template is met for the first time; of a very long line, what is
   * made of the line itself.
   *
   * @param line one character a byte, without its end
   */
  of(line: string): T
  /**
   * The same for a line that stands in the module's own memory. Undefined where it stands elsewhere, is very long, or
   * may hold a field of our own: such a line must be looked at as text.
   */
  at(chunk: Uint8Array, start: number, end: number): T | undefined
  /** The place in a line of a place in what is read of it. */
  placeIn(line: string, at: number): number
  /** The number of the template that was met last; below zero where it has none. */
  readonly last: number
  /** What is known of the template with a number is hardly asked for any more: it need not be kept. */
  letGo(number: number): void
  /** Notes the name of a field of our own. */
  addOwn(field: string): void
}

/** So many templates are kept; a log has some hundreds. */
const MOST_TEMPLATES = 4096

/** In plain JavaScript, where there is no WebAssembly. */
export const createByTemplate = <T>(words: TemplateWords, make: (template: string) => T): ByTemplate<T> => {
  const known = new Map<string, T>()
  return {
    of(line) {
      if (line.length > LONGEST_WITH_TEMPLATE) return make(line)
      const template = templateOf(line, words)
      let found = known.get(template)
      if (found === undefined) {
        found = make(template)
        if (known.size >= MOST_TEMPLATES) known.clear()
        if (line.length <= LONGEST_KEPT) known.set(template, found)
      }
      return found
    },
    at: () => undefined,
    last: -1,
    letGo: () => {},
    placeIn: (line, at) => placeInRead(line, at, words),
    addOwn: () => {},
  }
}

/** Longer lines are seldom met twice. */
const LONGEST_KEPT = 8192

/** The place in a line of a place in its template, or in the line itself where that is what is read. */
export const placeInRead = (line: string, at: number, words: TemplateWords): number =>
  line.length > LONGEST_WITH_TEMPLATE ? at : placeInLine(line, at, words)
