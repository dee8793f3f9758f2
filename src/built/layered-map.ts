import type { LazyMap } from './record-map.ts'

/** Lists by their keys, laid over others: a key that both have has what stands below first. */
export class LayeredMap<T> implements LazyMap<readonly T[]> {
  readonly #below: LazyMap<readonly T[]>
  readonly #above: ReadonlyMap<string, readonly T[]>
  readonly #joined = new Map<string, readonly T[]>()

  constructor(below: LazyMap<readonly T[]>, above: ReadonlyMap<string, readonly T[]>) {
    this.#below = below
    this.#above = above
  }

  get(key: string): readonly T[] | undefined {
    const above = this.#above.get(key)
    return above === undefined ? this.#below.get(key) : this.#join(key, above)
  }

  has(key: string): boolean {
    return this.#above.has(key) || this.#below.has(key)
  }

  *keys(): Iterable<string> {
    yield* this.#below.keys()
    for (const key of this.#above.keys()) if (!this.#below.has(key)) yield key
  }

  *[Symbol.iterator](): Iterator<[string, readonly T[]]> {
    for (const key of this.keys()) yield [key, this.get(key) as readonly T[]]
  }

  #join(key: string, above: readonly T[]): readonly T[] {
    let joined = this.#joined.get(key)
    if (joined === undefined) {
      const below = this.#below.get(key)
      joined = below === undefined ? above : [...below, ...above]
      this.#joined.set(key, joined)
    }
    return joined
  }
}
