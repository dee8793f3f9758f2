import { asFile, readWhole } from '../built/whole-file.ts'
import { lane } from '../scan/bytes.ts'
import { addKept, isKept, type KeptWords } from './kept-words.ts'

// The words that a template keeps, as a table over hashes: a word that is not among them is sometimes kept too, which
// does no harm. scripts/wasm/template-runs.js looks words up in the same way.

/** The word is kept wherever it stands. */
export const KEPT = 1
/** What stands behind the word may be a code: it is kept too. */
export const KEY = 2
/** What stands behind the word is judged by its form, which is kept. */
export const FORMED = 4
/** Everything within reach behind the word is kept. */
export const LEADS = 8
/** A word that begins like this one is kept. */
const BEGINNING = 16
/** The word is the name of our own field. */
export const OWN = 32
/** Not in the table: what all words have that are in it. One that has nothing else stands in some message. */
export const KNOWN = 256

const TABLE_BITS = 17
const TABLE_BYTES = 1 << TABLE_BITS
/** so many bytes of a beginning count: eight, six or four, as many as it has */
export const BEGINNINGS = [8, 6, 4] as const

const SHORTEST_BEGINNING = 4
const BEGINNINGS_BITS = 12

const LAST = TABLE_BYTES - 1

// Set at two other places for each word that has marks, so that hardly any other word seems to have some.
const SEEN = 64
const SEEN_TOO = 128

const FOLD_ALL = 0x20202020
const FACTORS = [0x9e3779b1, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f] as const
const LAST_FACTOR = 0x165667b1

/** Up to four bytes as a number, letters in lower case. */
const laneAt = (bytes: Uint8Array, at: number, size: number): number => {
  if (size >= 4) return lane(bytes, at) | FOLD_ALL
  if (size <= 0) return 0
  let last = 0
  for (let i = 0; i < size; i++) last |= (bytes[at + i] as number) << (8 * i)
  return (last | FOLD_ALL) & ((1 << (8 * size)) - 1)
}

/** Hash of a word by its length, its first eight bytes and its last eight, in any case of letters. */
const hashAt = (bytes: Uint8Array, at: number, size: number): number => {
  const isLong = size >= 8
  const end = at + size
  let hash = (size + Math.imul(laneAt(bytes, at, size), FACTORS[0]) + Math.imul(laneAt(bytes, at + 4, size - 4), FACTORS[1])) | 0
  if (isLong) hash = (hash + Math.imul(laneAt(bytes, end - 8, 4), FACTORS[2]) + Math.imul(laneAt(bytes, end - 4, 4), FACTORS[3])) | 0
  hash = Math.imul(hash ^ (hash >>> 15), LAST_FACTOR)
  return hash ^ (hash >>> 13)
}

/** The marks of a word of `size` bytes at `at`, in any case of letters. */
export const marksAt = ({ marks, kept }: TemplateWords, bytes: Uint8Array, at: number, size: number): number => {
  const hash = hashAt(bytes, at, size)
  const isSeen = (marks[hash & LAST] as number) & SEEN && (marks[(hash >>> 8) & LAST] as number) & SEEN_TOO
  const seen = isSeen ? (marks[hash >>> (32 - TABLE_BITS)] as number) | KNOWN : 0
  return kept !== undefined && isKept(kept, hash) ? seen | KEPT | KNOWN : seen
}

const beginningAt = (bytes: Uint8Array, at: number): number => Math.imul(laneAt(bytes, at, 4), FACTORS[0]) >>> (32 - BEGINNINGS_BITS)

/** Whether a word of `size` bytes begins like one that is kept. */
export const beginsAsKept = (words: TemplateWords, bytes: Uint8Array, at: number, size: number): boolean => {
  if (size < SHORTEST_BEGINNING) return false
  const place = beginningAt(bytes, at)
  if ((((words.beginnings[place >>> 3] as number) >>> (place & 7)) & 1) === 0) return false
  return BEGINNINGS.some((length) => size >= length && (marksAt(words, bytes, at, length) & BEGINNING) !== 0)
}

/** Forms of runs whose judgement their kind and length do not settle: bit `n % 32` of word `n >> 5` of the kind. */
export type Unsettled = Int32Array

/** The kinds of runs that may be written as another of their kind and length. */
export const KINDS = ['0123456789', '0123456789abcdef', '0123456789ABCDEF', '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'] as const
export const LONGEST_FORMED = 63

/** Everything a template is made by. */
export type TemplateWords = {
  /** the marks of each hash */
  marks: Uint8Array
  /** a bit for each hash of the first four bytes of a beginning: most words are turned away by it */
  beginnings: Uint8Array
  unsettled: Unsettled
  /** words that are kept and have no other marks, where there may be many; undefined: they have marks */
  kept: KeptWords | undefined
}

export const emptyWords = (): TemplateWords => ({
  marks: new Uint8Array(TABLE_BYTES),
  beginnings: new Uint8Array((1 << BEGINNINGS_BITS) / 8),
  unsettled: new Int32Array(2 * KINDS.length),
  kept: undefined,
})

const RUN = /[0-9A-Za-z_$]+/g

/** Runs of word bytes in a text that has one character a byte. */
export const runsOf = (text: string): string[] => text.match(RUN) ?? []

/** Room for a text. */
let room = Buffer.alloc(256)

const ONE_RUN = /^[0-9A-Za-z_$]+$/

/** Puts a text, one character a byte, where it can be hashed. */
const place = (text: string): Uint8Array => {
  if (text.length > room.length) room = Buffer.alloc(2 * text.length)
  room.write(text, 'latin1')
  return room
}

type Markable = Pick<TemplateWords, 'marks' | 'kept'>

/** Marks a word, one character a byte. */
export const markWord = (words: Markable, word: string, flags: number): void => markHash(words, hashAt(place(word), 0, word.length), flags)

const markHash = ({ marks, kept }: Markable, hash: number, flags: number): void => {
  if (flags === KEPT && kept !== undefined) {
    addKept(kept, hash)
    return
  }
  marks[hash >>> (32 - TABLE_BITS)] |= flags
  marks[hash & LAST] |= SEEN
  marks[(hash >>> 8) & LAST] |= SEEN_TOO
}

/** Marks a beginning of words, as long as one may be. */
export const markBeginning = (words: TemplateWords, beginning: string): void => {
  markWord(words, beginning, BEGINNING)
  const { beginnings } = words
  const place = beginningAt(Buffer.from(beginning, 'latin1'), 0)
  beginnings[place >>> 3] |= 1 << (place & 7)
}

/** Marks every word of a text. */
export const keepWords = (words: TemplateWords, text: string, flags = KEPT): void => {
  if (ONE_RUN.test(text)) markWord(words, text, flags)
  else for (const word of runsOf(text)) markWord(words, word, flags)
}

/** The parts of the words one behind the other, as they stand in the file. */
const partsOf = ({ marks, beginnings, unsettled }: TemplateWords): Uint8Array[] => [
  marks,
  beginnings,
  new Uint8Array(unsettled.buffer, unsettled.byteOffset, unsettled.byteLength),
]

/** The words as a file. */
export const writeWords = (words: TemplateWords): Uint8Array => asFile(...partsOf(words))

/**
 * The words out of a file.
 *
 * @throws RangeError when the file is not whole
 */
export const readWords = (file: Uint8Array): TemplateWords => {
  const words = emptyWords()
  const bytes = readWhole(file)
  let from = 0
  for (const part of partsOf(words)) {
    part.set(bytes.subarray(from, from + part.length))
    from += part.length
  }
  if (bytes.length !== from) throw new RangeError('the words are not as many as they should be')
  return words
}
