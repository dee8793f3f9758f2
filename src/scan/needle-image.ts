import { lane } from './bytes.ts'
import type { Needle, Quick } from './scanner.ts'

// The needles as they stand in the module's memory, which turns most places away that only look like one. It may let a place
// pass that is none; whoever asks looks closely. scripts/wasm/needle-functions.js reads what is written here.

const INDEX_BITS = 12
const BLOOM_BITS = 18
/** offsets in the image: shorter needles and longer ones are found by the hash of their first bytes, four or eight */
const LONG = 4 << INDEX_BITS
const BLOOM = 2 * LONG
const STARTS = BLOOM + (1 << (BLOOM_BITS - 3))
const ENTRIES = STARTS + 32
const ENTRY_BYTES = 16
const PADDING = 8
const MOST_BYTES = 255

const EXACT = 1
const ENDS = 2
const IS_KEY = 4

const FOLD_ALL = 0x20202020
const LONGEST_BEGINNING = 6

const SHORTEST_LONG = 8

const slotOf = (bytes: Uint8Array): number => {
  const first = Math.imul(lane(bytes, 0) | FOLD_ALL, 0x9e3779b1)
  if (bytes.length < SHORTEST_LONG) return 4 * (first >>> (32 - INDEX_BITS))
  return LONG + 4 * ((first + Math.imul(lane(bytes, 4) | FOLD_ALL, 0x85ebca6b)) >>> (32 - INDEX_BITS))
}

/** Where in the filter a value of a key stands: two places. */
const placesOf = (key: number, value: Uint8Array): [number, number] => {
  let hash = Math.imul(key + 1, 0x85ebca6b)
  for (let at = 0; at < value.length; at += 4) {
    hash = Math.imul(hash ^ lane(value, at), 0x9e3779b1)
    hash ^= hash >>> 15
  }
  return [hash >>> (32 - BLOOM_BITS), Math.imul(hash, 0x85ebca6b) >>> (32 - BLOOM_BITS)]
}

const isLetter = (byte: number | undefined): boolean => byte !== undefined && (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a

/** What counts of a value: a number as a whole, of a word how it begins. */
const keptOf = (value: Uint8Array): Uint8Array => (isLetter(value[0]) ? value.subarray(0, LONGEST_BEGINNING) : value)

const SHAPE_MARK = 0xff
/** one bit for each byte that a lead may end with */
const LAST_BYTES = 32

/** A needle with what a quick look tells. */
type Looked = { text: string; isExact: boolean; quick: Quick | undefined }

class Image {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #entry = ENTRIES
  #top: number

  constructor(needles: readonly Looked[]) {
    this.#top = ENTRIES + ENTRY_BYTES * needles.length
    const texts = needles.reduce((sum, { text, quick }) => sum + text.length + PADDING + leadBytes(quick), 0)
    this.#bytes = new Uint8Array(this.#top + texts + PADDING)
    this.#view = new DataView(this.#bytes.buffer)
  }

  add({ text, isExact, quick }: Looked, number: number): void {
    const bytes = Buffer.from(text, 'latin1')
    const slot = slotOf(bytes)
    const entry = this.#entry
    this.#entry += ENTRY_BYTES
    this.#view.setUint32(entry, this.#view.getUint32(slot, true), true)
    this.#view.setUint32(slot, entry, true)
    this.#view.setUint32(entry + 4, this.#put(bytes), true)
    // Of a very long needle the beginning must do.
    const isWhole = bytes.length <= MOST_BYTES
    this.#bytes[entry + 8] = Math.min(bytes.length, MOST_BYTES)
    const kind = !isWhole || quick === undefined ? 0 : quick.kind === 'end' ? ENDS : IS_KEY
    this.#bytes[entry + 9] = (isExact ? EXACT : 0) | kind
    if (quick?.kind === 'end') for (const byte of quick.starts) this.#set(8 * STARTS + byte)
    if (quick?.kind !== 'key') return
    this.#view.setUint16(entry + 10, number, true)
    this.#view.setUint32(entry + 12, this.#top, true)
    for (const lead of quick.leads) this.#set(8 * this.#top + (lead.at(-1) as number))
    this.#top += LAST_BYTES
    for (const lead of quick.leads) this.#top = this.#write(Uint8Array.of(lead.length, ...lead.toReversed()))
    this.#top++
    for (const value of quick.values)
      for (const place of placesOf(number, keptOf(Buffer.from(value, 'latin1')))) this.#set(8 * BLOOM + place)
    for (const { length, first } of quick.forms)
      for (const place of placesOf(number, Uint8Array.of(SHAPE_MARK, length, first))) this.#set(8 * BLOOM + place)
  }

  get bytes(): Uint8Array {
    return this.#bytes
  }

  #put(bytes: Uint8Array): number {
    const at = this.#top
    this.#write(bytes)
    this.#top = at + bytes.length + PADDING
    return at
  }

  #write(bytes: Uint8Array): number {
    this.#bytes.set(bytes, this.#top)
    return this.#top + bytes.length
  }

  #set(bit: number): void {
    ;(this.#bytes as Record<number, number>)[bit >> 3] = (this.#bytes[bit >> 3] as number) | (1 << (bit & 7))
  }
}

const leadBytes = (quick: Quick | undefined): number =>
  quick?.kind === 'key' ? quick.leads.reduce((sum, lead) => sum + lead.length + 1, LAST_BYTES + 1) : 0

const MOST_NEEDLES = 0xffff

/** The image of the needles; undefined when there are too many. */
export const needleImage = (needles: readonly Needle[]): Uint8Array | undefined => {
  if (needles.length > MOST_NEEDLES) return undefined
  const looked = needles.map(({ text, isExact, quick }) => ({ text, isExact, quick: quick?.() }))
  const image = new Image(looked)
  looked.forEach((needle, number) => {
    image.add(needle, number)
  })
  return image.bytes
}
