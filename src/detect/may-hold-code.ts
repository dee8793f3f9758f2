import { isWordByte } from '../scan/bytes.ts'
import type { Needle } from '../scan/scanner.ts'
import { coverOf } from './cover.ts'
import type { Entry } from './entry.ts'
import { readValue, type Value } from './value.ts'
import type { Vocabulary } from './vocabulary.ts'

// The cheap look at a key before its line is read: "code":200 is no reason to. When in doubt the line is read.

const WINDOW_BYTES = 96
const MAX_ATOM = 64
const MAX_REMEMBERED = 4096

// What normalise.ts would change: the value is not what it seems.
const WRITTEN_OTHERWISE = /[%&\x1b\xef]|\\u/
const DANGLING = /=>\s*$/

const isInTag = (chunk: Uint8Array, at: number): boolean => chunk[at - 1] === 0x3c

/** As in the line scanner: `code` is no whole key in `status-code`, `codes`, `code-page`, `code.name`. */
const isWholeKey = (chunk: Uint8Array, at: number, stop: number): boolean => {
  const before = chunk[at - 1]
  const after = chunk[stop]
  if (before === 0x2d) return false
  return !isWordByte(after) && after !== 0x2d && !(after === 0x2e && isWordByte(chunk[stop + 1]))
}

/** Whether one of the key's owners may read the value as a code. */
const valueJudge = (entry: Entry, vocabulary: Vocabulary): ((value: Value) => boolean) => {
  const { words, numbers, suffixes } = vocabulary
  const forms = vocabulary.formsOf(entry)
  const isOwned = (provider: number): boolean => entry.ownerOf.has(provider)
  const isWord = (text: string): boolean => words.get(text)?.some(({ provider }) => isOwned(provider)) === true
  return ({ isNumber, text }) => {
    if (isNumber ? numbers.get(text)?.some(isOwned) : isWord(text)) return true
    if (!isNumber && suffixes.some((suffix) => text.endsWith(suffix) && isWord(text.slice(0, -suffix.length)))) return true
    return forms.fit(text)
  }
}

const latin1 = (chunk: Uint8Array, start: number, end: number): string =>
  (Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)).toString('latin1', start, end)

const isBlank = (c: number | undefined): boolean => c === 0x20 || c === 0x09
const isQuote = (c: number | undefined): boolean => c === 0x22 || c === 0x27 || c === 0x5c // " ' \
const isPlain = (c: number | undefined): boolean => isWordByte(c) || c === 0x2d || c === 0x2b

/** Bytes behind which an ordinary value ends. */
const ENDS = new Uint8Array(256)
for (const c of Buffer.from('\n\r"\',}]);<\\ \t', 'latin1')) ENDS[c] = 1

/** where the value ends that `atomStart` found */
let atomEnd = 0

/**
 * Where an ordinary value stands behind a key: `":"x"`, `=x`, `\": -1`. Answers its offset and sets `atomEnd`; -1 where
 * it takes a closer look to tell.
 */
const atomStart = (chunk: Uint8Array, stop: number, end: number): number => {
  let at = stop
  while (isQuote(chunk[at]) && at - stop < 8) at++
  const separator = chunk[at]
  if (separator !== 0x3a && separator !== 0x3d) return -1 // : =
  at++
  while (isBlank(chunk[at]) && at - stop < 16) at++
  const opened = at
  while (isQuote(chunk[at]) && at - stop < 24) at++
  const start = at
  while (isPlain(chunk[at]) && at - start < MAX_ATOM) at++
  // A line end or a tab written as an escape, a \u, a u'…': rare enough for the closer look.
  if (start > opened && chunk[start - 1] === 0x5c) return -1
  if (at - start < (chunk[at] === 0x27 ? 2 : 1) || at >= end || ENDS[chunk[at] as number] !== 1) return -1
  atomEnd = at
  return start
}

/** A look at what stands behind a key of codes: false when it is certainly none. It is made ready for the first place. */
export const mayHoldCode = (entry: Entry, vocabulary: Vocabulary): NonNullable<Needle['accepts']> => {
  let accepts: Needle['accepts']
  return (chunk, at, stop, end) => {
    accepts ??= acceptsFor(entry, vocabulary)
    return accepts(chunk, at, stop, end)
  }
}

const acceptsFor = (entry: Entry, vocabulary: Vocabulary): NonNullable<Needle['accepts']> => {
  const isCode = valueJudge(entry, vocabulary)
  // Logs repeat themselves: values seen before need not be judged again.
  const known = new Map<string, boolean>()
  const isKnownCode = (atom: string): boolean => {
    let answer = known.get(atom)
    if (answer === undefined) {
      const value = readValue(`:${atom}`, 0, false)
      answer = value === undefined || isCode(value)
      if (known.size < MAX_REMEMBERED) known.set(atom, answer)
    }
    return answer
  }
  const covers = coverOf(entry, vocabulary)

  return (chunk, at, stop, end) => {
    if (!isWholeKey(chunk, at, stop) || covers(chunk, at)) return false
    const start = atomStart(chunk, stop, end)
    if (start !== -1) return isKnownCode(latin1(chunk, start, atomEnd))
    const limit = Math.min(end, stop + WINDOW_BYTES)
    const window = latin1(chunk, stop, limit)
    const newline = window.indexOf('\n')
    const text = newline === -1 ? window : window.slice(0, newline)
    const isCut = newline === -1 && limit < end
    const value = readValue(text, 0, isInTag(chunk, at))
    if (value === undefined) return isCut || DANGLING.test(text) || WRITTEN_OTHERWISE.test(text)
    if ((isCut && value.end === text.length) || WRITTEN_OTHERWISE.test(text.slice(0, value.end + 1))) return true
    return isCode(value)
  }
}
