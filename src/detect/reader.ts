import { Anchors, type Place } from './anchors.ts'
import { CLASS, isWord, LEAD, TAIL, WORD } from './characters.ts'
import type { Entry } from './entry.ts'
import { type Around, CODES, FIELDS, type Places, SIGNS, TOO_DEEP } from './places.ts'
import { standsAt } from './prefilter.ts'
import type { Repeats } from './repeats.ts'
import { isSourceKey } from './spoken-of.ts'
import { type Field, type SignHit, settleSymbols, type Tokens } from './tokens.ts'
import { goesOn, readValue } from './value.ts'
import type { Vocabulary } from './vocabulary.ts'
import { bracketedNumber, bracketedWord, formOf, lastWords, MAX_WORD, mayBeCode, wordAt } from './words.ts'

// One pass over a line, one character a byte. It knows braces, quotes at any depth of escaping and word starts, and
// nothing of providers: what it finds is handed on as anchors (possible codes), fields (what stands beside them) and signs.

// Bounds on what one line may hold, so that a hostile line costs no more than its length.
const MAX_FIELDS = 384
const MAX_SIGNS = 192

/** One line while it is read into anchors, fields and signs, from place to place. */
export class LineAtHand {
  readonly #line: string
  /** the same, one byte each, with nothing but zeros behind it */
  readonly #bytes: Uint8Array
  readonly #vocabulary: Vocabulary
  readonly #places: Places
  readonly #frames: Around
  readonly #anchors = new Anchors()
  /** objects that have a number under a code's key */
  readonly #numbered: number[] = []
  readonly #fields: Field[] = []
  readonly #signs: SignHit[] = []
  readonly #repeats: Repeats

  constructor(line: string, bytes: Uint8Array, places: Places, vocabulary: Vocabulary) {
    this.#line = line
    this.#bytes = bytes
    this.#vocabulary = vocabulary
    this.#places = places
    this.#frames = places.around
    this.#repeats = places.repeats
  }

