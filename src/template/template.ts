import { BEGINNING, BEGINNING_BYTES, FORMED, KEPT, KEY, LEADS, LONGEST_FORMED, marksAt, type TemplateWords } from './words.ts'

// What differs from one line of a program to the next (times, addresses, ids, names of files) says nothing about codes.
// A line's template is the line with all that replaced; lines with the same template hold the same codes.

/** how far behind a key its value may begin */
const KEY_REACH = 80
/** how far behind an escape letters may belong to it */
const ESCAPE_REACH = 16
/** how far what leads to something keeps what follows */
const LEAD_REACH = 48
/** so many digits may say how long a string is */
const LONGEST_LENGTH = 4

const DIGIT = 1
const LOWER = 2
const UPPER = 4
const OTHER = 8
/** a letter that is no hexadecimal digit */
const BEYOND_HEX = 16

/** What each byte is in a word; zero: it is in none. */
export const KIND = new Uint8Array(256)
for (let c = 0x30; c <= 0x39; c++) KIND[c] = DIGIT
for (let c = 0x41; c <= 0x5a; c++) {
  KIND[c] = c <= 0x46 ? UPPER : UPPER | BEYOND_HEX
  KIND[c + 0x20] = c <= 0x46 ? LOWER : LOWER | BEYOND_HEX
}
KIND[0x5f] = KIND[0x24] = OTHER // _ $

const JOINTS = new Uint8Array(256)
for (const c of Buffer.from('-+./=')) JOINTS[c] = 1

const isWordByte = (c: number | undefined): boolean => c !== undefined && KIND[c] !== 0

/** What stands for a run; undefined: the run itself. */
type Replacement = string | undefined

const FREE = 0
const AFTER_KEY = 1
const IN_FORM = 2

/**
 * Goes through the runs of a line that are replaced in its template.
 *
 * @param replaced called for each, from left to right
 */
const walk = (
  bytes: Uint8Array,
  length: number,
  words: TemplateWords,
  replaced: (start: number, end: number, by: string) => void,
): void => {
  let state = FREE
  let until = -1
  let keptUntil = -1
  let isFirst = true
  for (let at = 0; at < length; ) {
    const c = bytes[at] as number
    if (KIND[c] === 0) {
      if (c === 0x25 || c === 0x1b || (c === 0x5c && at + 1 < length && isWordByte(bytes[at + 1]))) keptUntil = at + ESCAPE_REACH
      else if (c >= 0xe0 && c < 0xf0 && at + 3 <= length && marksAt(words, bytes, at, 3) & KEY) {
        state = AFTER_KEY
        until = at + 3 + KEY_REACH
      }
      if (c > 0x20) isFirst = false
      at++
      continue
    }
    const from = at
    let kinds = 0
    while (at < length && KIND[bytes[at] as number] !== 0) kinds |= KIND[bytes[at++] as number] as number
    const start = from <= keptUntil ? behindEscape(bytes, from, at) : from
    if (start === at) {
      if (from <= until) until = at + KEY_REACH
      continue
    }
    if (start !== from) kinds = kindsOf(bytes, start, at)
    const size = at - start
    const next = at < length ? (bytes[at] as number) : 0
    const before = start > 0 ? (bytes[start - 1] as number) : 0
    const marks = kinds === DIGIT && isPartOfNumber(bytes, start, at) ? 0 : marksAt(words, bytes, start, size)
    const here = start <= until ? state : FREE
    if (isFirst && next === 0x28) keptUntil = at + LEAD_REACH
    isFirst = false
    const inEntity = isEntity(bytes, start)
    if (start > keptUntil && here !== AFTER_KEY && !inEntity) {
      const by =
        kinds === DIGIT
          ? numberFor(bytes, start, size, before, here, marks, words, isBeforeName(bytes, at, length))
          : wordFor(bytes, start, size, kinds, here, marks, words, before, next)
      if (by !== undefined) replaced(start, at, by)
    }
    if (marks & LEADS) keptUntil = at + LEAD_REACH
    if (marks & KEY) {
      state = AFTER_KEY
      until = at + KEY_REACH
    } else if (marks & FORMED) {
      state = IN_FORM
      until = at + KEY_REACH
    } else if (here !== FREE) {
      const isLength =
        kinds === DIGIT && (next === 0x3a || next === 0x25 || next === 0x1b || (next === 0x29 && before === 0x28 && size <= LONGEST_LENGTH)) // s:8:"…" string(8) "…"
      if (next === 0x28 || inEntity || (size === 1 && kinds !== DIGIT) || isLength) until = at + KEY_REACH
      else if (JOINTS[next] === 1) {
        until = at + 1
        while (until < length && JOINTS[bytes[until] as number] === 1) until++
      } else state = FREE
    }
  }
}

