import { FOLD, isWordByte } from '../scan/bytes.ts'
import type { Entry } from './entry.ts'
import type { Vocabulary } from './vocabulary.ts'

// "status code 400" holds the key `code` only for who begins to read in its middle.

const isKeyLike = ({ owners, isField, isStop }: Entry): boolean => owners.length > 0 || isField || isStop

export const endsAsWord = (literal: string, ending: string): boolean =>
  literal.length > ending.length && literal.endsWith(ending) && !isWordByte(literal.charCodeAt(literal.length - ending.length - 1))

/** What stands of a longer literal before the key at its end, lower case: "status " */
const lead = (longer: Entry, entry: Entry): Uint8Array => longer.bytes.subarray(0, longer.bytes.length - entry.bytes.length)

/** What stands before each byte of a literal that is in no word. */
export const wordsBefore = (literal: string): string[] =>
  [...literal.matchAll(/[^0-9A-Za-z_]/g)].map(({ index }) => literal.slice(0, index))

/** The entries of keys that end with a text as with a word of its own. */
const keysWith = (ending: string, { names, entryOf }: Vocabulary): Entry[] =>
  names
    .filter((name) => endsAsWord(name, ending))
    .map((name) => entryOf(name) as Entry)
    .filter(isKeyLike)

/** Another literal may swallow the first words of the longer one: then the key behind them is one after all. */
const isCertain = ({ literal }: Entry, vocabulary: Vocabulary): boolean =>
  wordsBefore(literal).every((beginning) => keysWith(beginning, vocabulary).length === 0)

/** What stands before the key in each longer one that it is only the end of, lower case. */
export const leadsTo = (entry: Entry, vocabulary: Vocabulary): Uint8Array[] =>
  entry.leads?.map((lead) => Buffer.from(lead, 'latin1')) ?? findLeads(entry, vocabulary)

/** Of those that nobody reads codes from. */
const findLeads = (entry: Entry, vocabulary: Vocabulary): Uint8Array[] =>
  keysWith(entry.literal, vocabulary)
    .filter((longer) => longer.owners.length === 0 && isCertain(longer, vocabulary))
    .map((longer) => lead(longer, entry))

/** Says of a place at which the entry's literal stands whether it is only the end of a longer key that nobody reads codes from. */
export const coverOf = (entry: Entry, vocabulary: Vocabulary): ((chunk: Uint8Array, at: number) => boolean) => {
  // Found when first asked for: most keys are never met.
  let leads: Uint8Array[] | undefined
  let lastBytes: ReadonlySet<number | undefined> = new Set()
  return (chunk, at) => {
    if (leads === undefined) {
      leads = leadsTo(entry, vocabulary)
      lastBytes = new Set(leads.map((bytes) => bytes[bytes.length - 1]))
    }
    if (!lastBytes.has(chunk[at - 1])) return false
    for (const bytes of leads) if (stands(chunk, at, bytes)) return true
    return false
  }
}

const stands = (chunk: Uint8Array, at: number, bytes: Uint8Array): boolean => {
  const start = at - bytes.length
  for (let i = 0; i < bytes.length; i++) if (FOLD[chunk[start + i] as number] !== bytes[i]) return false
  const before = chunk[start - 1]
  return !isWordByte(before) && before !== 0x2d
}