  read(): Tokens | undefined {
    const line = this.#line
    const places = this.#places
    let at = places.next(0, this.#wanted)
    while (at >= 0 && at < line.length) at = places.next(this.#take(at), this.#wanted)
    if (at === TOO_DEEP) return undefined
    this.#last()
    settleSymbols(this.#anchors.list, (frame) => this.#numbered.includes(frame) || places.isNumbered(frame))
    return { line, anchors: this.#anchors.list, fields: this.#fields, signs: this.#signs, plain: undefined, shown: undefined }
  }

  get #wanted(): number {
    return (
      (this.#anchors.left > 0 ? CODES : 0) | (this.#fields.length < MAX_FIELDS ? FIELDS : 0) | (this.#signs.length < MAX_SIGNS ? SIGNS : 0)
    )
  }

  /** Takes what stands at a place; answers where to go on. */
  #take(at: number): number {
    const { entry } = this.#places
    if (entry !== -1) return this.#entry(this.#vocabulary.entryAt(entry), at)
    switch (CLASS[this.#bytes[at] as number]) {
      case WORD:
        return this.#word(at)
      case LEAD:
        return this.#lead(at)
      default:
        this.#bracketed(at)
        return at + 1
    }
  }

  #entry(entry: Entry, at: number): number {
    const end = at + entry.literal.length
    this.#key(entry, at, end)
    return end
  }

  /** The byte before a place; zero at the start of the line. */
  #before(at: number): number {
    return at > 0 ? (this.#bytes[at - 1] as number) : 0
  }

  #lead(at: number): number {
    const found = this.#lookUp(at)
    if (found !== -1) return found
    let end = at + 1
    while (CLASS[this.#bytes[end] as number] === TAIL) end++
    return end
  }

  #word(at: number): number {
    const found = this.#lookUp(at)
    if (found !== -1) return found
    const bytes = this.#bytes
    let end = at + 1
    while (CLASS[bytes[end] as number] === WORD) end++
    const first = bytes[at] as number
    const length = end - at
    if (length >= 6 && length <= MAX_WORD && ((first >= 0x41 && first <= 0x5a) || first <= 0x39)) this.#freeWord(at, end)
    return end
  }

  /** Looks for keys and signs at the start of a word; answers the offset behind what was used up, or -1. */
  #lookUp(at: number): number {
    const found = this.#vocabulary.literals.at(this.#bytes, at)
    if (found === undefined) return -1
    let behind = -1
    for (const entry of found) {
      const end = at + entry.literal.length
      if (end > this.#line.length || !standsAt(this.#bytes, at, entry.bytes)) continue
      this.#sign(entry, at, end)
      // The longest literal comes first: "error code" is a key of its own, not "error".
      const isKey = entry.owners.length > 0 || entry.isField || entry.isStop
      if (behind !== -1 || !isKey || !this.#isWholeKey(at, end)) continue
      this.#key(entry, at, end)
      behind = end
    }
    return behind
  }

  #sign(entry: Entry, at: number, end: number): void {
    for (const sign of entry.signs) {
      if (this.#signs.length >= MAX_SIGNS) return
      if (sign.tail !== undefined) {
        const tail = sign.tail()
        tail.lastIndex = end
        if (!tail.test(this.#line)) continue
      }
      this.#signs.push({ sign, at })
    }
  }

  #isWholeKey(at: number, end: number): boolean {
    if (this.#before(at) === 0x2d) return false // status-code
    const after = this.#bytes[end] as number
    return !isWord(after) && after !== 0x2d && !(after === 0x2e && isWord(this.#bytes[end + 1] as number))
  }

  #key(entry: Entry, at: number, end: number): void {
    if (entry.isStop && entry.owners.length === 0) return
    const line = this.#line
    const before = this.#before(at)
    const inTag = before === 0x3c // <Code>
    // A quoted key stands in a string of its own: "code"; in PHP's dump in a bracket too: ["code"].
    const isQuoted = (before === 0x22 || before === 0x27) && this.#frames.isInString
    const closer = isQuoted ? end + 1 : end
    const isBracketed = this.#before(isQuoted ? at - 1 : at) === 0x5b && this.#bytes[closer] === 0x5d
    const levels = (isQuoted ? 1 : 0) + (isBracketed ? 1 : 0)
    const frame = this.#frames.id(levels)
    const depth = this.#frames.depth - levels
    if (entry.isField && this.#fields.length < MAX_FIELDS) {
      this.#fields.push({
        key: entry.literal,
        at,
        keyEnd: end,
        frame,
        inTag,
        line,
        isVeto: entry.isVeto,
        mask: entry.mask,
        text: undefined,
        message: undefined,
      })
    }
    if (entry.owners.length === 0 || this.#anchors.left === 0) return
    const turned = this.#repeats.turnedAway(at, end)
    if (turned !== undefined) {
      if (turned.isNumber) this.#number(frame)
      return
    }
    const value = readValue(line, end, inTag)
    if (value === undefined || this.#isCutOff(value.end, depth) || goesOn(line, value)) return
    // "Error 31062" on a line of its own is no sentence.
    if (value.isLoose && line.slice(0, at).trim() === '' && line.slice(value.end).trim() === '') value.isLoose = false
    const isCode = mayBeCode(entry, value, this.#vocabulary)
    if (value.isNumber) this.#number(frame)
    if (!isCode || this.#anchors.areTooMany(entry, value.text)) this.#repeats.turnAway(at, end, value)
    else if (isQuoted || !isSourceKey(line, at, end, this.#vocabulary)) this.#anchors.add('key', entry, value, { at, frame, depth })
  }

  #number(frame: number): void {
    const numbered = this.#numbered
    if (numbered[numbered.length - 1] !== frame) numbered.push(frame)
  }

  /** What ends with the line inside an object that is still open may have been longer: 99 of 990001 */
  #isCutOff(end: number, depth: number): boolean {
    return end === this.#line.length && depth > 0
  }

  /** A word or symbol outside any key: counted only where such words really stand. */
  #freeWord(at: number, end: number): void {
    if (this.#anchors.left === 0 || !this.#vocabulary.mayBeWord(this.#bytes, at) || this.#repeats.isDull(at, end)) return
    const value = wordAt(this.#line, at, end, this.#vocabulary)
    if (value === undefined || this.#isCutOff(value.end, this.#frames.depth)) return
    const form = this.#anchors.areTooMany(undefined, value.text) ? undefined : formOf(this.#line, value, this.#vocabulary)
    if (form === undefined) this.#repeats.passOver(value.text, at, end)
    else this.#anchors.add(form, undefined, value, { ...this.#place(at), outer: this.#frames.id(1) })
  }

  #place(at: number, levels = 0): Place {
    return { at, frame: this.#frames.id(levels), depth: this.#frames.depth - levels }
  }

  /** A number in brackets behind a message, or a word with its status: "does not exist. (10007)", "(401 bad_auth_token)" */
  #bracketed(at: number): void {
    if (this.#anchors.left === 0) return
    const place = this.#place(at, 1)
    const word = bracketedWord(this.#line, at, this.#vocabulary)
    if (word !== undefined) this.#anchors.add('status', undefined, word, place)
    const entry = this.#vocabulary.bracketEntry
    const value = bracketedNumber(this.#line, at)
    if (entry === undefined || value === undefined || !mayBeCode(entry, value, this.#vocabulary)) return
    this.#anchors.add('key', entry, value, place)
  }

  #last(): void {
    const values = lastWords(this.#line, this.#vocabulary, this.#anchors.left)
    for (const value of values) this.#anchors.add('last', undefined, value, this.#place(value.start))
  }
}
