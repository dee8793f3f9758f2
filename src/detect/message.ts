import type { Meaning, Row } from '../catalog/types.ts'
import { FOLD } from '../scan/bytes.ts'
import { isWord } from './characters.ts'
import { bytesAsText } from './literals.ts'
import type { Anchor, Field, OwnMessage, Said, Tokens } from './tokens.ts'
import { firstOfText, readText } from './value.ts'

const NEAR_BEFORE = 160
const NEAR_AFTER = 260
const SHORTEST_PHRASE = 5
const SHORTEST_START = 12
// A service may add to its message, and a log may cut it off.
const SHORTEST_CUT = 24

/** Blanks of other kinds than one space, and a plus that stands for one. */
const MANY_BLANKS = /[^\S ]|\+| {2}/

/** Lower case, blanks folded, no full stop at the end: the form in which messages are compared. */
const plain = (text: string): string => {
  const unescaped = text.includes('\\') ? text.replace(/\\+[nrt]/g, ' ') : text
  // Most texts have single spaces only, which is told sooner than all of them are replaced.
  const folded = MANY_BLANKS.test(unescaped) ? unescaped.replace(/[\s+]+/g, ' ') : unescaped
  return folded
    .trim()
    .replace(/[.!]+$/, '')
    .toLowerCase()
}

type Spoken = OwnMessage & { text: string }

/** Every text by which a line may settle one of a row's meanings, and bits of what they begin with. */
type SpokenBy = { texts: readonly Spoken[]; firsts: number }

const cache = new WeakMap<Row, SpokenBy>()

/** One of 32 bits, for a quick look at whether two texts may begin alike: of small letters each has its own. */
const bitOf = (byte: number): number => 1 << (byte >= 0x61 && byte <= 0x7a ? byte - 0x61 : 26 + (byte & 3))
const ANY = -1

/** The same of a field's text: a blank, a quote mark or an escape at its beginning may not be there when it is made plain. */
const bitOfText = ({ line, keyEnd, inTag }: Field): number => {
  const first = firstOfText(line, keyEnd, inTag)
  return isWord(first) ? bitOf(FOLD[first] as number) : ANY
}

/** A text, and its first sentence where it has more: logs and clients cut the rest off. */
const withFirstSentence = (text: string): string[] => {
  const end = text.indexOf('. ')
  return end < SHORTEST_CUT ? [text] : [text, text.slice(0, end)]
}

const LONG_MESSAGE = 18

const spokenAs = (meaning: number, written: string, isSymbol: boolean): Spoken => {
  const text = plain(bytesAsText(written))
  return { meaning, text, isLong: !isSymbol && text.length >= LONG_MESSAGE && / .* /.test(text) }
}

const spokenBy = (row: Row): SpokenBy => {
  let spoken = cache.get(row)
  if (spoken === undefined) {
    const texts = [row as Meaning, ...(row.meanings ?? [])].flatMap(({ wire = [], texts = [], symbol, aliases = [] }, meaning) => [
      ...[...wire, ...texts].flatMap(withFirstSentence).map((text) => spokenAs(meaning, text, false)),
      ...[symbol, ...aliases].filter((name) => name !== undefined).map((name) => spokenAs(meaning, name, true)),
    ])
    spoken = { texts, firsts: texts.reduce((bits, { text }) => bits | bitOf(text.charCodeAt(0)), 0) }
    cache.set(row, spoken)
  }
  return spoken
}

const isEdge = (c: string | undefined): boolean => c === undefined || !/[\w\x80-\xff]/.test(c)

const beginsWith = (long: string, short: string, least: number): boolean =>
  short.length >= least && long.startsWith(short) && isEdge(long[short.length])

/** Whether a message is a text of the code's, has more behind it, or was cut off. */
const isSpoken = (message: string, text: string): boolean =>
  message === text || beginsWith(message, text, SHORTEST_START) || beginsWith(text, message, SHORTEST_CUT)

const standsIn = (text: string, phrase: string): boolean => {
  const at = text.indexOf(phrase)
  if (at === -1) return false
  return phrase.charCodeAt(0) >= 0x80 || (isEdge(text[at - 1]) && isEdge(text[at + phrase.length]))
}

const standsAs = (text: string, number: string): boolean => {
  const at = text.indexOf(number)
  return at !== -1 && isEdge(text[at - 1]) && isEdge(text[at + number.length])
}

const textAround = ({ value: { start, end } }: Anchor, line: string): { before: string; after: string } => ({
  before: plain(line.slice(Math.max(0, start - NEAR_BEFORE), start)),
  after: plain(line.slice(end, end + NEAR_AFTER)),
})

/** The messages among the fields. */
const saidIn = (fields: readonly Field[], messageKeys: ReadonlySet<string>): Said => {
  const messages = fields.filter(({ key }) => messageKeys.has(key))
  const bits = messages.map(bitOfText)
  return { fields, messages, bits, firsts: bits.reduce((all, bit) => all | bit, 0) }
}

const messageOf = (field: Field): string => {
  field.message ??= plain(readText(field.line, field.keyEnd, field.inTag))
  return field.message
}

/**
 * Finds the code's own message in its object, or in the text right round it.
 *
 * @returns undefined when it is not there
 */
export const ownMessage = (
  row: Row,
  anchor: Anchor,
  tokens: Tokens,
  fields: readonly Field[],
  messageKeys: ReadonlySet<string>,
): OwnMessage | undefined => {
  const { texts, firsts } = spokenBy(row)
  if (texts.length === 0) return undefined
  if (anchor.said?.fields !== fields) anchor.said = saidIn(fields, messageKeys)
  const { said } = anchor
  // Most messages begin otherwise, and need not be compared.
  if ((firsts & said.firsts) !== 0) {
    for (const [index, field] of said.messages.entries()) {
      const message = (firsts & (said.bits[index] as number)) === 0 ? '' : messageOf(field)
      if (message === '') continue
      for (const spoken of texts) if (isSpoken(message, spoken.text)) return spoken
    }
  }
  const word = anchor.value.text
  anchor.around ??= textAround(anchor, tokens.line)
  const { before, after } = anchor.around
  // A symbol and its number beside each other: ERROR_PROXY_AUTH_REPLAY_ATTACH(-77)
  if (word !== row.code && (standsAs(after.slice(0, 12), row.code) || standsAs(before.slice(-12), row.code))) {
    return { meaning: 0, isLong: false }
  }
  // The word of the anchor itself is no second witness.
  const self = word.toLowerCase()
  return texts.find(({ text }) => text.length >= SHORTEST_PHRASE && text !== self && (standsIn(after, text) || standsIn(before, text)))
}

const MAX_NEIGHBOUR = 600

/** Whether a long message of the code stands in a line nearby. */
export const speaksNearby = (row: Row, neighbours: readonly Tokens[]): boolean => {
  const long = spokenBy(row).texts.filter(({ isLong }) => isLong)
  if (long.length === 0) return false
  return neighbours.some((tokens) => {
    tokens.plain ??= plain(tokens.line.slice(0, MAX_NEIGHBOUR))
    const text = tokens.plain
    return long.some((spoken) => standsIn(text, spoken.text))
  })
}
