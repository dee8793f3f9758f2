import { KINDS, LONGEST_FORMED, type TemplateWords } from '../template/words.ts'

// A template replaces a random id by another run of the same kind and length. For nearly all forms that changes nothing:
// 32 hexadecimal digits are 32 hexadecimal digits. Where it might (`tx<hex:12>`), the run is kept as it is.

const CLASS = /<(\w+):(\d+)(?:-(\d+))?>/g
const INNER = /^base64\((.*)\)$/
const SHORTEST_INNER = 8

const isIn = (kind: string, text: string): boolean => [...text].every((character) => kind.includes(character))

const unsettleLengths = ({ unsettled }: TemplateWords, kind: number, low: number, high: number): void => {
  for (let n = low; n <= Math.min(high, LONGEST_FORMED); n++) unsettled[2 * kind + (n >> 5)] |= 1 << (n & 31)
}

/** The parts of a form that a single run stands for: letters that must be there, and how long the run may be. */
const partsOf = (form: string): { letters: string; low: number; high: number }[] => {
  const parts: { letters: string; low: number; high: number }[] = []
  // Classes become marks of one character each, so that the form splits at what is in no run.
  const counts: [number, number][] = []
  const marked = form.replace(CLASS, (_, _name, low, high = low) => {
    counts.push([Number(low), Number(high)])
    return String.fromCharCode(0xe000 + counts.length - 1)
  })
  for (const [part] of marked.matchAll(/[0-9A-Za-z_$\ue000-\uf8ff]+/g)) {
    let letters = ''
    let low = 0
    let high = 0
    for (const character of part) {
      const count = counts[character.charCodeAt(0) - 0xe000]
      if (count === undefined) letters += character
      low += count?.[0] ?? 1
      high += count?.[1] ?? 1
    }
    if (letters !== '' && letters.length < part.length) parts.push({ letters, low, high })
  }
  return parts
}

/** Notes the kinds and lengths of runs for which the form has to see the run itself. */
export const unsettle = (words: TemplateWords, form: string): void => {
  const inner = INNER.exec(form)?.[1]
  if (inner !== undefined) {
    // Base64 of a text that begins with a hexadecimal digit begins with M, N, O, Y or Z.
    const settled = /^<hex:/.test(inner) ? 3 : 0
    KINDS.forEach((_, kind) => {
      if (kind >= settled) unsettleLengths(words, kind, SHORTEST_INNER, LONGEST_FORMED)
    })
    return
  }
  for (const { letters, low, high } of partsOf(form)) {
    KINDS.forEach((alphabet, kind) => {
      if (isIn(alphabet, letters)) unsettleLengths(words, kind, low, high)
    })
  }
}
