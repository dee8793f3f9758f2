import { readValue, type Value } from './value.ts'
import type { Entry, Sign, Vocabulary } from './vocabulary.ts'

// One pass over a line, one character a byte. It knows braces, quotes at any depth of escaping and word starts, and
// nothing of providers: what it finds is handed on as anchors (possible codes), fields (what stands beside them) and signs.

/** How a possible code stands in the line. */
export type AnchorForm = 'key' | 'head' | 'bracket' | 'status' | 'symbol' | 'last'

export type Anchor = {
  form: AnchorForm
  /** the key entry, for `key` anchors */
  entry?: Entry
  value: Value
  /** column of its key, or of the word itself */
  at: number
  /** the object it stands in, and how deep that is */
  frame: number
  depth: number
  /** the object around the text that a free word stands in */
  outer?: number
}

export type Field = {
  key: string
  /** column of the key, and the offset behind it */
  at: number
  keyEnd: number
  frame: number
  inTag: boolean
  line: string
}

export type SignHit = { sign: Sign; at: number }

export type Tokens = { line: string; anchors: Anchor[]; fields: Field[]; signs: SignHit[] }

// Bounds on what one line may hold, so that a hostile line costs no more than its length.
const MAX_ANCHORS = 96
const MAX_FIELDS = 384
const MAX_SIGNS = 192

const WORD = 1
const QUOTE_MARK = 2
const OPEN = 3
const CLOSE = 4
const ESCAPE = 5
const LEAD = 6
const TAIL = 7

const CLASS = new Uint8Array(256)
for (let c = 0x30; c <= 0x39; c++) CLASS[c] = WORD
for (let c = 0x41; c <= 0x5a; c++) CLASS[c] = CLASS[c + 0x20] = WORD
CLASS[0x5f] = CLASS[0x24] = WORD // _ $
CLASS[0x22] = CLASS[0x27] = QUOTE_MARK // " '
CLASS[0x7b] = CLASS[0x5b] = CLASS[0x28] = OPEN // { [ (
CLASS[0x7d] = CLASS[0x5d] = CLASS[0x29] = CLOSE // } ] )
CLASS[0x5c] = ESCAPE // \
for (let c = 0x80; c < 0xc0; c++) CLASS[c] = TAIL
for (let c = 0xc0; c < 0x100; c++) CLASS[c] = LEAD

const isWord = (c: number): boolean => CLASS[c] === WORD

