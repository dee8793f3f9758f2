import type { Members, MemberValue } from '../annotate/members.ts'
import { type Catalog, retryableOf, severityOf } from '../catalog/catalog.ts'
import type { Category, Language, Meaning, Row, Severity } from '../catalog/types.ts'
import type { Finding } from '../detect/finding.ts'

export type Alternative = { provider: string; code: string; name?: string; category: Category }

/** What a line says, decoded: the members that are written into it, in this order. */
export type Match = {
  provider: string
  code: string
  /** the provider's symbol for the code */
  name?: string
  category: Category
  severity: Severity
  message?: string
  /** what to do now; only when asked for */
  action?: string
  http_status?: number
  /** true: the same request may work later; false: change something first; absent: nobody knows */
  retryable?: boolean
  /** other documented meanings or owners that differ in category or in retryable; at most three */
  alternatives?: Alternative[]
  /** further codes the line proves */
  also?: { provider: string; code: string }[]
}

export type FieldName = keyof Match

/** Every member there is, in the order in which they are written. */
export const FIELD_NAMES = [
  'provider',
  'code',
  'name',
  'category',
  'severity',
  'message',
  'action',
  'http_status',
  'retryable',
  'alternatives',
  'also',
] as const satisfies readonly FieldName[]

/** All but `action`. */
export const DEFAULT_FIELDS: readonly FieldName[] = FIELD_NAMES.filter((name) => name !== 'action')

export type MatchOptions = { catalog: Catalog; language: Language; fields: ReadonlySet<FieldName> }

const MAX_ALTERNATIVES = 3

const meaningOf = (finding: Finding): Meaning | undefined => {
  if (finding.row === undefined || !finding.meaning) return finding.row
  return finding.row.meanings?.[finding.meaning - 1] ?? finding.row
}

const alternative = (provider: string, code: string, meaning: Meaning): Alternative => ({
  provider,
  code,
  ...(meaning.symbol === undefined ? {} : { name: meaning.symbol }),
  category: meaning.category,
})

const differs = (catalog: Catalog, a: Meaning, b: Meaning): boolean =>
  a.category !== b.category || retryableOf(catalog, a) !== retryableOf(catalog, b)

/** Other documented meanings of the code; for a family's word, what its owners mean by it. */
const alternativesOf = (catalog: Catalog, finding: Finding, row: Row): Alternative[] => {
  const found: Alternative[] = []
  if (finding.meaning === undefined) {
    for (const meaning of row.meanings ?? []) {
      if (differs(catalog, row, meaning)) found.push(alternative(finding.provider, finding.code, meaning))
    }
  }
  for (const member of catalog.providers) {
    if (member.family !== finding.provider || found.length >= MAX_ALTERNATIVES) continue
    const theirs = catalog.provider(member.id)?.row(finding.code)
    if (theirs !== undefined && differs(catalog, row, theirs)) found.push(alternative(member.id, finding.code, theirs))
  }
  return found.slice(0, MAX_ALTERNATIVES)
}

const describe = ({ catalog, language }: MatchOptions, meaning: Meaning): Partial<Match> => {
  const action = (meaning.action ?? catalog.categories[meaning.category].action)?.[language]
  const retryable = retryableOf(catalog, meaning)
  return {
    ...(meaning.symbol === undefined ? {} : { name: meaning.symbol }),
    category: meaning.category,
    severity: severityOf(catalog, meaning),
    message: meaning.description[language],
    ...(action === undefined ? {} : { action }),
    ...(meaning.http_status === undefined ? {} : { http_status: meaning.http_status }),
    ...(retryable === undefined ? {} : { retryable }),
  }
}

/** Builds the match of a line from what was found in it, strongest first. */
export const matchOf = (findings: readonly Finding[], options: MatchOptions): Match | undefined => {
  const [first, ...rest] = findings
  if (first === undefined) return undefined
  const meaning = meaningOf(first)
  const alternatives = first.row === undefined ? [] : alternativesOf(options.catalog, first, first.row)
  const unknown: Pick<Match, 'category' | 'severity'> = { category: 'unknown', severity: 'error' }
  const match: Match = {
    provider: first.provider,
    code: first.code,
    ...unknown,
    ...(meaning === undefined ? {} : describe(options, meaning)),
    ...(alternatives.length === 0 ? {} : { alternatives }),
    ...(rest.length === 0 ? {} : { also: rest.map(({ provider, code }) => ({ provider, code })) }),
  }
  return Object.fromEntries(
    FIELD_NAMES.filter((name) => options.fields.has(name) && match[name] !== undefined).map((name) => [name, match[name]]),
  ) as Match
}

/** A match as the members to write. */
export const membersOf = (match: Match): Members => Object.entries(match) as [string, MemberValue][]
