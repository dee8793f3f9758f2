// Where in the reader's tables what stands, as src/detect/place-tables.ts writes them, and what stands beside them.
import { cell, i32 } from './assembler.js'
import { READING, READING_CELLS } from './layout.js'
import { c32 } from './words.js'

const SIZE_BITS = 14
const KINDS = READING
const LONG = KINDS + (1 << SIZE_BITS)
const BEGINNINGS = LONG + (2 << SIZE_BITS)
const VALUES = BEGINNINGS + (1 << SIZE_BITS)
const VALUES_BITS = 16
const CLASSES = VALUES + (1 << (VALUES_BITS - 3))
const BYTE_KINDS = CLASSES + 256
const SHORTS = BYTE_KINDS + 256
const SHORT_BITS = 10
const HEAD = SHORTS + (2 << SHORT_BITS)
export const LONGEST_FORM = 31
/** for each length of a value: two bytes for each kind of its first byte */
export const FORM_BYTES = 32

// Beside the class of a byte.
const CLASS = 0x07
export const ATOM = 0x08
export const DIGIT = 0x10
export const FLOAT = 0x20
export const CLOSER = 0x40
export const BLANK = 0x80

// As in src/detect/characters.ts.
export const WORD = 1
export const QUOTE_MARK = 2
export const OPEN = 3
export const CLOSE = 4
export const ESCAPE = 5
export const LEAD = 6
export const TAIL = 7

// What of a line is still wanted, as in src/detect/places.ts.
export const CODES = 1
export const FIELDS = 2
export const SIGNS = 4

// Of an entry.
export const HAS_SIGNS = 1
export const IS_KEY = 2
export const IS_OWNED = 4
export const IS_FIELD = 8
export const ENTRY_BYTES = 8

// What kinds of literals begin with three bytes.
export const SHORT = 1
export const LONGER = 2

export const FOLD_ALL = 0x20202020

const hash = (lane) => i32.shrU(i32.mul(lane, c32(0x9e3779b1)), c32(32 - SIZE_BITS))

export const kindOf = (lane) => i32.load8(hash(i32.and(lane, c32(0xffffff))), KINDS)
export const longListOf = (lane) => i32.load16(i32.shl(hash(lane), c32(1)), LONG)
export const shortListOf = (lane) =>
  i32.load16(i32.shl(i32.shrU(i32.mul(i32.and(lane, c32(0xffff)), c32(0x9e3779b1)), c32(32 - SHORT_BITS)), c32(1)), SHORTS)
export const mayBegin = (lane) => i32.load8(hash(lane), BEGINNINGS)
/** what the byte is that stands `offset` bytes behind a place */
export const kindAt = (place, offset = 0) => i32.load8(i32.load8(place, offset), CLASSES)
export const classOf = (kind) => i32.and(kind, c32(CLASS))
export const isWordAt = (place, offset = 0) => i32.eq(classOf(kindAt(place, offset)), c32(WORD))
/** which of sixteen kinds the byte is of that stands `offset` bytes behind a place */
export const valueKindAt = (place, offset = 0) => i32.load8(i32.load8(place, offset), BYTE_KINDS)
const bitAt = (bit) => i32.shrU(i32.load8(i32.shrU(bit, c32(3)), VALUES), i32.and(bit, c32(7)))
/** whether a value with the hash may be somebody's */
export const isDocumented = (hashed) =>
  i32.and(i32.and(bitAt(i32.shrU(hashed, c32(32 - VALUES_BITS))), bitAt(i32.and(hashed, c32((1 << VALUES_BITS) - 1)))), c32(1))

/** takes four more bytes into the hash of a value */
export const mix = (hash, lane) => [
  hash.set(i32.mul(i32.xor(hash.get, lane), c32(0x9e3779b1))),
  hash.set(i32.xor(hash.get, i32.shrU(hash.get, c32(15)))),
]

/** Where a part begins: an address. */
const part = (index) => i32.add(i32.load(c32(0), HEAD + 4 * index), c32(READING))
export const lists = part(1)
export const entries = part(2)
export const forms = part(3)

/** What src/detect/module-places.ts sets for a line, and reads: see there. */
const CELLS = ['top', 'open', 'next', 'numbered', 'entry']
export const cells = Object.fromEntries(CELLS.map((name, index) => [name, cell(READING_CELLS + 4 * index)]))
