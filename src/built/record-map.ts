import type { Records } from './records.ts'

/** What of a `Map` is asked of one whose values may not all have been made. */
export type LazyMap<V> = Iterable<[string, V]> & {
  get(key: string): V | undefined
  has(key: string): boolean
  /** the keys, without their values being made */
  keys(): Iterable<string>
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
    // Most that are asked for are not there, which the records tell sooner than a map does.
    const number = this.#records.find(key)
    return number === -1 ? undefined : (this.#known.get(key) ?? this.at(number))
  }

  /** The value with a number, in the order in which they were written. */
  at(number: number): V {
    return this.#entry(number)[1]
  }

  has(key: string): boolean {
    // Who asks this asks for the value next.
    return this.get(key) !== undefined
  }

  *keys(): Iterable<string> {
    for (let number = 0; number < this.#records.count; number++) yield this.#records.key(number)
  }

  *[Symbol.iterator](): Iterator<[string, V]> {
    for (let number = 0; number < this.#records.count; number++) yield this.#entry(number)
  }

  /** The key is the record's own: one that somebody asked for may be part of a long line, all of which would be kept with it. */
  #entry(number: number): [string, V] {
    const key = this.#records.key(number)
    let value = this.#known.get(key)
    if (value === undefined) {
      value = this.#make(() => this.#records.value(number), key)
      this.#known.set(key, value)
    }
    return [key, value]
  }
}
