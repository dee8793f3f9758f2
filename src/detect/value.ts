import { isWord } from './characters.ts'

// Reads what stands behind a key, in any of the ways programs print it:
// "code":1  \"code\": 1  'code': 1  code=1  ["code"]=> int(1)  :code=>1  <Code>x</Code>  code 1  code:[1]  4.0100005e+07

const QUOTE = 0x22
const APOSTROPHE = 0x27
const BACKSLASH = 0x5c
const MAX_GAP = 24
const MAX_ATOM = 160

/** What stands behind a key. */
export type Value = {
  /** offsets of the bare value in the line */
  start: number
  end: number
  text: string
  /** what a class name had added to the word: Exception, Error */
  suffix?: string
  isNumber: boolean
  isQuoted: boolean
  /** only a blank stands between key and value: weaker than a colon or an equals sign */
  isLoose: boolean
}

const isAtom = (c: number): boolean =>
  (c >= 0x30 && c <= 0x39) ||
  (c >= 0x41 && c <= 0x5a) ||
  (c >= 0x61 && c <= 0x7a) ||
  c === 0x5f || // _
  c === 0x2d || // -
  c === 0x2b || // +
  c === 0x2e || // .
  c === 0x2f || // /
  c === 0x3d // = ends base64

/** PHP's serialized form: the key's end, then the type of the value and the length of a string. */
const SERIALIZED = /;(?:[id]:|s:\d{1,6}:)/y

const isSpace = (c: number): boolean => c === 0x20 || c === 0x09

/** Steps over quotes, brackets and blanks that close a key or open a value; answers the offset behind them. */
const skipClosers = (line: string, from: number): number => {
  let i = from
  for (; i < line.length && i - from < MAX_GAP; i++) {
    const c = line.charCodeAt(i)
    if (c !== QUOTE && c !== APOSTROPHE && c !== BACKSLASH && c !== 0x60 && c !== 0x5d && c !== 0x29) break
  }
  return i
}

/**
 * Finds the separator behind a key.
 *
 * @returns the offset behind it, or -1; `isLoose` when blanks were all there was
 */
const skipSeparator = (line: string, from: number, inTag: boolean): { at: number; isLoose: boolean } => {
  let i = from
  while (i < line.length && isSpace(line.charCodeAt(i)) && i - from < MAX_GAP) i++
  const c = line.charCodeAt(i)
  const next = line.charCodeAt(i + 1)
  SERIALIZED.lastIndex = i
  if (c === 0x3b && SERIALIZED.test(line)) return { at: SERIALIZED.lastIndex, isLoose: false } // s:4:"code";i:-177
  if (c === 0x3a && next !== 0x3a) return { at: i + 1, isLoose: false } // :
  if (c === 0x3d && next === 0x3e) return { at: i + 2, isLoose: false } // =>
  if (c === 0x3d && next !== 0x3d) return { at: i + 1, isLoose: false } // = but not ==
  if (c === 0x3e && inTag) return { at: i + 1, isLoose: false } // > of <Code>
  if (c === 0x2d && next === 0x3e) return { at: i + 2, isLoose: false } // ->
  return i > from ? { at: i, isLoose: true } : { at: -1, isLoose: false }
}

/** int( string(9) long( float( u' b' NumberLong( and the like, at the start of a value. */
const TYPE_WORD = /(?:\w{1,12}\((?:\d{1,4}\)\s*)?)/y
const LONGEST_TYPE = 12

/** Whether a word of such a length ends with a bracket: most values begin otherwise, and this is told sooner. */
const mayBeTypeWord = (line: string, from: number): boolean => {
  let i = from
  while (i - from < LONGEST_TYPE && isWord(line.charCodeAt(i))) i++
  return line.charCodeAt(i) === 0x28 && i > from
}

const skipOpeners = (line: string, from: number): { at: number; isQuoted: boolean } => {
  let i = from
  let isQuoted = false
  for (let steps = 0; i < line.length && steps < MAX_GAP; steps++) {
    const c = line.charCodeAt(i)
    if (c === QUOTE || c === APOSTROPHE) isQuoted = true
    if (c === BACKSLASH) {
      const next = line.charCodeAt(i + 1)
      i += next === 0x6e || next === 0x74 || next === 0x72 ? 2 : 1 // \n \t \r
    } else if (c === QUOTE || c === APOSTROPHE || c === 0x60 || isSpace(c) || c === 0x5b) i++
    else if ((c === 0x75 || c === 0x62) && line.charCodeAt(i + 1) === APOSTROPHE) i++
    else {
      TYPE_WORD.lastIndex = i
      if (isQuoted || !mayBeTypeWord(line, i) || !TYPE_WORD.test(line) || line.charCodeAt(TYPE_WORD.lastIndex) === 0x29) break
      i = TYPE_WORD.lastIndex
    }
  }
  return { at: i, isQuoted }
}

