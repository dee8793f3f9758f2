import { readJson, type Span } from './json.ts'
import { flatMembers, logfmtTail, type Members, nestedMember, type Schema } from './members.ts'
import { isPartial, recordStart } from './prefix.ts'

export type AnnotateOptions = {
  /** name of the added member */
  field: string
  schema: Schema
  /** write a tail on lines that are no JSON objects */
  plain: boolean
  /** names of the members that are written; all when absent */
  fields?: ReadonlySet<string>
}

/**
 * How a line may be added to.
 *
 * - `object`: a member goes to `insertAt`
 * - `plain`: a tail goes to `insertAt`, the end of the line
 * - `present`: it bears our field already; `own` are the places
 * - `fixed`: never added to
 */
export type LineForm =
  | { kind: 'object'; insertAt: number; isEmpty: boolean }
  | { kind: 'plain'; insertAt: number }
  | { kind: 'present'; own: Span[] }
  | { kind: 'fixed' }

const FIXED: LineForm = { kind: 'fixed' }

/** Reads the form of a line (one character a byte, without its end). */
export const formOf = (line: string, options: AnnotateOptions): LineForm => {
  if (isPartial(line)) return FIXED
  const { field, schema } = options
  const prefix = `${field}.`
  const isOwn = schema === 'flat' ? (key: string) => key.startsWith(prefix) : (key: string) => key === field
  const text = readJson(line, recordStart(line), field.charAt(0), isOwn)
  if (text !== undefined) {
    if (!text.isObject) return FIXED
    if (text.own.length > 0) return { kind: 'present', own: text.own }
    return { kind: 'object', insertAt: text.insertAt, isEmpty: text.isEmpty }
  }
  const tail = tailStart(line, options)
  if (tail !== -1) return { kind: 'present', own: [[tail, line.length]] }
  return options.plain ? { kind: 'plain', insertAt: line.length } : FIXED
}

/** Whether the name stands in the line. A byte is looked for much faster than a word, and few lines hold this one. */
export const mayBear = (line: string, field: string): boolean => (!field.includes('_') || line.includes('_')) && line.includes(field)

/** Where a tail of ours begins: at the provider, or at any written member where the provider is not written; -1 without one. */
const tailStart = (line: string, { field, fields }: AnnotateOptions): number => {
  if (!mayBear(line, field)) return -1
  const at = line.indexOf(` ${field}.provider=`)
  if (at !== -1 || fields === undefined || fields.has('provider') || !line.includes(` ${field}.`)) return at
  const starts = [...fields].map((name) => line.indexOf(` ${field}.${name}=`)).filter((start) => start !== -1)
  return starts.length === 0 ? -1 : Math.min(...starts)
}

/** What is inserted into a line of the form, in JavaScript's own characters. */
export const insertionFor = (form: LineForm, members: Members, options: AnnotateOptions): string => {
  // A row may have none of the members asked for.
  if (members.length === 0) return ''
  if (form.kind === 'plain') return logfmtTail(options.field, members)
  if (form.kind !== 'object') return ''
  const text = options.schema === 'flat' ? flatMembers(options.field, members) : nestedMember(options.field, members)
  return form.isEmpty ? text : `,${text}`
}

/** The line without the places that bear our field: our own words are never evidence. */
export const withoutOwn = (line: string, own: readonly Span[]): string => {
  let rest = ''
  let from = 0
  for (const [start, end] of own) {
    rest += line.slice(from, start)
    from = end
  }
  return rest + line.slice(from)
}
