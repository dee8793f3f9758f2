import { lineBytes } from '../scan/line-bytes.ts'
import { CLASS, CLOSE, ESCAPE, isWord, LEAD, OPEN, QUOTE_MARK, WORD } from './characters.ts'
import { Frames } from './frames.ts'
import type { Places } from './places.ts'
import { REPEATS_LENGTH, Repeats } from './repeats.ts'

/** Goes through a line byte by byte, and steps over no word. */
export class WalkedPlaces implements Places {
  readonly around = new Frames()
  readonly entry = -1
  readonly repeats = new Repeats(new Int32Array(REPEATS_LENGTH))
  #bytes: Uint8Array = new Uint8Array()
  #length = 0

  begin(line: string): Uint8Array {
    this.#bytes = lineBytes(line)
    this.#length = line.length
    this.around.clear()
    this.repeats.begin(this.#bytes, line.length)
    return this.#bytes
  }

  next(at: number): number {
    const bytes = this.#bytes
    const frames = this.around
    let i = at
    while (i < this.#length) {
      const c = bytes[i] as number
      switch (CLASS[c]) {
        case WORD:
        case LEAD:
          return i
        case OPEN:
          frames.open(c)
          if (c === 0x28) return i
          i++
          break
        case CLOSE:
          frames.close(c)
          i++
          break
        case ESCAPE:
          i = this.#escape(i)
          break
        case QUOTE_MARK:
          if (c === 0x22 || this.#isStringMark(i)) frames.quote(c, 0)
          i++
          break
        default:
          i++
      }
    }
    return this.#length
  }

  isNumbered(): boolean {
    return false
  }

  /** An apostrophe between two letters is one; elsewhere it opens or closes a string. */
  #isStringMark(at: number): boolean {
    const before = this.#before(at)
    if (!isWord(before) || !isWord(this.#bytes[at + 1] as number)) return true
    return (before === 0x75 || before === 0x62) && !isWord(this.#before(at - 1)) // u'…' b'…'
  }

  #before(at: number): number {
    return at > 0 ? (this.#bytes[at - 1] as number) : 0
  }

  #escape(at: number): number {
    let end = at
    while (this.#bytes[end] === 0x5c) end++
    const c = this.#bytes[end] as number
    if (c === 0x22) {
      this.around.quote(c, end - at)
      return end + 1
    }
    // \n \r \t between words: the letter belongs to the escape
    return c === 0x6e || c === 0x72 || c === 0x74 ? end + 1 : end
  }
}
