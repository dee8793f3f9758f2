import type { Records } from './records.ts'

/** What of a `Map` is asked of one whose values may not all have been made. */
export type LazyMap<V> = Iterable<[string, V]> & {
  get(key: string): V | undefined
  has(key: string): boolean
}

/** The records as a map; a value is made when it is first asked for, and kept. */
export class RecordMap<V> implements LazyMap<V> {
  readonly #records: Records
  readonly #make: (read: () => unknown, key: string) => V
  readonly #known = new Map<string, V>()

  /** @param make makes a value of what is written, which it may read at once or later */
  constructor(records: Records, make: (read: () => unknown, key: string) => V) {
    this.#records = records
    this.#make = make
  }

  get(key: string): V | undefined {
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const number = this.#records.find(key)
    return number === -1 ? undefined : this.#made(key, number)
  }

  /** The value with a number, in the order in which they were written. */
  at(number: number): V {
    const key = this.#records.key(number)
    return this.#known.get(key) ?? this.#made(key, number)
  }

  has(key: string): boolean {
    return this.#known.has(key) || this.#records.find(key) !== -1
  }

  *[Symbol.iterator](): Iterator<[string, V]> {
    for (let number = 0; number < this.#records.count; number++) {
      const key = this.#records.key(number)
      yield [key, this.#known.get(key) ?? this.#made(key, number)]
    }
  }

  #made(key: string, number: number): V {
    const value = this.#make(() => this.#records.value(number), key)
    this.#known.set(key, value)
    return value
  }
}