const LONGEST_INTEGER = 15

const isInteger = (atom: string): boolean => {
  const from = atom.charCodeAt(0) === 0x2d ? 1 : 0
  const digits = atom.length - from
  if (digits === 0 || digits > LONGEST_INTEGER) return false
  for (let i = from; i < atom.length; i++) if (atom.charCodeAt(i) < 0x30 || atom.charCodeAt(i) > 0x39) return false
  return true
}

const FLOAT = /^-?\d{1,15}\.0+$|^-?\d(?:\.\d{1,14})?e\+?\d{1,2}$/i

/** Turns 4.0100005e+07 and 31066.0, as Go and Lua print integers, back into digits. */
const integerOf = (atom: string): string | undefined => {
  if (isInteger(atom)) return atom
  if (!FLOAT.test(atom)) return undefined
  const value = Number(atom)
  return Number.isSafeInteger(value) ? String(value) : undefined
}

/**
 * Reads the value behind a key.
 *
 * @param line the line, one character a byte
 * @param keyEnd offset behind the key
 * @param inTag the key is the name of an XML element
 */
export const readValue = (line: string, keyEnd: number, inTag: boolean): Value | undefined => {
  const separator = skipSeparator(line, skipClosers(line, keyEnd), inTag)
  if (separator.at === -1) return undefined
  const opened = skipOpeners(line, separator.at)
  const start = opened.at
  let end = start
  while (end < line.length && end - start < MAX_ATOM && isAtom(line.charCodeAt(end))) end++
  while (end > start && (line.charCodeAt(end - 1) === 0x2e || line.charCodeAt(end - 1) === 0x2f)) end--
  if (end === start) return undefined
  const atom = line.slice(start, end)
  const integer = integerOf(atom)
  return {
    start,
    end,
    text: integer ?? atom,
    isNumber: integer !== undefined,
    isQuoted: opened.isQuoted,
    isLoose: separator.isLoose,
  }
}

/** A quoted value of which only the first word was read: "NoSuchKey is ignored" */
export const goesOn = (line: string, { end, isQuoted, isNumber }: Value): boolean =>
  isQuoted && !isNumber && / [a-z]/.test(line.slice(end, end + 2))

const MAX_MESSAGE = 400

/** Where a field's text begins (-1: nowhere) and how far it may reach, and the quote mark round it, or zero. */
const openText = (line: string, keyEnd: number, inTag: boolean): { start: number; limit: number; mark: number } => {
  const separator = skipSeparator(line, skipClosers(line, keyEnd), inTag)
  if (separator.at === -1) return { start: -1, limit: -1, mark: 0 }
  let start = separator.at
  while (isSpace(line.charCodeAt(start))) start++
  const limit = Math.min(line.length, start + MAX_MESSAGE)
  while (line.charCodeAt(start) === BACKSLASH || line.charCodeAt(start) === 0x75) {
    if (start >= limit || (line.charCodeAt(start) === 0x75 && line.charCodeAt(start + 1) !== APOSTROPHE)) break
    start++
  }
  const open = line.charCodeAt(start)
  return open === QUOTE || open === APOSTROPHE ? { start: start + 1, limit, mark: open } : { start, limit, mark: 0 }
}

/** The first byte of a field's text as `readText` answers it, or of what ends it; 0 where there is none. */
export const firstOfText = (line: string, keyEnd: number, inTag: boolean): number => {
  const { start } = openText(line, keyEnd, inTag)
  return start === -1 ? 0 : line.charCodeAt(start) || 0
}

/** Reads a field's whole text, up to the quote that closes it or the end of a bare one. */
export const readText = (line: string, keyEnd: number, inTag: boolean): string => {
  const { start, limit, mark } = openText(line, keyEnd, inTag)
  if (start === -1) return ''
  let end = start
  if (mark !== 0) {
    while (end < limit && line.charCodeAt(end) !== mark) end++
    return line.slice(start, end).replace(/\\+$/, '')
  }
  const stop = inTag ? 0x3c : 0x2c // < ends an element, a comma a bare text
  while (end < limit && line.charCodeAt(end) !== stop && line.charCodeAt(end) !== 0x7d && line.charCodeAt(end) !== 0x3b) end++
  return line.slice(start, end)
}
