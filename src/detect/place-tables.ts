import { boundsOf } from '../catalog/shape.ts'
import { laneOf } from '../scan/bytes.ts'
import { CLASS } from './characters.ts'
import type { Entry } from './entry.ts'
import { type LiteralPlaces, SIZE } from './prefilter.ts'

// What a reader of lines looks for, as it stands in the module's memory: scripts/wasm/reading-tables.js reads what is
// written here. The module may stop at a place where nothing is; whoever asks looks closely.

/** offsets in the tables: what places.ts and prefilter.ts say of beginnings, two bytes a number in `LONG` */
const KINDS = 0
const LONG = KINDS + SIZE
const BEGINNINGS = LONG + 2 * SIZE
/** two bits for the hash of a value that somebody documents */
const VALUES = BEGINNINGS + SIZE
const VALUES_BITS = 16
/** what each byte is, and of which kind in a value */
const CLASSES = VALUES + (1 << (VALUES_BITS - 3))
const KINDS_OF_BYTES = CLASSES + 256
/** the lists of short literals, by a hash of their first two bytes, two bytes each */
const SHORTS = KINDS_OF_BYTES + 256
const SHORT_BITS = 10
/** where the other parts begin: see `PARTS` */
const HEAD = SHORTS + (2 << SHORT_BITS)
const PARTS = ['short', 'lists', 'entries', 'forms'] as const
const PART_BYTES = 4
const TAIL = HEAD + PART_BYTES * PARTS.length

/** beside the class of a byte: it may be in a value, it is a digit, it may be in a number with a fraction or an exponent */
const ATOM = 0x08
const DIGIT = 0x10
const FLOAT = 0x20
/** it may close a key; it is a blank */
const CLOSER = 0x40
const BLANK = 0x80

const HAS_SIGNS = 1
const IS_KEY = 2
const IS_OWNED = 4
const IS_FIELD = 8
/** of an entry: length, flags, the number of its forms (two bytes), where its literal stands */
const ENTRY_BYTES = 8
const MOST_ENTRIES = 0x4000
const LONGEST_LITERAL = 0xff

/** Forms of values, by their length and the kind of their first byte: two bytes, a bit for each kind of the second. Longer values are alike. */
const LONGEST_FORM = 31
const BYTE_KINDS = 16
const FORMS_BYTES = 2 * BYTE_KINDS * (LONGEST_FORM + 1)
const ANY = 0xffff
const OTHERS = 15

/** What is known of an entry beside its literal, as the reader asks for it. */
type Known = Pick<Entry, 'literal' | 'owners' | 'isField' | 'isStop' | 'signs'>

export type PlaceSource = {
  /** longest first */
  entries: readonly Known[]
  literals: LiteralPlaces
  beginnings: Uint8Array
  /** a filter over values (see `valuesIn`) that is known already */
  values?: Uint8Array
  /** numbers and words that are not in it */
  numbers: Iterable<string>
  words: Iterable<string>
  suffixes: readonly string[]
  /** the forms of codes of those who read a key, as they are written in the provider files */
  formsOf(entry: Known): Iterable<string>
}

/** What a byte may be as the first or the second of a value: one of sixteen kinds. */
const kindOf = (byte: number): number => {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  if (byte === 0x2d) return 10
  const letter = (byte | 0x20) - 0x61
  if (letter < 0 || letter > 25) return OTHERS
  return 11 + (byte & 0x20 ? 2 : 0) + (letter > 12 ? 1 : 0)
}

const classOf = (byte: number): number => {
  const character = String.fromCharCode(byte)
  const isDigit = byte >= 0x30 && byte <= 0x39
  return (
    (CLASS[byte] as number) |
    (/[\w+./=-]/.test(character) ? ATOM : 0) |
    (isDigit ? DIGIT : 0) |
    (isDigit || '.eE+-'.includes(character) ? FLOAT : 0) |
    ('"\'\\`])'.includes(character) ? CLOSER : 0) |
    (' \t'.includes(character) ? BLANK : 0)
  )
}

const BYTES = Array.from({ length: 256 }, (_, byte) => byte)

/** Of a number all of it counts, of a word the first four bytes. */
const hashOf = (value: string, end: number): number => {
  let hash = 0
  for (let at = 0; at < end; at += 4) {
    hash = Math.imul(hash ^ laneOf(value, at, end), 0x9e3779b1)
    hash ^= hash >>> 15
  }
  return hash
}

const WORD_BYTES = 4

const mark = (values: Uint8Array, value: string, end: number): void => {
  const hash = hashOf(value, end)
  for (const bit of [hash >>> (32 - VALUES_BITS), hash & ((1 << VALUES_BITS) - 1)])
    (values as Record<number, number>)[bit >> 3] |= 1 << (bit & 7)
}

const fillValues = (values: Uint8Array, { numbers, words, suffixes }: PlaceSource): void => {
  for (const number of numbers) mark(values, number, number.length)
  for (const word of words) {
    mark(values, word, Math.min(word.length, WORD_BYTES))
    // What class names add to a short word stands among its first bytes.
    if (word.length < WORD_BYTES) for (const suffix of suffixes) mark(values, word + suffix, WORD_BYTES)
  }
}

const kindsOf = (bytes: readonly number[]): ReadonlySet<number> => new Set(bytes.map(kindOf))

