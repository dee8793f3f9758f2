// Text for terminals. Chinese characters take two columns.

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/

// Chinese commas, full stops, closing brackets and the like
const NEVER_FIRST = /^[\uff0c\u3002\uff1b\uff1a\u3001\uff01\uff1f\uff09\u300d\u300f\u300b]/

/** Columns a text takes on a terminal. */
const columns = (text: string): number => {
  let width = 0
  for (const character of text) width += WIDE.test(character) ? 2 : 1
  return width
}

export const padEnd = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - columns(text)))

/** The pieces between which a line may be broken: words, Chinese characters, and parts of what is wider than a line. */
const pieces = (text: string, width: number): string[] =>
  (text.match(/[^\s\u2e80-\uffef]+\s*|[\u2e80-\uffef]\s*|\s+/g) ?? []).flatMap((piece) =>
    piece.length <= width ? [piece] : (piece.match(new RegExp(`.{1,${width}}`, 'gsu')) ?? []),
  )

/** Breaks a text into lines of at most `width` columns, at blanks or between Chinese characters. */
export const wrap = (text: string, width: number): string[] => {
  const lines: string[] = []
  let line = ''
  for (const piece of pieces(text, width)) {
    if (line !== '' && columns((line + piece).trimEnd()) > width && !NEVER_FIRST.test(piece)) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += piece
  }
  if (line.trim() !== '') lines.push(line.trimEnd())
  return lines
}

/** Log text must not drive the terminal. */
export const printable = (text: string): string =>
  text.replace(/\p{Cc}/gu, (character) =>
    character === '\n' || character === '\t' ? character : `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )

// Marks that turn the direction of writing could make a file name read as another.
const TURNS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** A message stays one line, whatever names and texts are quoted in it. */
export const inOneLine = (text: string): string =>
  printable(text)
    .replace(/[\n\t]/g, (character) => (character === '\n' ? '\\n' : '\\t'))
    .replace(TURNS, (character) => `\\u${character.charCodeAt(0).toString(16)}`)
