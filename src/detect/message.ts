import type { Meaning, Row } from '../catalog/types.ts'
import { FOLD } from '../scan/bytes.ts'
import { isWord } from './characters.ts'
import { bytesAsText } from './literals.ts'
import type { Anchor, Field, OwnMessage, Tokens } from './tokens.ts'
import { readText } from './value.ts'

const NEAR_BEFORE = 160
const NEAR_AFTER = 260
const SHORTEST_PHRASE = 5
const SHORTEST_START = 12
// A service may add to its message, and a log may cut it off.
const SHORTEST_CUT = 24

/** Lower case, blanks folded, no full stop at the end: the form in which messages are compared. */
const plain = (text: string): string =>
  text
    .replace(/\\+[nrt]/g, ' ')
    .replace(/[\s+]+/g, ' ')
    .trim()
    .replace(/[.!]+$/, '')
    .toLowerCase()

type Spoken = OwnMessage & { text: string }

const cache = new WeakMap<Row, readonly Spoken[]>()

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

/** Every text by which a line may settle one of the row's meanings. */
const spokenBy = (row: Row): readonly Spoken[] => {
  let spoken = cache.get(row)
  if (spoken === undefined) {
    spoken = [row as Meaning, ...(row.meanings ?? [])].flatMap(({ wire = [], texts = [], symbol, aliases = [] }, meaning) => [
      ...[...wire, ...texts].flatMap(withFirstSentence).map((text) => spokenAs(meaning, text, false)),
      ...[symbol, ...aliases].filter((name) => name !== undefined).map((name) => spokenAs(meaning, name, true)),
    ])
    cache.set(row, spoken)
  }
  return spoken
}

const isEdge = (c: string | undefined): boolean => c === undefined || !/[\w\x80-\xff]/.test(c)

const beginsWith = (long: string, short: string, least: number): boolean =>
  short.length >= least && long.startsWith(short) && isEdge(long[short.length])

/** Whether a message may be one of the texts, as far as its first byte tells: most are none, and need not be made plain. */
const mayBeSpoken = (written: string, spoken: readonly Spoken[]): boolean => {
  const first = written.charCodeAt(0)
  if (!isWord(first)) return written !== ''
  for (const { text } of spoken) if (text.charCodeAt(0) === FOLD[first]) return true
  return false
}

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
  const spoken = spokenBy(row)
  if (spoken.length === 0) return undefined
  for (const field of fields) {
    if (!messageKeys.has(field.key)) continue
    field.written ??= readText(field.line, field.keyEnd, field.inTag)
    if (!mayBeSpoken(field.written, spoken)) continue
    field.message ??= plain(field.written)
    const { message } = field
    if (message.length === 0) continue
    for (const one of spoken) if (isSpoken(message, one.text)) return one
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
  const found = spoken.find(
    ({ text }) => text.length >= SHORTEST_PHRASE && text !== self && (standsIn(after, text) || standsIn(before, text)),
  )
  return found
}

const MAX_NEIGHBOUR = 600

/** Whether a long message of the code stands in a line nearby. */
export const speaksNearby = (row: Row, neighbours: readonly Tokens[]): boolean => {
  const long = spokenBy(row).filter(({ isLong }) => isLong)
  if (long.length === 0) return false
  return neighbours.some((tokens) => {
    tokens.plain ??= plain(tokens.line.slice(0, MAX_NEIGHBOUR))
    const text = tokens.plain
    return long.some((spoken) => standsIn(text, spoken.text))
  })
}
