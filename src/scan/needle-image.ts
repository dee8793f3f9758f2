import { lane, laneOf } from './bytes.ts'
import type { AddedNeedles, Looked, Needle, Quick } from './scanner.ts'

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

/** Where the chain begins that holds a needle whose bytes stand somewhere. */
const slotOf = (bytes: Uint8Array, at: number, length: number): number => {
  const first = Math.imul(lane(bytes, at) | FOLD_ALL, 0x9e3779b1)
  if (length < SHORTEST_LONG) return 4 * (first >>> (32 - INDEX_BITS))
  return LONG + 4 * ((first + Math.imul(lane(bytes, at + 4) | FOLD_ALL, 0x85ebca6b)) >>> (32 - INDEX_BITS))
}

const beginHash = (key: number): number => Math.imul(key + 1, 0x85ebca6b)

const mix = (hash: number, lane: number): number => {
  const mixed = Math.imul(hash ^ lane, 0x9e3779b1)
  return mixed ^ (mixed >>> 15)
}

const isLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a

/** What counts of a value: a number as a whole, of a word how it begins. */
const keptOf = (value: string): number => (isLetter(value.charCodeAt(0) & 0xff) ? Math.min(value.length, LONGEST_BEGINNING) : value.length)

const SHAPE_MARK = 0xff
/** one bit for each hash of the three bytes that a lead may end with */
const LAST_BYTES = 32
const LAST_THREE = 3

/** Eight bits of the last bytes of a lead; undefined where it has too few. */
const hashOfEnd = (lead: Uint8Array): number | undefined => {
  if (lead.length < LAST_THREE) return undefined
  const [a, b, c] = lead.subarray(-LAST_THREE) as unknown as [number, number, number]
  return Math.imul(a | (b << 8) | (c << 16) | 0x202020, 0x9e3779b1) >>> 24
}

class Image {
  readonly bytes: Uint8Array
  readonly #view: DataView
  #entry: number
  #top: number

  /**
   * @param needles how many are added
   * @param texts how many bytes their texts have
   * @param leads how many bytes what leads to them takes
   * @param base an image to which they are added
   */
  constructor({ needles, texts, leads }: Room, base?: Uint8Array) {
    this.#entry = base?.length ?? ENTRIES
    this.#top = this.#entry + ENTRY_BYTES * needles
    this.bytes = new Uint8Array(this.#top + texts + PADDING * needles + leads + PADDING)
    if (base !== undefined) this.bytes.set(base)
    this.#view = new DataView(this.bytes.buffer)
  }

  /** Adds a needle, without what a quick look tells; answers where it stands. */
  add(text: string, isExact: boolean, kind: number): number {
    const at = this.#top
    this.#top += text.length + PADDING
    for (let i = 0; i < text.length; i++) this.bytes[at + i] = text.charCodeAt(i)
    const slot = slotOf(this.bytes, at, text.length)
    const entry = this.#entry
    this.#entry += ENTRY_BYTES
    this.#view.setUint32(entry, this.#view.getUint32(slot, true), true)
    this.#view.setUint32(slot, entry, true)
    this.#view.setUint32(entry + 4, at, true)
    // Of a very long needle the beginning must do.
    const isWhole = text.length <= MOST_BYTES
    this.bytes[entry + 8] = Math.min(text.length, MOST_BYTES)
    this.bytes[entry + 9] = (isExact ? EXACT : 0) | (isWhole ? kind : 0)
    return entry
  }

  addLooked({ text, isExact, quick }: Looked, number: number): void {
    const entry = this.add(text, isExact, quick === undefined ? 0 : quick.kind === 'end' ? ENDS : IS_KEY)
    if (quick?.kind === 'end') for (const byte of quick.starts) this.#set(8 * STARTS + byte)
    if (quick?.kind !== 'key') return
    this.#view.setUint16(entry + 10, number, true)
    this.#lead(entry, quick.leads)
    this.#fill(number, quick)
  }

  /** Adds what else may be the value of a key that is here, and takes what leads to it anew. */
  change({ text, quick }: Looked): void {
    const entry = this.#find(Buffer.from(text, 'latin1'))
    if (entry === 0 || quick?.kind === 'end') return
    if (quick === undefined) {
      this.bytes[entry + 9] = (this.bytes[entry + 9] as number) & ~IS_KEY
      return
    }
    this.#lead(entry, quick.leads)
    this.#fill(this.#view.getUint16(entry + 10, true), quick)
  }

  /** Where the key stands; zero where none is looked at. */
  #find(text: Uint8Array): number {
    let entry = this.#view.getUint32(slotOf(text, 0, text.length), true)
    while (entry !== 0) {
      const at = this.#view.getUint32(entry + 4, true)
      const isKey = ((this.bytes[entry + 9] as number) & IS_KEY) !== 0 && this.bytes[entry + 8] === text.length
      if (isKey && text.every((byte, i) => this.bytes[at + i] === byte)) break
      entry = this.#view.getUint32(entry, true)
    }
    return entry
  }

