import { compileTail } from '../catalog/shape.ts'
import { literalOf, maskOf } from './literals.ts'

/** Who reads a key as the key of a code, and how much the key itself proves. */
export type KeyOwner = { provider: number; weight: number; type?: 'number' | 'string' }

/** What stands in a line of its own accord; `behind` is what must follow its literal beginning, as it is written, or a host's end. */
export type SignData = { provider: number; text: string; weight: number; behind?: string }

/** `tail` answers what must follow the literal beginning, as a sticky search. */
export type Sign = SignData & { tail?: () => RegExp }

/** What is known of a literal, in a form that can be written down. */
export type EntryData = {
  owners: KeyOwner[]
  /** the key is wanted beside a code: a message, an id, a veto */
  isField: boolean
  /** some veto names the key */
  isVeto: boolean
  /** a key that only looks like a code's ("status code") */
  isStop: boolean
  signs: SignData[]
  /** what stands before the key in longer ones (see `leadsTo`), one character a byte; where it is known beforehand */
  leads?: readonly string[] | undefined
}

export const HOST_END = 'end of a host'
// 115.com is neither 115.company nor 115.com.example
const DOMAIN_END = /(?![\w-]|\.\w)/y

/** Compiled when the beginning before it is first met. */
const tailOf = (behind: string): (() => RegExp) => {
  if (behind === HOST_END) return () => DOMAIN_END
  let tail: RegExp | undefined
  return () => {
    tail ??= compileTail(behind)
    return tail
  }
}

const signOf = (sign: SignData): Sign => (sign.behind === undefined ? sign : { ...sign, tail: tailOf(sign.behind) })

/** A literal that means something at the start of a word: a key, a sign, or both. All but the literal is made when it is met. */
export class Entry {
  /** lower case, UTF-8 bytes as latin1 */
  readonly literal: string
  readonly #read: () => EntryData
  #data: EntryData | undefined
  #signs: readonly Sign[] | undefined
  #bytes: Uint8Array | undefined
  #ownerOf: ReadonlyMap<number, KeyOwner> | undefined
  #mask = 0

  /** @param read answers what is known of the literal; asked once */
  constructor(literal: string, read: () => EntryData) {
    this.literal = literal
    this.#read = read
  }

  get #known(): EntryData {
    this.#data ??= this.#read()
    return this.#data
  }

  get owners(): readonly KeyOwner[] {
    return this.#known.owners
  }

  get isField(): boolean {
    return this.#known.isField
  }

  get isVeto(): boolean {
    return this.#known.isVeto
  }

  get isStop(): boolean {
    return this.#known.isStop
  }

  get leads(): readonly string[] | undefined {
    return this.#known.leads
  }

  get signs(): readonly Sign[] {
    this.#signs ??= this.#known.signs.map(signOf)
    return this.#signs
  }

  /** the literal, one byte a character */
  get bytes(): Uint8Array {
    this.#bytes ??= Buffer.from(this.literal, 'latin1')
    return this.#bytes
  }

  /** the owners by the number of the provider; of two the first */
  get ownerOf(): ReadonlyMap<number, KeyOwner> {
    this.#ownerOf ??= new Map(this.owners.map((owner) => [owner.provider, owner] as const).reverse())
    return this.#ownerOf
  }

  /** one of 32 bits, for a quick look at which keys stand together */
  get mask(): number {
    if (this.#mask === 0) this.#mask = maskOf(this.literal)
    return this.#mask
  }
}

/** Collects what is known of literals, so that a key that is also a sign is one entry. */
export class EntryCollector {
  readonly entries = new Map<string, EntryData>()

  of(text: string): EntryData {
    const literal = literalOf(text)
    let entry = this.entries.get(literal)
    if (entry === undefined) {
      entry = { owners: [], isField: false, isVeto: false, isStop: false, signs: [] }
      this.entries.set(literal, entry)
    }
    return entry
  }
}
