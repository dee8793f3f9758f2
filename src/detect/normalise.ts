// Log text arrives escaped in more ways than quotes: percent-encoded bodies, HTML entities, \u003c from Go's encoder,
// colours in between. They are undone on a copy that only detection sees; what is written out is the line itself.

const NEEDS_WORK = /\x1b\[|%[0-7][0-9A-Fa-f]|&(?:quot|lt|gt|amp|apos|#\d{1,5}|#x[0-9A-Fa-f]{1,4});|\\u[0-9A-Fa-f]{4}|\xef[\xbc\xbd]/

/** Searches for one character each, which engines do fast; most lines hold none of them. */
const mayNeedWork = (line: string): boolean =>
  line.includes('%') || line.includes('&') || line.includes('\x1b') || line.includes('\\u') || line.includes('\xef')

const ENTITIES: Record<string, string> = { quot: '"', lt: '<', gt: '>', amp: '&', apos: "'" }

const utf8 = (codePoint: number): string => Buffer.from(String.fromCodePoint(codePoint), 'utf8').toString('latin1')

const character = (codePoint: number, written: string): string => {
  if (codePoint < 0x20 || codePoint === 0x7f) return ' '
  if (codePoint < 0x80) return String.fromCharCode(codePoint)
  if (codePoint > 0x10ffff || (codePoint >= 0xd800 && codePoint <= 0xdfff)) return written
  return utf8(codePoint)
}

/** Full-width ！to ～ (U+FF01–FF5E) as UTF-8 bytes: EF BC 81 … EF BD 9E. */
const fullWidth = (bytes: string): string => {
  const offset = bytes.charCodeAt(1) === 0xbc ? bytes.charCodeAt(2) - 0x81 : bytes.charCodeAt(2) - 0x80 + 0x3f
  return offset >= 0 && offset <= 0x5d ? String.fromCharCode(0x21 + offset) : bytes
}

/**
 * Undoes colours, percent-encoding, HTML entities, `\uXXXX` and full-width punctuation in a line.
 *
 * @param line one line as latin1 of its bytes
 */
export const normalise = (line: string): string => {
  if (!mayNeedWork(line) || !NEEDS_WORK.test(line)) return line
  return (
    line
      .replace(/\x1b\[[0-9;?]*[A-Za-z]/g, '')
      // Looked for from the first backslash of a run only: a long run without a u behind it must not cost its square.
      .replace(/(?<!\\)\\+u([0-9A-Fa-f]{4})/g, (written, hex) => {
        const codePoint = Number.parseInt(hex, 16)
        // An escaped quote keeps its backslashes: their number says how deep the string is.
        return codePoint === 0x22 ? `${written.slice(0, written.indexOf('u'))}"` : character(codePoint, written)
      })
      .replace(/&(quot|lt|gt|amp|apos);/g, (_, name) => ENTITIES[name] as string)
      .replace(/&(quot|lt|gt|apos);/g, (_, name) => ENTITIES[name] as string)
      .replace(/&#(\d{1,5});/g, (written, digits) => character(Number(digits), written))
      .replace(/&#x([0-9A-Fa-f]{1,4});/g, (written, hex) => character(Number.parseInt(hex, 16), written))
      .replace(/%(25)*([2-7][0-9A-Fa-f])/g, (_, _percent, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
      .replace(/\xef[\xbc\xbd][\x80-\xbf]/g, fullWidth)
  )
}