/** How codes of somebody who reads a key may begin, for each length of a value. */
const formsTable = (forms: Iterable<string>): Buffer => {
  const table = Buffer.alloc(FORMS_BYTES)
  for (const form of forms) {
    const bounds = boundsOf(form)
    if (bounds === undefined) return table.fill(0xff)
    const { low, high, firsts, seconds } = bounds
    const bits = seconds === undefined ? ANY : [...kindsOf(seconds)].reduce((all, kind) => all | (1 << kind), 0)
    for (let length = Math.min(low, LONGEST_FORM); length <= Math.min(high, LONGEST_FORM); length++) {
      for (const kind of kindsOf(firsts)) {
        const at = 2 * (BYTE_KINDS * length + kind)
        table.writeUInt16LE(table.readUInt16LE(at) | (length < 2 ? ANY : bits), at)
      }
    }
  }
  return table
}

/** The tables of all keys, each once, and which of them is whose. */
const formsTables = (owned: readonly Known[], formsOf: PlaceSource['formsOf']): { tables: Buffer[]; numbers: number[] } => {
  const known = new Map<string, number>()
  const tables: Buffer[] = []
  const numbers = owned.map((entry) => {
    const forms = [...new Set(formsOf(entry))].sort()
    const name = JSON.stringify(forms)
    const number = known.get(name) ?? tables.push(formsTable(forms)) - 1
    known.set(name, number)
    return number
  })
  return { tables, numbers }
}

const flagsOf = ({ owners, isField, isStop, signs }: Known): number => {
  const isOwned = owners.length > 0
  return (
    (signs.length > 0 ? HAS_SIGNS : 0) |
    (isOwned || isField || isStop ? IS_KEY : 0) |
    (isOwned ? IS_OWNED : 0) |
    (isField && (isOwned || !isStop) ? IS_FIELD : 0)
  )
}

/** Where the list of short literals stands by the hash of how they begin, and lists of those that have one hash. */
const shortsTable = ({ short, lists }: LiteralPlaces): { table: Buffer; lists: Buffer } => {
  const [pairs, numbers] = [short, lists].map((bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)) as [Buffer, Buffer]
  const bySlot = new Map<number, number[]>()
  for (let at = 0; at < pairs.length; at += 4) {
    const slot = Math.imul(pairs.readUInt16LE(at), 0x9e3779b1) >>> (32 - SHORT_BITS)
    const place = pairs.readUInt16LE(at + 2)
    const list = Array.from({ length: numbers.readUInt16LE(2 * place) }, (_, index) => numbers.readUInt16LE(2 * (place + 1 + index)))
    bySlot.set(slot, [...(bySlot.get(slot) ?? []), ...list])
  }
  const table = Buffer.alloc(2 << SHORT_BITS)
  const all = [...numbers]
  for (const [slot, list] of bySlot) {
    table.writeUInt16LE(all.length / 2, 2 * slot)
    // The longest first: their numbers say which.
    for (const number of [list.length, ...list.sort((a, b) => a - b)]) all.push(number & 0xff, number >> 8)
  }
  return { table, lists: Buffer.from(all) }
}

/** The tables; undefined when they have no room for all entries. */
export const placeTables = (source: PlaceSource): Uint8Array | undefined => {
  const { entries, literals, beginnings } = source
  const owned = entries.filter(({ owners }) => owners.length > 0)
  const forms = formsTables(owned, source.formsOf)
  const shorts = shortsTable(literals)
  if (entries.length > MOST_ENTRIES || entries.some(({ literal }) => literal.length > LONGEST_LITERAL)) return undefined
  const starts = { short: TAIL, lists: 0, entries: 0, forms: 0 }
  starts.lists = starts.short + literals.short.length
  starts.entries = starts.lists + shorts.lists.length
  starts.forms = starts.entries + ENTRY_BYTES * entries.length
  let text = starts.forms + FORMS_BYTES * forms.tables.length
  const tables = Buffer.alloc(text + entries.reduce((sum, { literal }) => sum + literal.length, 0))
  tables.set(literals.kinds, KINDS)
  tables.set(literals.long, LONG)
  tables.set(beginnings, BEGINNINGS)
  if (source.values !== undefined) tables.set(source.values, VALUES)
  fillValues(valuesIn(tables), source)
  tables.set(BYTES.map(classOf), CLASSES)
  tables.set(BYTES.map(kindOf), KINDS_OF_BYTES)
  for (const [index, name] of PARTS.entries()) tables.writeUInt32LE(starts[name], HEAD + PART_BYTES * index)
  tables.set(literals.short, starts.short)
  tables.set(shorts.table, SHORTS)
  tables.set(shorts.lists, starts.lists)
  let next = 0
  for (const [number, entry] of entries.entries()) {
    const at = starts.entries + ENTRY_BYTES * number
    tables[at] = entry.literal.length
    tables[at + 1] = flagsOf(entry)
    tables.writeUInt16LE(entry.owners.length > 0 ? (forms.numbers[next++] as number) : 0, at + 2)
    tables.writeUInt32LE(text, at + 4)
    text += tables.write(entry.literal, text, 'latin1')
  }
  for (const [number, table] of forms.tables.entries()) tables.set(table, starts.forms + FORMS_BYTES * number)
  return tables
}

const part = (tables: Uint8Array, index: number): number =>
  new DataView(tables.buffer, tables.byteOffset).getUint32(HEAD + PART_BYTES * index, true)

/** Where literals stand, out of the tables. */
export const literalsIn = (tables: Uint8Array): LiteralPlaces => ({
  kinds: tables.subarray(KINDS, LONG),
  long: tables.subarray(LONG, BEGINNINGS),
  short: tables.subarray(part(tables, 0), part(tables, 1)),
  lists: tables.subarray(part(tables, 1), part(tables, 2)),
})

/** How words begin, out of the tables. */
export const beginningsIn = (tables: Uint8Array): Uint8Array => tables.subarray(BEGINNINGS, VALUES)

/** Which values somebody documents, out of the tables. */
export const valuesIn = (tables: Uint8Array): Uint8Array => tables.subarray(VALUES, CLASSES)
