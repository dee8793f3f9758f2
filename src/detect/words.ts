import { isWord } from './characters.ts'
import type { Entry } from './entry.ts'
import { isCell, isMapping } from './spoken-of.ts'
import type { Value } from './value.ts'
import type { Vocabulary } from './vocabulary.ts'

// Codes that are words or symbols, and stand without a key: where such words really stand, and where they are only spoken of.

/** How a possible code stands in the line. */
export type AnchorForm = 'key' | 'head' | 'bracket' | 'status' | 'symbol' | 'last' | 'message'

export const MAX_WORD = 80

const FAILURE = /(?<!\w)(?:failed|failure|error|exception|\xe5\xa4\xb1\xe8\xb4\xa5|\xe9\x94\x99\xe8\xaf\xaf): ?$/i
const FAILURE_LENGTH = 12
const END_OF_TEXT = /^(?:["')}\s]|\\n)*$|^\\*["']|^\\n/
const SHORTEST_LAST = 4
const STATUS_AND_WORD = /\(\d{3} ([a-z_]{6,40})\)/y
const SYMBOL = /^[A-Z0-9]+_[A-Z0-9_]*$/
const SHORTEST_BRACKETED = 4

const bare = (start: number, end: number, text: string, isNumber: boolean): Value => ({
  start,
  end,
  text,
  isNumber,
  isQuoted: false,
  isLoose: false,
})

/** Whether a table knows the value, or it has the form of a code of one of the key's owners. */
export const mayBeCode = (entry: Entry, value: Value, vocabulary: Vocabulary): boolean => {
  const { numbers, words } = vocabulary
  if (value.isNumber ? numbers.has(value.text) : words.has(value.text)) return true
  if (!value.isNumber && trimSuffix(value, vocabulary)) return true
  return vocabulary.formsOf(entry).fit(value.text)
}

/** NoSuchKeyException and NoSuchKeyError are NoSuchKey. */
const trimSuffix = (value: Value, { suffixes, words }: Vocabulary): boolean => {
  for (const suffix of suffixes) {
    if (!value.text.endsWith(suffix)) continue
    const word = value.text.slice(0, -suffix.length)
    if (!words.has(word)) continue
    value.text = word
    value.suffix = suffix
    return true
  }
  return false
}

/** The word from `at` to `end` as a code, with what stands behind dots (KMS.DisabledException) where that is the word. */
export const wordAt = (line: string, at: number, end: number, vocabulary: Vocabulary): Value | undefined => {
  let stop = end
  while (line.charCodeAt(stop) === 0x2e && isWord(line.charCodeAt(stop + 1)) && stop - at < MAX_WORD) {
    stop++
    while (stop < line.length && isWord(line.charCodeAt(stop))) stop++
  }
  if (stop !== end && !vocabulary.words.has(line.slice(at, stop))) stop = end
  const value = bare(at, stop, line.slice(at, stop), false)
  return vocabulary.words.has(value.text) || trimSuffix(value, vocabulary) ? value : undefined
}

/** How a word stands that is no value of a key; undefined where it is only spoken of. */
export const formOf = (line: string, { start, end, text }: Value, vocabulary: Vocabulary): AnchorForm | undefined => {
  const before = line.charCodeAt(start - 1)
  const after = line.charCodeAt(end)
  if (before === 0x2d || before === 0x40 || after === 0x3d || line.startsWith(' = ', end)) return undefined // x-Word, @Word, Word=
  if (vocabulary.notReporting.test(line.slice(Math.max(0, start - MAX_WORD), start))) return undefined
  if (SYMBOL.test(text)) return isCell(line, start, end) ? undefined : 'symbol'
  if ((before === 0x28 && after === 0x29) || (before === 0x5b && after === 0x5d)) return 'bracket' // (NoSuchKey), [NoSuchKey]
  if (before === 0x3a && line.charCodeAt(start - 2) === 0x3a) return 'head' // Aws::S3::Errors::NoSuchKey
  if (/\d{3} $/.test(line.slice(Math.max(0, start - 4), start))) return 'status' // 404 NoSuchKey
  if (after === 0x3a && isMapping(line, end)) return undefined
  if (after === 0x3a || after === 0x28) return 'head' // NoSuchKey: …, NoSuchKey(Message: …
  // put failed: UserDisable
  if (FAILURE.test(line.slice(Math.max(0, start - FAILURE_LENGTH), start)) && endsText(line, end)) return 'message'
  if (after === 0x20 && /^ \((?:client|server)\b/.test(line.slice(end, end + 8))) return 'head' // NoSuchKey (client): …
  return undefined
}

/** The number in the brackets that open at `at`. */
export const bracketedNumber = (line: string, at: number): Value | undefined => {
  let end = at + 1
  while (end - at < 12 && line.charCodeAt(end) >= 0x30 && line.charCodeAt(end) <= 0x39) end++
  if (end - at <= SHORTEST_BRACKETED || line.charCodeAt(end) !== 0x29) return undefined
  return bare(at + 1, end, line.slice(at + 1, end), true)
}

/** A word behind a status in the brackets that open at `at`: "(401 bad_auth_token)" */
export const bracketedWord = (line: string, at: number, { words }: Vocabulary): Value | undefined => {
  STATUS_AND_WORD.lastIndex = at
  const word = STATUS_AND_WORD.exec(line)?.[1]
  return word !== undefined && words.has(word) ? bare(at + 5, at + 5 + word.length, word, false) : undefined
}

/** Whether a line, or the string in it, ends at `end`. */
const endsText = (line: string, end: number): boolean => END_OF_TEXT.test(line.slice(end, end + MAX_WORD))

/** Words that end the line or a string in it, behind a comma: "googleapi: Error 404: No such object: a/b, notFound" */
export const lastWords = (line: string, { words }: Vocabulary, most: number): Value[] => {
  const found: Value[] = []
  for (let at = line.indexOf(', '); at !== -1 && found.length < most; at = line.indexOf(', ', at + 2)) {
    const start = at + 2
    let end = start
    while (end - start < MAX_WORD && isWord(line.charCodeAt(end))) end++
    const word = line.slice(start, end)
    if (word.length >= SHORTEST_LAST && words.has(word) && endsText(line, end)) found.push(bare(start, end, word, false))
  }
  return found
}