const kindsOf = (bytes: Uint8Array, start: number, end: number): number => {
  let kinds = 0
  for (let at = start; at < end; at++) kinds |= KIND[bytes[at] as number] as number
  return kinds
}

/** Where a run begins that an escape is written against: \ncode, \u0022code, %22code, %2522code, ESC [31mcode. */
const behindEscape = (bytes: Uint8Array, start: number, end: number): number => {
  const before = bytes[start - 1]
  let at = start
  if (before === 0x25) {
    at += 2
    while (bytes[at - 2] === 0x32 && bytes[at - 1] === 0x35 && at < end && isDigit(bytes[at])) at += 2
  } else if (before === 0x5c) {
    const c = bytes[at]
    if (c === 0x6e || c === 0x72 || c === 0x74) at++
    else if (c === 0x75) at += 5
  } else if (before === 0x3b || (before === 0x5b && bytes[start - 2] === 0x1b)) {
    while (at < end && isDigit(bytes[at])) at++
    if (before === 0x5b || (at > start && bytes[at] === 0x6d)) at++
    else at = start
  }
  return Math.min(at, end)
}

/** The name of an HTML entity, or its number: &quot; &#34; &amp;quot; */
const isEntity = (bytes: Uint8Array, start: number): boolean => {
  const at = bytes[start - 1] === 0x23 ? start - 2 : start - 1
  return bytes[at] === 0x26 || (bytes[at] === 0x3b && bytes[at - 1] === 0x70 && bytes[at - 4] === 0x26)
}

const isSettled = ({ unsettled }: TemplateWords, kind: number, size: number): boolean =>
  size <= LONGEST_FORMED && (((unsettled[2 * kind + (size >> 5)] as number) >>> (size & 31)) & 1) === 0

const numberFor = (
  bytes: Uint8Array,
  start: number,
  size: number,
  before: number,
  state: number,
  marks: number,
  words: TemplateWords,
  isStatus: boolean,
): Replacement => {
  if (marks & KEPT) return undefined
  if (before === 0x28 && size <= 8) return undefined
  if (before === 0x2d && size <= 6 && (start < 2 || !isWordByte(bytes[start - 2]))) return undefined
  if (state === IN_FORM) return size > 2 && isSettled(words, 0, size) ? '7'.repeat(size) : undefined
  return size >= 8 ? '7'.repeat(size) : size >= 3 && isStatus ? '777' : '7'
}

/** What stands before a name may be its status: 507 NoSuchKey */
const isBeforeName = (bytes: Uint8Array, end: number, length: number): boolean =>
  bytes[end] === 0x20 && end + 1 < length && ((KIND[bytes[end + 1] as number] as number) & UPPER) !== 0

const isDigit = (c: number | undefined): boolean => c !== undefined && KIND[c] === DIGIT
const isPoint = (c: number | undefined): boolean => c === 0x2e || c === 0x3a || c === 0x2d // . : -

/** Part of a time, an address or a version. What is written against letters is none (v1.0, Z0-9), nor is /2.0/ in a path. */
const isPartOfNumber = (bytes: Uint8Array, start: number, end: number): boolean => {
  const before = bytes[start - 1]
  const isDigitAlone = end - start === 1
  const isMilliseconds = before === 0x2c && bytes[start - 4] === 0x3a // 10:20:30,404
  if ((isPoint(before) || isMilliseconds) && isDigit(bytes[start - 2])) {
    const first = bytes[start - 3]
    return isDigit(first) || (!isWordByte(first) && !(isDigitAlone && first === 0x2f && bytes[end] === 0x2f))
  }
  return isPoint(bytes[end]) && isDigit(bytes[end + 1]) && !(isDigitAlone && before === 0x2f && bytes[end + 2] === 0x2f)
}

