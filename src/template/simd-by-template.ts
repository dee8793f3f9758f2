import { type ByTemplate, LONGEST_KEPT, MOST_TEMPLATES } from './by-template.ts'
import { KIND } from './runs.ts'
import { templateOf } from './template.ts'
import { markWord, OWN, runsOf, type TemplateWords } from './words.ts'

/** What scripts/wasm/template-functions.js makes; that file says what each part does. */
type TemplateExports = {
  memory: { readonly buffer: ArrayBuffer }
  template(start: number, end: number): number
  remember(): number
  forget(): void
  templateLength(): number
}

// As in scripts/wasm/layout.js.
const MARKS = 0xd2000
const KINDS = 0xe2000
const UNSETTLED = 0xe2100
const TEMPLATE = 0xe4000
const LINE = 0xe9000

/** A line of our own: its template is not remembered. */
const OURS = -2
const FULL = -1

/**
 * The same with the scanner's module.
 *
 * @param exports of an instance of the module
 */
export const createSimdByTemplate = <T>(exports: object, words: TemplateWords, make: (template: string) => T): ByTemplate<T> => {
  const module = exports as TemplateExports
  const { buffer } = module.memory
  const memory = Buffer.from(buffer)
  memory.set(words.marks, MARKS)
  memory.set(KIND, KINDS)
  memory.set(new Uint8Array(words.unsettled.buffer, words.unsettled.byteOffset, words.unsettled.byteLength), UNSETTLED)
  let known: T[] = []

  /** What is known of the template at hand. */
  const found = (number: number): T => {
    if (number >= 0) return known[number] as T
    const fresh = make(memory.toString('latin1', TEMPLATE, TEMPLATE + module.templateLength()))
    if (number === OURS) return fresh
    if (known.length >= MOST_TEMPLATES || module.remember() === FULL) {
      module.forget()
      module.remember()
      known = []
    }
    known.push(fresh)
    return fresh
  }

  return {
    of(line) {
      if (line.length > LONGEST_KEPT) return make(templateOf(line, words))
      memory.write(line, LINE, 'latin1')
      return found(module.template(LINE, LINE + line.length))
    },
    at(chunk, start, end) {
      if (chunk.buffer !== buffer || end - start > LONGEST_KEPT) return undefined
      const number = module.template(chunk.byteOffset + start, chunk.byteOffset + end)
      return number === OURS ? undefined : found(number)
    },
    addOwn(field) {
      for (const word of runsOf(Buffer.from(field).toString('latin1')).slice(0, 1)) markWord(memory.subarray(MARKS), word, OWN)
    },
  }
}
