import { FOLD } from './bytes.ts'
import type { Needle } from './scanner.ts'

/** Needles that are the same but for case, and the longest other one that this one begins with. */
type Node = { bytes: Uint8Array; needles: Needle[]; shorter: Node | undefined }

const SHORTEST = 4

/** @throws RangeError when the needle is too short to be found */
export const checkLength = ({ text }: Needle): void => {
  if (text.length < SHORTEST) throw new RangeError(`a needle has at least ${SHORTEST} bytes`)
}

const folded = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())

const headOf = (chunk: Uint8Array, at: number): number =>
  ((FOLD[chunk[at] as number] as number) << 24) |
  ((FOLD[chunk[at + 1] as number] as number) << 16) |
  ((FOLD[chunk[at + 2] as number] as number) << 8) |
  (FOLD[chunk[at + 3] as number] as number)

/** The first four bytes of a needle as a number, in lower case. */
export const headOfText = (text: string): number => {
  let head = 0
  for (let i = 0; i < SHORTEST; i++) head = (head << 8) | (FOLD[text.charCodeAt(i)] as number)
  return head
}

/** Below zero when the needle sorts before the bytes, zero when they begin with it. */
const compare = (bytes: Uint8Array, chunk: Uint8Array, at: number, end: number): number => {
  for (let i = SHORTEST; i < bytes.length; i++) {
    const c = at + i < end ? (FOLD[chunk[at + i] as number] as number) : -1
    if (bytes[i] !== c) return (bytes[i] as number) - c
  }
  return 0
}

/** The nodes of needles that begin alike, in order. */
const sorted = (needles: readonly Needle[]): Node[] => {
  const nodes = new Map<string, Node>()
  for (const needle of needles) {
    const text = folded(needle.text)
    const node = nodes.get(text)
    if (node === undefined) nodes.set(text, { bytes: Buffer.from(text, 'latin1'), needles: [needle], shorter: undefined })
    else node.needles.push(needle)
  }
  const open: [text: string, node: Node][] = []
  return [...nodes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([text, node]) => {
      while (open.length > 0 && !text.startsWith((open[open.length - 1] as [string, Node])[0])) open.pop()
      node.shorter = open[open.length - 1]?.[1]
      open.push([text, node])
      return node
    })
}

/** The same as a text of four characters: V8 would keep each number that is made a text in a table that takes 260 KB. */
export const nameOfHead = (head: number): string =>
  String.fromCharCode((head >>> 24) & 0xff, (head >>> 16) & 0xff, (head >>> 8) & 0xff, head & 0xff)

/** Answers the needles that begin with four bytes (see `headOfText`); none for most. */
export type NeedleSource = (head: number) => readonly Needle[]

/** Needles by how they begin. */
export const byHead = (needles: readonly Needle[]): NeedleSource => {
  const buckets = new Map<number, Needle[]>()
  for (const needle of needles) {
    checkLength(needle)
    const head = headOfText(needle.text)
    const bucket = buckets.get(head)
    if (bucket === undefined) buckets.set(head, [needle])
    else bucket.push(needle)
  }
  return (head) => buckets.get(head) ?? []
}

/** so many beginnings with which no needle begins are remembered */
const MOST_EMPTY = 4096

/** Says whether a needle stands at a place: a search in sorted lists, one for each beginning of four bytes. */
export class NeedleTable {
  readonly #needlesAt: NeedleSource
  /** put in order when first asked for: most beginnings are never met */
  readonly #nodes = new Map<number, readonly Node[]>()
  #empty = 0

  constructor(needlesAt: NeedleSource) {
    this.#needlesAt = needlesAt
  }

  #bucket(head: number): readonly Node[] {
    const nodes = this.#nodes.get(head)
    if (nodes !== undefined) return nodes
    const fresh = sorted(this.#needlesAt(head))
    if (fresh.length > 0 || this.#empty++ < MOST_EMPTY) this.#nodes.set(head, fresh)
    return fresh
  }

  /** Whether one of the needles begins at the place, ends before `end` and accepts what stands round it. */
  matches(chunk: Uint8Array, at: number, end: number): boolean {
    if (at + SHORTEST > end) return false
    const bucket = this.#bucket(headOf(chunk, at))
    if (bucket.length === 0) return false
    // The last node that does not sort behind the bytes: only it and its beginnings can stand here.
    let low = 0
    let high = bucket.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (compare((bucket[middle] as Node).bytes, chunk, at, end) <= 0) low = middle + 1
      else high = middle
    }
    for (let node: Node | undefined = bucket[low - 1]; node !== undefined; node = node.shorter) {
      if (compare(node.bytes, chunk, at, end) === 0 && this.#accepts(node, chunk, at, end)) return true
    }
    return false
  }

  #accepts(node: Node, chunk: Uint8Array, at: number, end: number): boolean {
    return node.needles.some((needle) => {
      if (needle.isExact) for (let i = 0; i < needle.text.length; i++) if (chunk[at + i] !== needle.text.charCodeAt(i)) return false
      return needle.accepts === undefined || needle.accepts(chunk, at, at + needle.text.length, end)
    })
  }
}