const MAX_WORD = 80
const LAST_WORD = /, ([A-Za-z]\w{3,})(?:\\n|["'}\s])*$/

// How far a closing mark looks for its opener: brackets that do not match must not cost the square of the line.
const MAX_WALK = 64
const MAX_STRINGS = 8
// One hostile line must not leave its stacks behind for good.
const MAX_KEPT = 4096

/** The open objects and strings at a place in the line. */
class Frames {
  // Parallel stacks, of which the first `#top` + 1 places count: id of each open frame, its bracket or quote mark, and how
  // deep that quote is escaped. They are never cut, since setting an array's length costs more than all the rest.
  readonly #ids: number[] = [0]
  readonly #marks: number[] = [0]
  readonly #levels: number[] = [0]
  #top = 0
  /** where in the stacks the strings are, and how many of them are open */
  readonly #strings: number[] = []
  #open = 0
  #next = 1

  /** Forgets the line before. */
  clear(): void {
    this.#top = 0
    this.#open = 0
    this.#next = 1
    if (this.#ids.length > MAX_KEPT) this.#ids.length = this.#marks.length = this.#levels.length = this.#strings.length = 1
  }

  get depth(): number {
    return this.#top
  }

  get isInString(): boolean {
    return this.#open > 0 && this.#strings[this.#open - 1] === this.#top
  }

  /** The id of the frame `levels` above the innermost. */
  id(levels = 0): number {
    return this.#ids[Math.max(0, this.#top - levels)] as number
  }

  open(bracket: number): void {
    this.#push(bracket, 0)
  }

  /** Closes the nearest open bracket of the kind; one that was never opened, or lies outside the string, is text. */
  close(bracket: number): void {
    const opener = bracket === 0x29 ? 0x28 : bracket - 2
    const floor = Math.max(this.#open === 0 ? 0 : (this.#strings[this.#open - 1] as number), this.#top - MAX_WALK)
    for (let i = this.#top; i > floor; i--) {
      if (this.#marks[i] === opener) {
        this.#cut(i)
        return
      }
    }
  }

  /** A quote mark escaped `level` times closes the string it opened, with all that was left open inside; else it opens one. */
  quote(mark: number, level: number): void {
    const floor = Math.max(0, this.#open - MAX_STRINGS)
    for (let i = this.#open - 1; i >= floor; i--) {
      const at = this.#strings[i] as number
      if (this.#marks[at] !== mark) continue
      if (this.#levels[at] === level) {
        this.#cut(at)
        return
      }
      if ((this.#levels[at] as number) < level) break
    }
    this.#push(mark, level)
    this.#strings[this.#open++] = this.#top
  }

  #push(mark: number, level: number): void {
    const top = ++this.#top
    this.#ids[top] = this.#next++
    this.#marks[top] = mark
    this.#levels[top] = level
  }

  #cut(length: number): void {
    this.#top = length - 1
    while (this.#open > 0 && (this.#strings[this.#open - 1] as number) >= length) this.#open--
  }
}

/** Whether the literal stands here, of which the first two characters are known to. */
const sameFolded = (line: string, at: number, literal: string): boolean => {
  for (let i = 2; i < literal.length; i++) {
    let c = line.charCodeAt(at + i)
    if (c >= 0x41 && c <= 0x5a) c |= 0x20
    if (c !== literal.charCodeAt(i)) return false
  }
  return true
}

const fold = (c: number): number => (c >= 0x41 && c <= 0x5a ? c | 0x20 : c)

/** Reads one line into anchors, fields and signs. Linear in the length of the line, and never throws. */
export const tokenise = (line: string, vocabulary: Vocabulary): Tokens => new Reader(line, vocabulary).read()

// One line is read at a time.
const FRAMES = new Frames()

class Reader {
  readonly #line: string
  readonly #vocabulary: Vocabulary
  readonly #frames = FRAMES
  readonly #anchors: Anchor[] = []
  /** objects that have a number under a code's key */
  readonly #numbered = new Set<number>()
  readonly #fields: Field[] = []
  readonly #signs: SignHit[] = []

  constructor(line: string, vocabulary: Vocabulary) {
    this.#line = line
    this.#vocabulary = vocabulary
  }

  read(): Tokens {
    const line = this.#line
    const frames = this.#frames
    frames.clear()
    let i = 0
    while (i < line.length) {
      const c = line.charCodeAt(i)
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
    this.#lastWord()
    this.#settleSymbols()
    return { line, anchors: this.#anchors, fields: this.#fields, signs: this.#signs }
  }

  /** An apostrophe between two letters is one; elsewhere it opens or closes a string. */
  #isStringMark(at: number): boolean {
    const before = this.#line.charCodeAt(at - 1)
    if (!isWord(before) || !isWord(this.#line.charCodeAt(at + 1))) return true
    return (before === 0x75 || before === 0x62) && !isWord(this.#line.charCodeAt(at - 2)) // u'…' b'…'
  }

  #escape(at: number): number {
    let end = at
    while (this.#line.charCodeAt(end) === 0x5c) end++
    const c = this.#line.charCodeAt(end)
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
    while (CLASS[this.#line.charCodeAt(end)] === TAIL) end++
    return end
  }

  #word(at: number): number {
    const found = this.#lookUp(at)
    if (found !== -1) return found
    const line = this.#line
    let end = at + 1
    while (end < line.length && isWord(line.charCodeAt(end))) end++
    const first = line.charCodeAt(at)
    const length = end - at
    if (length >= 6 && length <= MAX_WORD && ((first >= 0x41 && first <= 0x5a) || first <= 0x39)) this.#freeWord(at, end)
    return end
  }

  /** Looks for keys and signs at the start of a word; answers the offset behind what was used up, or -1. */
  #lookUp(at: number): number {
    const line = this.#line
    if (!this.#vocabulary.mayBegin(line, at)) return -1
    const bucket = this.#vocabulary.heads[(fold(line.charCodeAt(at)) << 8) | fold(line.charCodeAt(at + 1))]
    if (bucket === undefined) return -1
    let behind = -1
    for (const entry of bucket) {
      if (!sameFolded(line, at, entry.literal)) continue
      const end = at + entry.literal.length
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
      if (sign.tail !== undefined) {
        sign.tail.lastIndex = end
        if (!sign.tail.test(this.#line)) continue
      }
      if (this.#signs.length < MAX_SIGNS) this.#signs.push({ sign, at })
    }
  }

  #isWholeKey(at: number, end: number): boolean {
    const before = this.#line.charCodeAt(at - 1)
    if (before === 0x2d) return false // status-code
    const after = this.#line.charCodeAt(end)
    return !isWord(after) && after !== 0x2d && !(after === 0x2e && isWord(this.#line.charCodeAt(end + 1)))
  }

  #key(entry: Entry, at: number, end: number): void {
    if (entry.isStop && entry.owners.length === 0) return
    const line = this.#line
    const before = line.charCodeAt(at - 1)
    const inTag = before === 0x3c // <Code>
    // A quoted key stands in a string of its own: "code"; in PHP's dump in a bracket too: ["code"].
    const isQuoted = (before === 0x22 || before === 0x27) && this.#frames.isInString
    const closer = isQuoted ? end + 1 : end
    const isBracketed = line.charCodeAt(isQuoted ? at - 2 : at - 1) === 0x5b && line.charCodeAt(closer) === 0x5d
    const levels = (isQuoted ? 1 : 0) + (isBracketed ? 1 : 0)
    const frame = this.#frames.id(levels)
    const depth = this.#frames.depth - levels
    if (entry.isField && this.#fields.length < MAX_FIELDS) {
      this.#fields.push({ key: entry.literal, at, keyEnd: end, frame, inTag, line })
    }
    if (entry.owners.length === 0 || this.#anchors.length >= MAX_ANCHORS) return
    const value = readValue(line, end, inTag)
    if (value === undefined || this.#isCutOff(value.end, depth)) return
    // "Error 31062" on a line of its own is no sentence.
    if (value.isLoose && line.slice(0, at).trim() === '' && line.slice(value.end).trim() === '') value.isLoose = false
    if (!this.#mayBeCode(entry, value)) {
      if (value.isNumber) this.#numbered.add(frame)
      return
    }
    if (value.isNumber) this.#numbered.add(frame)
    this.#anchors.push({ form: 'key', entry, value, at, frame, depth })
  }

  /** What ends with the line inside an object that is still open may have been longer: 99 of 990001 */
  #isCutOff(end: number, depth: number): boolean {
    return end === this.#line.length && depth > 0
  }

  #mayBeCode(entry: Entry, value: Value): boolean {
    const { numbers, words, providers } = this.#vocabulary
    if (value.isNumber ? numbers.has(value.text) : words.has(value.text)) return true
    if (!value.isNumber && this.#trimSuffix(value)) return true
    return entry.owners.some((owner) => providers[owner.provider]?.shapes.some((shape) => shape(value.text)))
  }

  /** NoSuchKeyException and NoSuchKeyError are NoSuchKey. */
  #trimSuffix(value: Value): boolean {
    for (const suffix of this.#vocabulary.suffixes) {
      if (!value.text.endsWith(suffix)) continue
      const word = value.text.slice(0, -suffix.length)
      if (!this.#vocabulary.words.has(word)) continue
      value.text = word
      value.suffix = suffix
      return true
    }
    return false
  }

  /** A word or symbol outside any key: counted only where such words really stand. */
  #freeWord(at: number, end: number): void {
    const line = this.#line
    if (this.#anchors.length >= MAX_ANCHORS || !this.#vocabulary.mayBeWord(line, at)) return
    // Words with dots (KMS.DisabledException) are one word.
    let stop = end
    while (line.charCodeAt(stop) === 0x2e && isWord(line.charCodeAt(stop + 1)) && stop - at < MAX_WORD) {
      stop++
      while (stop < line.length && isWord(line.charCodeAt(stop))) stop++
    }
    const { words } = this.#vocabulary
    let word = line.slice(at, stop)
    if (stop !== end && !words.has(word)) {
      stop = end
      word = line.slice(at, end)
    }
    const value: Value = { start: at, end: stop, text: word, isNumber: false, isQuoted: false, isLoose: false }
    if (!words.has(word) && !this.#trimSuffix(value)) return
    if (this.#isCutOff(stop, this.#frames.depth)) return
    const form = this.#formOf(at, stop, value.text)
    if (form === undefined) return
    this.#anchors.push({ form, value, at, frame: this.#frames.id(), depth: this.#frames.depth, outer: this.#frames.id(1) })
  }

  /** A number in brackets behind a message, for those who print their codes so: "… does not exist. (10007)" */
  #bracketed(at: number): void {
    const entry = this.#vocabulary.bracketEntry
    if (entry === undefined || this.#anchors.length >= MAX_ANCHORS) return
    const line = this.#line
    let end = at + 1
    while (end - at < 12 && line.charCodeAt(end) >= 0x30 && line.charCodeAt(end) <= 0x39) end++
    if (end - at < 5 || line.charCodeAt(end) !== 0x29) return
    const value: Value = { start: at + 1, end, text: line.slice(at + 1, end), isNumber: true, isQuoted: false, isLoose: false }
    if (this.#mayBeCode(entry, value))
      this.#anchors.push({ form: 'key', entry, value, at, frame: this.#frames.id(1), depth: this.#frames.depth - 1 })
  }

  /** A symbol in the message of an object that has a number of its own is a witness for that number, not a second code. */
  #settleSymbols(): void {
    if (this.#numbered.size === 0) return
    for (let i = this.#anchors.length - 1; i >= 0; i--) {
      const { form, frame, outer } = this.#anchors[i] as Anchor
      if (form === 'symbol' && (this.#numbered.has(frame) || this.#numbered.has(outer ?? -1))) this.#anchors.splice(i, 1)
    }
  }

  /** A word that ends the line behind a comma: "googleapi: Error 404: No such object: a/b, notFound" */
  #lastWord(): void {
    const found = LAST_WORD.exec(this.#line.slice(-MAX_WORD))
    const word = found?.[1]
    if (found === null || word === undefined || !this.#vocabulary.words.has(word) || this.#anchors.length >= MAX_ANCHORS) return
    const at = Math.max(0, this.#line.length - MAX_WORD) + found.index + 2
    const value: Value = { start: at, end: at + word.length, text: word, isNumber: false, isQuoted: false, isLoose: false }
    this.#anchors.push({ form: 'last', value, at, frame: this.#frames.id(), depth: this.#frames.depth })
  }

  #formOf(at: number, end: number, word: string): AnchorForm | undefined {
    const line = this.#line
    const before = line.charCodeAt(at - 1)
    const after = line.charCodeAt(end)
    if (before === 0x2d || before === 0x40 || after === 0x3d) return undefined // x-Word, @Word, Word=
    if (this.#vocabulary.notReporting.test(line.slice(Math.max(0, at - MAX_WORD), at))) return undefined
    if (/^[A-Z0-9]+_[A-Z0-9_]*$/.test(word)) return 'symbol'
    if ((before === 0x28 && after === 0x29) || (before === 0x5b && after === 0x5d)) return 'bracket' // (NoSuchKey), [NoSuchKey]
    if (before === 0x3a && line.charCodeAt(at - 2) === 0x3a) return 'head' // Aws::S3::Errors::NoSuchKey
    if (/\d{3} $/.test(line.slice(Math.max(0, at - 4), at))) return 'status' // 404 NoSuchKey
    if (after === 0x3a || after === 0x28) return 'head' // NoSuchKey: …, NoSuchKey(Message: …
    if (after === 0x20 && /^ \((?:client|server)\b/.test(line.slice(end, end + 8))) return 'head' // NoSuchKey (client): …
    return undefined
  }
}
