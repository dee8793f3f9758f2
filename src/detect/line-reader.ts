import type { ScanModule } from '../scan/module.ts'
import { ModulePlaces } from './module-places.ts'
import type { Places } from './places.ts'
import { LineAtHand } from './reader.ts'
import type { Tokens } from './tokens.ts'
import type { Vocabulary } from './vocabulary.ts'
import { WalkedPlaces } from './walked-places.ts'

/** Reads lines into anchors, fields and signs. Linear in the length of a line, and never throws. */
export class LineReader {
  readonly vocabulary: Vocabulary
  readonly #module: ScanModule | undefined
  /** where the module goes through lines; null before the first is read */
  #inModule: Places | undefined | null = null
  readonly #walked = new WalkedPlaces()

  /** @param module the scanner's instance of its module, where there is one */
  constructor(vocabulary: Vocabulary, module?: ScanModule) {
    this.vocabulary = vocabulary
    this.#module = module
  }

  /** @param line as `normalise` leaves it */
  read(line: string): Tokens {
    if (this.#inModule === null) this.#inModule = this.#places()
    return (this.#inModule && this.#readBy(line, this.#inModule)) ?? (this.#readBy(line, this.#walked) as Tokens)
  }

  #places(): Places | undefined {
    const { tables } = this.vocabulary
    if (this.#module === undefined || tables === undefined || tables.length > ModulePlaces.room) return undefined
    return new ModulePlaces(this.#module, tables)
  }

  /** Undefined where there is no room for the line, or for what is open in it. */
  #readBy(line: string, places: Places): Tokens | undefined {
    const bytes = places.begin(line)
    return bytes && new LineAtHand(line, bytes, places, this.vocabulary).read()
  }
}
