// A map that the build lays out: its values are read when they are asked for, and nothing is made of the others.

const COUNT_BYTES = 4
const SLOT_BYTES = 2
const PLACE_BYTES = 4
/** slots for each record, or more */
const ROOM = 2
const LAST_ASCII = 0x7f

const hashOf = (key: string): number => {
  let hash = 0
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x9e3779b1)
  return hash ^ (hash >>> 15)
}

const bitsFor = (count: number): number => Math.ceil(Math.log2(Math.max(2, count * ROOM)))

/**
 * A map as bytes: how many records there are, a table over hashes of their keys, where each key and each value begins,
 * and all of them as text.
 */
export const writeRecords = (records: readonly (readonly [key: string, value: unknown])[]): Uint8Array => {
  const size = 1 << bitsFor(records.length)
  if (size > 0xffff) throw new RangeError('too many records')
  const head = Buffer.alloc(COUNT_BYTES + SLOT_BYTES * size + PLACE_BYTES * (2 * records.length + 1))
  head.writeUInt32LE(records.length)
  const texts = records.flatMap(([key, value]) => [Buffer.from(key), Buffer.from(JSON.stringify(value))])
  let place = 0
  for (const [number, text] of texts.entries()) {
    head.writeUInt32LE(place, COUNT_BYTES + SLOT_BYTES * size + PLACE_BYTES * number)
    place += text.length
  }
  head.writeUInt32LE(place, head.length - PLACE_BYTES)
  for (const [number, [key]] of records.entries()) {
    let slot = hashOf(key) & (size - 1)
    while (head.readUInt16LE(COUNT_BYTES + SLOT_BYTES * slot) !== 0) slot = (slot + 1) & (size - 1)
    head.writeUInt16LE(number + 1, COUNT_BYTES + SLOT_BYTES * slot)
  }
  return Buffer.concat([head, ...texts])
}

/** What `writeRecords` wrote. */
export class Records {
  readonly #bytes: Buffer
  readonly #slots: number
  readonly #places: number
  readonly #texts: number
  readonly count: number

  /** @throws RangeError when the bytes are not as many as they say */
  constructor(bytes: Buffer) {
    this.#bytes = bytes
    this.count = bytes.readUInt32LE()
    this.#slots = 1 << bitsFor(this.count)
    this.#places = COUNT_BYTES + SLOT_BYTES * this.#slots
    this.#texts = this.#places + PLACE_BYTES * (2 * this.count + 1)
    if (this.#place(2 * this.count) !== bytes.length) throw new RangeError('the records are not as long as they say')
  }

  #place(number: number): number {
    return this.#texts + this.#bytes.readUInt32LE(this.#places + PLACE_BYTES * number)
  }

  /** The key of a record, by its number in the order in which they were written. */
  key(number: number): string {
    return this.#bytes.toString('utf8', this.#place(2 * number), this.#place(2 * number + 1))
  }

  /** The value of a record, made anew each time. */
  value(number: number): unknown {
    return JSON.parse(this.#bytes.toString('utf8', this.#place(2 * number + 1), this.#place(2 * number + 2)))
  }

  /** The number of the record with the key; -1 where there is none. */
  find(key: string): number {
    const bytes = this.#bytes
    const hash = hashOf(key)
    for (let tried = 0; tried < this.#slots; tried++) {
      const at = COUNT_BYTES + SLOT_BYTES * ((hash + tried) & (this.#slots - 1))
      const number = ((bytes[at] as number) | ((bytes[at + 1] as number) << 8)) - 1
      if (number === -1 || this.#hasKey(number, key)) return number
    }
    return -1
  }

  /** Compared byte by byte: most that are asked for are not there, and no text is made for them. */
  #hasKey(number: number, key: string): boolean {
    const start = this.#place(2 * number)
    for (let i = 0; i < key.length; i++) {
      const c = key.charCodeAt(i)
      if (c > LAST_ASCII) return this.key(number) === key
      if (this.#bytes[start + i] !== c) return false
    }
    return this.#place(2 * number + 1) - start === key.length
  }
}
