import { BEYOND_HEX, DIGIT, KIND, LOWER, OTHER, UPPER } from '../scan/bytes.ts'
import { behindEscape, isBeforeName, isEntity, isMethod, isPartOfNumber, isWordByte, kindsOf, unitOf } from './runs.ts'
import { beginsAsKept, FORMED, KEPT, KEY, KNOWN, LEADS, LONGEST_FORMED, marksAt, type TemplateWords } from './words.ts'

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

const JOINTS = new Uint8Array(256)
for (const c of Buffer.from('-+./=')) JOINTS[c] = 1

// Names of files, hosts and classes have any number of parts.
const PART = new Uint8Array(256)
for (const c of Buffer.from('/.-')) PART[c] = 1
/** as many digits number a host: web-01 */
const LONGEST_COUNTER = 2
/** .gz */
const LONGEST_EXTENSION = 2

const METHOD = 'GET'
const ID = '7xxx'
const SHORTEST_STAND_IN = 4

const isLower = (c: number | undefined): boolean => ((KIND[c as number] as number) & LOWER) !== 0

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
  /** where a name ends that was replaced */
  let nameEnd = -2
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
    const here = start <= until ? state : FREE
    // A further part of a name says no more than the name does, but for a number that may be a status.
    const isStatus = kinds === DIGIT && isBeforeName(bytes, at, length)
    const isPart = here === FREE && start === nameEnd + 1 && start > keptUntil && PART[before] === 1 && !isStatus
    const isCounter = isPart && kinds === DIGIT && size <= LONGEST_COUNTER && before === 0x2d
    const marks = isCounter || (kinds === DIGIT && isPartOfNumber(bytes, start, at)) ? 0 : marksAt(words, bytes, start, size)
    const isPlainPart = isPart && (marks & (KEY | FORMED | LEADS)) === 0
    if (isFirst && next === 0x28) keptUntil = at + LEAD_REACH
    isFirst = false
    const inEntity = isEntity(bytes, start)
    if (start > keptUntil && !inEntity && isMethod(bytes, start, at, length)) replaced(start, at, METHOD)
    else if (start > keptUntil && here !== AFTER_KEY && !inEntity) {
      const by =
        kinds === DIGIT
          ? numberFor(bytes, start, size, before, here, marks, words, isStatus)
          : wordFor(bytes, start, size, kinds, here, marks, words, before, next)
      const isName = kinds === DIGIT ? by === ID || isPlainPart : (by?.length ?? 0) >= SHORTEST_STAND_IN
      const isExtension =
        before === 0x2e && size <= LONGEST_EXTENSION && isLower(bytes[start]) && (kinds & DIGIT) === 0 && (marks & KEPT) === 0
      if (isPlainPart && (by === undefined ? isExtension : isName)) {
        replaced(start - 1, at, '')
        nameEnd = at
      } else if (by !== undefined) {
        replaced(start, at, by)
        if (isName && here === FREE) nameEnd = at
      }
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

const isSettled = ({ unsettled }: TemplateWords, kind: number, size: number): boolean =>
  size <= LONGEST_FORMED && (((unsettled[2 * kind + (size >> 5)] as number) >>> (size & 31)) & 1) === 0

/** A longer word with digits in it is more often an id than a word of a message: it is kept only where it has a mark. */
export const LONGEST_NUMBER = 3

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
  if (marks & KEPT || (marks & KNOWN && size <= LONGEST_NUMBER && before !== 0x2d && !isNoText(bytes, start, start + size, bytes.length)))
    return undefined
  if (before === 0x28 && size <= 8) return undefined
  if (before === 0x2d && size <= 6 && (start < 2 || !isWordByte(bytes[start - 2]))) return undefined
  if (state === IN_FORM) return size > 2 && isSettled(words, 0, size) ? '7'.repeat(size) : undefined
  if (size >= SHORTEST_ID && before === 0x2f && !isStatus) return ID
  return size >= SHORTEST_ID ? '7'.repeat(size) : size >= 3 && isStatus ? '777' : '7'
}

/** Part of a path or of a file's or a host's name, or a value by itself: no word of a message. */
const isNoText = (bytes: Uint8Array, start: number, end: number, length: number): boolean => {
  const before = bytes[start - 1]
  const next = end < length ? bytes[end] : undefined
  return before === 0x2f || next === 0x2f || (before === 0x22 && next === 0x22) || (before === 0x2e && isWordByte(bytes[start - 2]))
}

/** Class names and symbols: NoSuchKeyException, ERROR_CMD_COS_FILE_EXIST. */
const isSpelledAsName = (first: number, kinds: number): boolean => (first & UPPER) !== 0 && (kinds & (LOWER | OTHER)) !== 0

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
  const mayBeText = (kinds & DIGIT) === 0 || size <= LONGEST_NUMBER
  if (marks & KEPT || (marks & KNOWN && mayBeText && !isNoText(bytes, start, start + size, bytes.length))) return undefined
  if ((kinds & DIGIT) === 0 && (size <= 2 || isSpelledAsName(first, kinds))) return undefined
  if (beginsAsKept(words, bytes, start, size)) return undefined
  if (state === IN_FORM) {
    if (first & DIGIT && unitOf(bytes, start, size, before, next) !== undefined) return undefined
    if ((kinds & ~(DIGIT | LOWER)) === 0) return isSettled(words, 1, size) ? 'a'.repeat(size) : undefined
    if ((kinds & ~(DIGIT | UPPER)) === 0) return isSettled(words, 2, size) ? 'A'.repeat(size) : undefined
    if ((kinds & ~(DIGIT | UPPER | BEYOND_HEX)) === 0) return isSettled(words, 3, size) ? 'Z'.repeat(size) : undefined
    return undefined
  }
  if (first & DIGIT) {
    const unit = unitOf(bytes, start, size, before, next)
    return unit ?? (bytes[start] === 0x30 && bytes[start + 1] === 0x78 ? '0xxx' : ID)
  }
  // What stands before a brace is a name.
  return size >= SHORTEST_ID && (kinds & (DIGIT | OTHER)) === DIGIT && next !== 0x7b
    ? ID
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