/** Class names and symbols: NoSuchKeyException, ERROR_CMD_COS_FILE_EXIST. */
const isSpelledAsName = (first: number, kinds: number): boolean => (first & UPPER) !== 0 && (kinds & (LOWER | OTHER)) !== 0

const LONGEST_COUNT = 56

/** What stands for a number with a letter as databases and metrics write it: 12i, 12u, 1e+06, 1.0E7 */
const unitOf = (bytes: Uint8Array, start: number, size: number, before: number, next: number): string | undefined => {
  if (size > LONGEST_COUNT) return undefined
  let place = 0
  while (place < size && isDigit(bytes[start + place])) place++
  const unit = bytes[start + place] as number
  for (let at = place + 1; at < size; at++) if (!isDigit(bytes[start + at])) return undefined
  const isExponent = unit === 0x65 || unit === 0x45 // e E
  if (place < size - 1) return isExponent && before === 0x2e ? '7e7' : undefined
  if (isExponent) return (next === 0x2b || next === 0x2d) && before !== 0x2d ? '7e' : undefined
  return unit === 0x69 ? '7i' : unit === 0x75 ? '7u' : undefined
}

const SHORTEST_ID = 8

const wordFor = (
  bytes: Uint8Array,
  start: number,
  size: number,
  kinds: number,
  state: number,
  marks: number,
  words: TemplateWords,
  before: number,
  next: number,
): Replacement => {
  const first = KIND[bytes[start] as number] as number
  if (marks & KEPT || ((kinds & DIGIT) === 0 && (size <= 2 || isSpelledAsName(first, kinds)))) return undefined
  if (size >= BEGINNING_BYTES && marksAt(words, bytes, start, BEGINNING_BYTES) & BEGINNING) return undefined
  if (state === IN_FORM) {
    if (first & DIGIT && unitOf(bytes, start, size, before, next) !== undefined) return undefined
    if ((kinds & ~(DIGIT | LOWER)) === 0) return isSettled(words, 1, size) ? 'a'.repeat(size) : undefined
    if ((kinds & ~(DIGIT | UPPER)) === 0) return isSettled(words, 2, size) ? 'A'.repeat(size) : undefined
    if ((kinds & ~(DIGIT | UPPER | BEYOND_HEX)) === 0) return isSettled(words, 3, size) ? 'Z'.repeat(size) : undefined
    return undefined
  }
  if (first & DIGIT) {
    const unit = unitOf(bytes, start, size, before, next)
    return unit ?? (bytes[start] === 0x30 && bytes[start + 1] === 0x78 ? '0xxx' : '7xxx')
  }
  // What stands before a brace is a name.
  return size >= SHORTEST_ID && (kinds & (DIGIT | OTHER)) === DIGIT && next !== 0x7b
    ? '7xxx'
    : first & LOWER
      ? 'xxxx'
      : first & UPPER
        ? 'Xxxx'
        : '_xxx'
}

/** The place in a line of a place in its template. */
export const placeInLine = (line: string, at: number, words: TemplateWords): number => {
  const bytes = Buffer.from(line, 'latin1')
  let longer = 0
  let found: number | undefined
  walk(bytes, bytes.length, words, (start, end, by) => {
    if (found === undefined && at < start - longer + by.length) found = Math.min(at + longer, end)
    longer += end - start - by.length
  })
  return found ?? at + longer
}

/**
 * The template of a line.
 *
 * @param line one character a byte
 */
export const templateOf = (line: string, words: TemplateWords): string => {
  const bytes = Buffer.from(line, 'latin1')
  let template = ''
  let from = 0
  walk(bytes, bytes.length, words, (start, end, by) => {
    template += line.slice(from, start) + by
    from = end
  })
  return template + line.slice(from)
}
