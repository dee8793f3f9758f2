// Recognises one JSON text and remembers where its last brace is and which of its members bear our name. It builds
// nothing: a line is never parsed into values and written back. It accepts exactly what JSON.parse accepts, with any
// byte above 0x7f allowed inside strings, so that invalid UTF-8 stays where it is.

import { lineBytes } from '../scan/line-bytes.ts'

/** Offsets [start, end) of a member of the outermost object, the comma before it included. */
export type Span = [start: number, end: number]

export type JsonText = {
  isObject: boolean
  /** where a member goes: behind the last one, before the white space in front of the closing brace */
  insertAt: number
  isEmpty: boolean
  /** members whose key was asked for */
  own: Span[]
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
const COMMA = 0x2c
const COLON = 0x3a

const isBlank = (c: number): boolean => c === 0x20 || c === 0x09 || c === 0x0a || c === 0x0d
const isDigit = (c: number): boolean => c >= 0x30 && c <= 0x39
const isHex = (c: number): boolean => isDigit(c) || (c >= 0x41 && c <= 0x46) || (c >= 0x61 && c <= 0x66)

const skipBlanks = (bytes: Uint8Array, from: number): number => {
  let i = from
  while (isBlank(bytes[i] as number)) i++
  return i
}

/** Offset behind the string that starts at `from`, or -1. */
const skipString = (bytes: Uint8Array, from: number): number => {
  for (let i = from + 1; ; i++) {
    const c = bytes[i] as number
    if (c === QUOTE) return i + 1
    // The zeros behind the line are control characters too.
    if (c < 0x20) return -1
    if (c !== BACKSLASH) continue
    i++
    const escaped = bytes[i] as number
    if (escaped === 0x75) {
      for (let digit = 1; digit <= 4; digit++) if (!isHex(bytes[i + digit] as number)) return -1
      i += 4
    } else if (!isSimpleEscape(escaped)) return -1
  }
}

/** The characters that may follow a backslash alone: " \ / b f n r t */
const isSimpleEscape = (c: number): boolean =>
  c === QUOTE || c === BACKSLASH || c === 0x2f || c === 0x62 || c === 0x66 || c === 0x6e || c === 0x72 || c === 0x74

const skipDigits = (bytes: Uint8Array, from: number): number => {
  let i = from
  while (isDigit(bytes[i] as number)) i++
  return i
}

const skipNumber = (bytes: Uint8Array, from: number): number => {
  let i = (bytes[from] as number) === 0x2d ? from + 1 : from
  if (!isDigit(bytes[i] as number)) return -1
  i = (bytes[i] as number) === 0x30 ? i + 1 : skipDigits(bytes, i)
  if ((bytes[i] as number) === 0x2e) {
    if (!isDigit(bytes[i + 1] as number)) return -1
    i = skipDigits(bytes, i + 1)
  }
  if (((bytes[i] as number) | 0x20) === 0x65) {
    i++
    if ((bytes[i] as number) === 0x2b || (bytes[i] as number) === 0x2d) i++
    if (!isDigit(bytes[i] as number)) return -1
    i = skipDigits(bytes, i)
  }
  return i
}

const [TRUE, FALSE, NULL] = ['true', 'false', 'null'].map((word) => Buffer.from(word)) as [Buffer, Buffer, Buffer]

const isWordAt = (bytes: Uint8Array, from: number, word: Uint8Array): boolean => {
  for (let i = 0; i < word.length; i++) if (bytes[from + i] !== word[i]) return false
  return true
}

/** Offset behind a string, number, true, false or null, or -1. */
const skipScalar = (bytes: Uint8Array, from: number): number => {
  const c = bytes[from] as number
  if (c === QUOTE) return skipString(bytes, from)
  if (c === 0x74) return isWordAt(bytes, from, TRUE) ? from + 4 : -1
  if (c === 0x66) return isWordAt(bytes, from, FALSE) ? from + 5 : -1
  if (c === 0x6e) return isWordAt(bytes, from, NULL) ? from + 4 : -1
  return skipNumber(bytes, from)
}

const keyText = (line: string, start: number, end: number): string => {
  const raw = line.slice(start + 1, end - 1)
  return raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw
}

/**
 * Reads the rest of a line as one JSON text.
 *
 * @param line one character a byte, without its line end
 * @param from where the text starts
 * @param first the character that keys to remember begin with
 * @param isOwn which keys of the outermost object to remember
 * @returns undefined when it is no JSON
 */
export const readJson = (line: string, from: number, first: string, isOwn: (key: string) => boolean): JsonText | undefined => {
  const bytes = lineBytes(line)
  const isObject = bytes[skipBlanks(bytes, from)] === OPEN_BRACE
  const own: Span[] = []
  const closers: number[] = []
  let insertAt = -1
  let isEmpty = false
  let ownStart = -1
  let lastComma = -1
  let i = skipBlanks(bytes, from)

  const firstByte = first.charCodeAt(0)
  const mayBeOwn = (at: number): boolean => bytes[at + 1] === firstByte || bytes[at + 1] === BACKSLASH

  // Reads a key and its colon; answers the offset of the value, or -1.
  const key = (at: number): number => {
    if (bytes[at] !== QUOTE) return -1
    const end = skipString(bytes, at)
    if (end === -1) return -1
    if (closers.length === 1 && mayBeOwn(at) && isOwn(keyText(line, at, end))) ownStart = lastComma === -1 ? at : lastComma
    const colon = skipBlanks(bytes, end)
    return bytes[colon] === COLON ? skipBlanks(bytes, colon + 1) : -1
  }

  for (;;) {
    // At the start of a value.
    const c = bytes[i]
    if (c === OPEN_BRACE || c === OPEN_BRACKET) {
      const closer = c === OPEN_BRACE ? CLOSE_BRACE : CLOSE_BRACKET
      closers.push(closer)
      const next = skipBlanks(bytes, i + 1)
      if (bytes[next] === closer) {
        if (closers.length === 1) {
          isEmpty = true
          insertAt = i + 1
        }
        closers.pop()
        i = next + 1
      } else {
        i = closer === CLOSE_BRACE ? key(next) : next
        if (i === -1) return undefined
        continue
      }
    } else {
      i = skipScalar(bytes, i)
      if (i === -1) return undefined
    }
    // Behind a value: close what ends here, then a comma or the end.
    for (;;) {
      if (closers.length === 1 && ownStart !== -1) {
        own.push([ownStart, i])
        ownStart = -1
      }
      const behind = i
      i = skipBlanks(bytes, i)
      if (closers.length === 0) return i === line.length ? { isObject, insertAt, isEmpty, own } : undefined
      const closer = closers[closers.length - 1] as number
      const mark = bytes[i]
      if (mark === closer) {
        if (closers.length === 1) insertAt = behind
        closers.pop()
        i++
        continue
      }
      if (mark !== COMMA) return undefined
      if (closers.length === 1) lastComma = i
      i = skipBlanks(bytes, i + 1)
      if (closer === CLOSE_BRACE) {
        i = key(i)
        if (i === -1) return undefined
      }
      break
    }
  }
}
