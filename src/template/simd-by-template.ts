import { LAYOUT, type ScanModule } from '../scan/module.ts'
import { type ByTemplate, LONGEST_WITH_TEMPLATE, placeInRead } from './by-template.ts'
import { templateOf } from './template.ts'
import { markWord, OWN, runsOf, type TemplateWords } from './words.ts'

/** A line of our own: its template is not remembered. */
const OURS = -2
/** The template was met for the first time; it is remembered at the second. */
const NEW = -1
const FULL = -2
const MOST_NEW = 16_384
/** When there is no more room, so many templates are let go before it is asked whether those that are known are worth their room: */
const MOST_TURNED_AWAY = 4096
/** they are if this many lines had one of them meanwhile. A log whose forms have become others has fewer. */
const FEWEST_HITS = MOST_TURNED_AWAY / 4

const latin1 = ({ buffer, byteOffset }: Uint8Array, start: number, end: number): string =>
  Buffer.from(buffer, byteOffset + start, end - start).toString('latin1')

/** The words where the module looks for them: nobody needs those that were given any more. */
const inMemory = (buffer: ArrayBuffer, { marks, beginnings, unsettled, kept }: TemplateWords): TemplateWords => {
  const words: TemplateWords = {
    marks: new Uint8Array(buffer, LAYOUT.marks, marks.length),
    beginnings: new Uint8Array(buffer, LAYOUT.beginnings, beginnings.length),
    unsettled: new Int32Array(buffer, LAYOUT.unsettled, unsettled.length),
    kept: kept && new Int32Array(buffer, LAYOUT.kept, kept.length),
  }
  words.marks.set(marks)
  words.beginnings.set(beginnings)
  words.unsettled.set(unsettled)
  if (kept !== undefined) words.kept?.set(kept)
  new Uint8Array(buffer)[LAYOUT.hasKept] = Number(kept !== undefined)
  return words
}

/** The same with the scanner's module. */
export const createSimdByTemplate = <T>(module: ScanModule, given: TemplateWords, make: (template: string) => T): ByTemplate<T> => {
  const { buffer } = module.memory
  const memory = Buffer.from(buffer)
  const words = inMemory(buffer, given)
  /** what is known by numbers, but for what was let go; and which of that was asked for again, and stays */
  const known: (T | undefined)[] = []
  const wanted = new Set<number>()
  let made = 0
  let turnedAway = 0
  let hitsBefore = 0
  let last = NEW
  /** a line that its template does not settle is asked about again at once, and most of those are not remembered */
  let latest: { template: string; known: T } | undefined

  const forget = (): void => {
    module.forget()
    memory.fill(0, LAYOUT.verdicts, LAYOUT.insertionOfEnd)
    known.length = 0
    wanted.clear()
    made = 0
  }
  /** Whether the templates that are known keep their room from one that is not. */
  const stay = (): boolean => {
    if (turnedAway === 0) hitsBefore = module.hits()
    if (++turnedAway <= MOST_TURNED_AWAY) return true
    turnedAway = 0
    return ((module.hits() - hitsBefore) | 0) >= FEWEST_HITS
  }
  /** The number of the template at hand, if it is remembered from now on. */
  const remember = (): number => {
    const number = module.remember()
    if (number === FULL) {
      if (stay()) return NEW
      forget()
      return module.remember()
    }
    // Where many were met once, one that is new may be taken for one of them.
    if (number === NEW && ++made % MOST_NEW === 0) memory.fill(0, LAYOUT.door, LAYOUT.door + LAYOUT.doorBytes)
    return number
  }
  /** What was let go of a template, made anew. The module has not written it: it knows it by the number. */
  const madeAgain = (number: number, line: string): T => {
    const again = make(templateOf(line, words))
    known[number] = again
    wanted.add(number)
    return again
  }
  /** What is known of the template at hand; undefined where it was let go. */
  const found = (number: number): T | undefined => {
    last = number
    if (number >= 0) return known[number]
    const template = memory.toString('latin1', LAYOUT.template, LAYOUT.template + module.templateLength())
    if (latest?.template !== template) latest = { template, known: make(template) }
    const fresh = latest.known
    if (number === OURS || module.templateLength() > LAYOUT.longestKnown) return fresh
    last = remember()
    if (last >= 0) known[last] = fresh
    return fresh
  }

  return {
    get last() {
      return last
    },
    letGo(number) {
      if (!wanted.has(number)) known[number] = undefined
    },
    of(line) {
      last = NEW
      if (line.length > LONGEST_WITH_TEMPLATE) return make(line)
      memory.write(line, LAYOUT.line, 'latin1')
      const number = module.template(LAYOUT.line, LAYOUT.line + line.length)
      return found(number) ?? madeAgain(number, line)
    },
    at(chunk, start, end) {
      last = NEW
      if (chunk.buffer !== buffer || end - start > LONGEST_WITH_TEMPLATE) return undefined
      const number = module.template(chunk.byteOffset + start, chunk.byteOffset + end)
      if (number === OURS) return undefined
      return found(number) ?? madeAgain(number, latin1(chunk, start, end))
    },
    placeIn: (line, at) => placeInRead(line, at, words),
    addOwn(field) {
      // Of what was met before nobody has asked whether it holds the field.
      forget()
      const laidOut = { marks: memory.subarray(LAYOUT.marks), kept: undefined }
      for (const word of runsOf(Buffer.from(field).toString('latin1')).slice(0, 1)) markWord(laidOut, word, OWN)
    },
  }
}
