// Two small tables that turn most words of a line away by their first characters, before anything is looked up.

const BITS = 14
const MASK = (1 << BITS) - 1

const FOLD = new Uint8Array(256)
for (let c = 0; c < 256; c++) FOLD[c] = c >= 0x41 && c <= 0x5a ? c | 0x20 : c

const hash = (a: number, b: number, c: number, d: number): number =>
  (Math.imul((a << 24) | (b << 16) | (c << 8) | d, 0x9e3779b1) >>> (32 - BITS)) & MASK

/** Says of a place in a line (one character a byte) whether something may begin there; false is certain. */
export type Prefilter = (line: string, at: number) => boolean

/** Whether one of the lower-case literals (of two characters or more) may begin at a place, in any case of letters. */
export const literalPrefilter = (literals: Iterable<string>): Prefilter => {
  // By three characters: 1, a literal of so many or fewer; 2, a longer one, which is then looked for by four.
  const three = new Uint8Array(MASK + 1)
  const four = new Uint8Array(MASK + 1)
  for (const literal of literals) {
    const a = literal.charCodeAt(0)
    const b = literal.charCodeAt(1)
    const c = literal.charCodeAt(2)
    if (literal.length > 2) three[hash(0, a, b, c)] |= literal.length > 3 ? 2 : 1
    else for (let any = 0; any < 256; any++) three[hash(0, a, b, any)] |= 1
    if (literal.length > 3) four[hash(a, b, c, literal.charCodeAt(3))] = 1
  }
  return (line, at) => {
    const a = FOLD[line.charCodeAt(at)] as number
    const b = FOLD[line.charCodeAt(at + 1)] as number
    const c = FOLD[line.charCodeAt(at + 2)] as number
    const kinds = three[hash(0, a, b, c)] as number
    return kinds !== 0 && ((kinds & 1) !== 0 || four[hash(a, b, c, FOLD[line.charCodeAt(at + 3)] as number)] === 1)
  }
}

/** Whether one of the words, or one with a suffix, may begin at a place that four characters follow. */
export const wordPrefilter = (words: Iterable<string>, suffixes: readonly string[]): Prefilter => {
  const seen = new Uint8Array(MASK + 1)
  const add = (text: string): void => {
    if (text.length >= 4) seen[hash(text.charCodeAt(0), text.charCodeAt(1), text.charCodeAt(2), text.charCodeAt(3))] = 1
  }
  for (const word of words) {
    add(word)
    if (word.length < 4) for (const suffix of suffixes) add(word + suffix)
  }
  return (line, at) => seen[hash(line.charCodeAt(at), line.charCodeAt(at + 1), line.charCodeAt(at + 2), line.charCodeAt(at + 3))] === 1
}
