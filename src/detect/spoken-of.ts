import type { Vocabulary } from './vocabulary.ts'

// A log also holds what only speaks of codes: source code of a test run, queries, rules of a monitor, rows of a table.

const REACH = 80

// gofmt writes the blank; what programs print of a structure has none, or no quotes
const LITERAL = /^:\s+"[^"\\]*",?(?:\s|$)/
const MAPPING = /^:\s+(?:'[^']*'|"[^"]*"),?\s*$/
const SELECTOR = /^=~?\\*"[^"{}]*"[^{}]*\}(?:\[\d|\)|\s*[<>]=?\s*\d)/
const ROW = /^[\s|*]*-?\d+[\s|,:]+$/
const ROW_MARK = /[|*]/

/** A key in a query or in a literal of Go: WHERE error_code = 'NoSuchKey', n{code="NoSuchKey"}[5m], {Code: "NoSuchKey" */
export const isSourceKey = (line: string, at: number, end: number, { queries }: Vocabulary): boolean => {
  const first = line.charCodeAt(at)
  if (first >= 0x41 && first <= 0x5a && LITERAL.test(line.slice(end, end + REACH))) return true
  const before = line.slice(Math.max(0, at - REACH), at)
  return queries.test(before) || (/\w\{[^{}]*$/.test(before) && SELECTOR.test(line.slice(end, end + 2 * REACH)))
}

/** A word as the key of a table of messages: NoSuchKey: 'The specified key does not exist.', */
export const isMapping = (line: string, end: number): boolean => MAPPING.test(line.slice(end))

/** A symbol in a row of a table or list: its number before it, and a mark of the table or more cells. */
export const isCell = (line: string, start: number, end: number): boolean => {
  if (start > REACH) return false
  const before = line.slice(0, start)
  return ROW.test(before) && (ROW_MARK.test(before) || end < line.trimEnd().length)
}
