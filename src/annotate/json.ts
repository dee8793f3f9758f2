// Recognises one JSON text and remembers where its last brace is and which of its members bear our name. It builds
// nothing: a line is never parsed into values and written back. It accepts exactly what JSON.parse accepts, with any
// byte above 0x7f allowed inside strings, so that invalid UTF-8 stays where it is.

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

const skipBlanks = (line: string, from: number): number => {
  let i = from
  while (isBlank(line.charCodeAt(i))) i++
  return i
}

/** Offset behind the string that starts at `from`, or -1. */
const skipString = (line: string, from: number): number => {
  for (let i = from + 1; i < line.length; i++) {
    const c = line.charCodeAt(i)
    if (c === QUOTE) return i + 1
    if (c < 0x20) return -1
    if (c !== BACKSLASH) continue
    i++
    const escaped = line.charCodeAt(i)
    if (escaped === 0x75) {
      for (let digit = 1; digit <= 4; digit++) if (!isHex(line.charCodeAt(i + digit))) return -1
      i += 4
    } else if (!isSimpleEscape(escaped)) return -1
  }
  return -1
}

/** The characters that may follow a backslash alone: " \ / b f n r t */
const isSimpleEscape = (c: number): boolean =>
  c === QUOTE || c === BACKSLASH || c === 0x2f || c === 0x62 || c === 0x66 || c === 0x6e || c === 0x72 || c === 0x74

const skipDigits = (line: string, from: number): number => {
  let i = from
  while (isDigit(line.charCodeAt(i))) i++
  return i
}

const skipNumber = (line: string, from: number): number => {
  let i = line.charCodeAt(from) === 0x2d ? from + 1 : from
  if (!isDigit(line.charCodeAt(i))) return -1
  i = line.charCodeAt(i) === 0x30 ? i + 1 : skipDigits(line, i)
  if (line.charCodeAt(i) === 0x2e) {
    if (!isDigit(line.charCodeAt(i + 1))) return -1
    i = skipDigits(line, i + 1)
  }
  if ((line.charCodeAt(i) | 0x20) === 0x65) {
    i++
    if (line.charCodeAt(i) === 0x2b || line.charCodeAt(i) === 0x2d) i++
    if (!isDigit(line.charCodeAt(i))) return -1
    i = skipDigits(line, i)
  }
  return i
}

/** Offset behind a string, number, true, false or null, or -1. */
const skipScalar = (line: string, from: number): number => {
  const c = line.charCodeAt(from)
  if (c === QUOTE) return skipString(line, from)
  if (c === 0x74) return line.startsWith('true', from) ? from + 4 : -1
  if (c === 0x66) return line.startsWith('false', from) ? from + 5 : -1
  if (c === 0x6e) return line.startsWith('null', from) ? from + 4 : -1
  return skipNumber(line, from)
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
 * @param isOwn which keys of the outermost object to remember
 * @returns undefined when it is no JSON
 */
export const readJson = (line: string, from: number, isOwn: (key: string) => boolean): JsonText | undefined => {
  const isObject = line.charCodeAt(skipBlanks(line, from)) === OPEN_BRACE
  const own: Span[] = []
  const closers: number[] = []
  let insertAt = -1
  let isEmpty = false
  let ownStart = -1
  let lastComma = -1
  let i = skipBlanks(line, from)

  // Reads a key and its colon; answers the offset of the value, or -1.
  const key = (at: number): number => {
    if (line.charCodeAt(at) !== QUOTE) return -1
    const end = skipString(line, at)
    if (end === -1) return -1
    if (closers.length === 1 && isOwn(keyText(line, at, end))) ownStart = lastComma === -1 ? at : lastComma
    const colon = skipBlanks(line, end)
    return line.charCodeAt(colon) === COLON ? skipBlanks(line, colon + 1) : -1
  }

  for (;;) {
    // At the start of a value.
    const c = line.charCodeAt(i)
    if (c === OPEN_BRACE || c === OPEN_BRACKET) {
      const closer = c === OPEN_BRACE ? CLOSE_BRACE : CLOSE_BRACKET
      closers.push(closer)
      const next = skipBlanks(line, i + 1)
      if (line.charCodeAt(next) === closer) {
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
      i = skipScalar(line, i)
      if (i === -1) return undefined
    }
    // Behind a value: close what ends here, then a comma or the end.
    for (;;) {
      if (closers.length === 1 && ownStart !== -1) {
        own.push([ownStart, i])
        ownStart = -1
      }
      const behind = i
      i = skipBlanks(line, i)
      if (closers.length === 0) return i === line.length ? { isObject, insertAt, isEmpty, own } : undefined
      const closer = closers[closers.length - 1] as number
      const mark = line.charCodeAt(i)
      if (mark === closer) {
        if (closers.length === 1) insertAt = behind
        closers.pop()
        i++
        continue
      }
      if (mark !== COMMA) return undefined
      if (closers.length === 1) lastComma = i
      i = skipBlanks(line, i + 1)
      if (closer === CLOSE_BRACE) {
        i = key(i)
        if (i === -1) return undefined
      }
      break
    }
  }
}
