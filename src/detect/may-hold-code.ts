import { isWordByte } from '../scan/bytes.ts'
import type { Needle } from '../scan/scanner.ts'
import { readValue, type Value } from './value.ts'
import type { Entry, Vocabulary } from './vocabulary.ts'

// The cheap look at a key before its line is read: "code":200 is no reason to. When in doubt the line is read.

const WINDOW_BYTES = 96
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

/** Whether one of the key's owners may read the value as a code; remembered, since logs repeat themselves. */
const valueJudge = (entry: Entry, { words, numbers, providers, suffixes }: Vocabulary): ((value: Value) => boolean) => {
  const known = new Map<string, boolean>()
  const shapes = [...new Set(entry.owners.flatMap(({ provider }) => providers[provider]?.shapes ?? []))]
  const isCode = (value: Value): boolean => {
    if (value.isNumber ? numbers.has(value.text) : words.has(value.text)) return true
    if (!value.isNumber && suffixes.some((suffix) => value.text.endsWith(suffix) && words.has(value.text.slice(0, -suffix.length))))
      return true
    return shapes.some((shape) => shape(value.text))
  }
  return (value) => {
    const remembered = known.get(value.text)
    if (remembered !== undefined) return remembered
    const answer = isCode(value)
    if (known.size < MAX_REMEMBERED) known.set(value.text, answer)
    return answer
  }
}

/** A look at what stands behind a key of codes: false when it is certainly none. */
export const mayHoldCode = (entry: Entry, vocabulary: Vocabulary): NonNullable<Needle['accepts']> => {
  const isCode = valueJudge(entry, vocabulary)
  return (chunk, at, stop, end) => {
    if (!isWholeKey(chunk, at, stop)) return false
    const limit = Math.min(end, stop + WINDOW_BYTES)
    const window = Buffer.from(chunk.buffer, chunk.byteOffset + stop, limit - stop).toString('latin1')
    const newline = window.indexOf('\n')
    const text = newline === -1 ? window : window.slice(0, newline)
    const isCut = newline === -1 && limit < end
    const value = readValue(text, 0, isInTag(chunk, at))
    if (value === undefined) return isCut || DANGLING.test(text) || WRITTEN_OTHERWISE.test(text)
    if ((isCut && value.end === text.length) || WRITTEN_OTHERWISE.test(text.slice(0, value.end + 1))) return true
    return isCode(value)
  }
}
