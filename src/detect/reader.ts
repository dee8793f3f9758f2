import { lineBytes } from '../scan/line-bytes.ts'
import { Anchors, type Place } from './anchors.ts'
import { CLASS, CLOSE, ESCAPE, isWord, LEAD, OPEN, QUOTE_MARK, TAIL, WORD } from './characters.ts'
import type { Entry } from './entry.ts'
import { Frames } from './frames.ts'
import { standsAt } from './prefilter.ts'
import { Repeats } from './repeats.ts'
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

/** Reads one line into anchors, fields and signs. Linear in the length of the line, and never throws. */
export const tokenise = (line: string, vocabulary: Vocabulary): Tokens => new Reader(line, vocabulary).read()

// One line is read at a time.
const FRAMES = new Frames()
const REPEATS = new Repeats()

class Reader {
  readonly #line: string
  /** the same, one byte each, with nothing but zeros behind it */
  readonly #bytes: Uint8Array
  readonly #vocabulary: Vocabulary
  readonly #frames = FRAMES
  readonly #anchors = new Anchors()
  /** objects that have a number under a code's key */
  readonly #numbered: number[] = []
  readonly #fields: Field[] = []
  readonly #signs: SignHit[] = []
  readonly #repeats = REPEATS

  constructor(line: string, vocabulary: Vocabulary) {
    this.#line = line
    this.#bytes = lineBytes(line)
    this.#vocabulary = vocabulary
  }

  read(): Tokens {
    const line = this.#line
    const bytes = this.#bytes
    const frames = this.#frames
    frames.clear()
    this.#repeats.begin(bytes, line.length)
    let i = 0
    while (i < line.length) {
      const c = bytes[i] as number
      switch (CLASS[c]) {
        case WORD:
          i = this.#word(i)
          break
        case LEAD:
          i = this.#lead(i)
          break
        case OPEN:
          frames.open(c)
          if (c === 0x28) this.#bracketed(i)
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
    this.#last()
    settleSymbols(this.#anchors.list, this.#numbered)
    return { line, anchors: this.#anchors.list, fields: this.#fields, signs: this.#signs, plain: undefined }
  }

  /** An apostrophe between two letters is one; elsewhere it opens or closes a string. */
  #isStringMark(at: number): boolean {
    const before = this.#before(at)
    if (!isWord(before) || !isWord(this.#bytes[at + 1] as number)) return true
    return (before === 0x75 || before === 0x62) && !isWord(this.#before(at - 1)) // u'…' b'…'
  }

  /** The byte before a place; zero at the start of the line. */
  #before(at: number): number {
    return at > 0 ? (this.#bytes[at - 1] as number) : 0
  }

  #escape(at: number): number {
    let end = at
    while (this.#bytes[end] === 0x5c) end++
    const c = this.#bytes[end] as number
    if (c === 0x22) {
      this.#frames.quote(c, end - at)
      return end + 1
    }
    // \n \r \t between words: the letter belongs to the escape
    return c === 0x6e || c === 0x72 || c === 0x74 ? end + 1 : end
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
    const turned = this.#repeats.turnedAway(entry, end, inTag)
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
    if (!isCode || this.#anchors.areTooMany(entry, value.text)) this.#repeats.turnAway(entry, end, value, inTag)
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