  #lead(entry: number, leads: readonly Uint8Array[]): void {
    this.#view.setUint32(entry + 12, this.#top, true)
    for (const lead of leads) {
      const hash = hashOfEnd(lead)
      if (hash === undefined) this.bytes.fill(0xff, this.#top, this.#top + LAST_BYTES)
      else this.#set(8 * this.#top + hash)
    }
    this.#top += LAST_BYTES
    for (const lead of leads) this.#top = this.#write(Uint8Array.of(lead.length, ...lead.toReversed()))
    this.#top++
  }

  /** Two places in the filter for each value and each form. */
  #fill(key: number, { values, forms }: Extract<Quick, { kind: 'key' }>): void {
    const begun = beginHash(key)
    for (const value of values) {
      let hash = begun
      for (let at = 0, end = keptOf(value); at < end; at += 4) hash = mix(hash, laneOf(value, at, end))
      this.#mark(hash)
    }
    for (const { length, first } of forms) this.#mark(mix(begun, SHAPE_MARK | (length << 8) | (first << 16)))
  }

  #mark(hash: number): void {
    this.#set(8 * BLOOM + (hash >>> (32 - BLOOM_BITS)))
    this.#set(8 * BLOOM + (Math.imul(hash, 0x85ebca6b) >>> (32 - BLOOM_BITS)))
  }

  #write(bytes: Uint8Array): number {
    this.bytes.set(bytes, this.#top)
    return this.#top + bytes.length
  }

  #set(bit: number): void {
    ;(this.bytes as Record<number, number>)[bit >> 3] = (this.bytes[bit >> 3] as number) | (1 << (bit & 7))
  }
}

/** How much there is to be added. */
type Room = { needles: number; texts: number; leads: number }

const leadBytes = ({ quick }: Looked): number =>
  quick?.kind === 'key' ? quick.leads.reduce((sum, lead) => sum + lead.length + 1, LAST_BYTES + 1) : 0

const sumOf = <T>(items: readonly T[], sizeOf: (item: T) => number): number => items.reduce((sum, item) => sum + sizeOf(item), 0)

const lengthOf = ({ text }: { text: string }): number => text.length

const MOST_NEEDLES = 0xffff

/** The image of the needles; undefined when there are too many. */
export const needleImage = (needles: readonly Needle[]): Uint8Array | undefined => {
  if (needles.length > MOST_NEEDLES) return undefined
  const looked = needles.map(({ text, isExact, quick }) => ({ text, isExact, quick: quick?.() }))
  const image = new Image({ needles: needles.length, texts: sumOf(looked, lengthOf), leads: sumOf(looked, leadBytes) })
  looked.forEach((needle, number) => {
    image.addLooked(needle, number)
  })
  return image.bytes
}

/** An image with more needles in it; undefined when there are too many. */
export const addToImage = (base: Uint8Array, { needles, words, changed }: AddedNeedles): Uint8Array | undefined => {
  if (needles.length > MOST_NEEDLES / 2) return undefined
  const image = new Image(
    {
      needles: needles.length + words.length,
      texts: sumOf(needles, lengthOf) + sumOf(words, (text) => text.length),
      leads: sumOf(needles, leadBytes) + sumOf(changed, leadBytes),
    },
    base,
  )
  // Keys of the base have the lowest numbers.
  needles.forEach((needle, number) => {
    image.addLooked(needle, MOST_NEEDLES - number)
  })
  for (const text of words) image.add(text, true, ENDS)
  for (const key of changed) image.change(key)
  return image.bytes
}
