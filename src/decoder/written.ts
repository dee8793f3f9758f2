import { type AnnotateOptions, insertionFor, type LineForm } from '../annotate/line.ts'
import type { Category, Row, Severity } from '../catalog/types.ts'
import type { Finding } from '../detect/finding.ts'
import { type Match, type MatchOptions, matchOf, membersOf } from './match.ts'

/** What is written into lines that prove the same codes, and what is counted of them. */
export type Written = {
  match: Match
  text: string
  /** the text as it is written: UTF-8 */
  bytes: Buffer
  category: Category
  severity: Severity
}

const MAX_REMEMBERED = 2048

/** Composes what is written for findings, once for all lines that prove the same: logs repeat themselves. */
export class Writer {
  readonly #options: AnnotateOptions & MatchOptions
  readonly #written = new Map<string, Written>()
  /** what lines with one code of a table get, which is most of them */
  readonly #ofRow = new Map<Row, { finding: Finding; kind: string; written: Written }>()
  /** rows made of patterns come and go */
  readonly #rows = new WeakMap<Row, number>()
  #lastRow = 0

  constructor(options: AnnotateOptions & MatchOptions) {
    this.#options = options
  }

  /** The form must be one that can be added to; the findings, strongest first, at least one. */
  write(form: LineForm, findings: readonly Finding[]): Written {
    const [finding, second] = findings
    if (finding?.row === undefined || second !== undefined || (form.kind === 'object' && form.isEmpty))
      return this.#remembered(form, findings)
    const known = this.#ofRow.get(finding.row)
    if (known !== undefined && known.kind === form.kind && isSame(known.finding, finding)) return known.written
    const written = this.#remembered(form, findings)
    if (this.#ofRow.size < MAX_REMEMBERED) this.#ofRow.set(finding.row, { finding, kind: form.kind, written })
    return written
  }

  #remembered(form: LineForm, findings: readonly Finding[]): Written {
    const key = this.#key(form, findings)
    let written = this.#written.get(key)
    if (written === undefined) {
      written = this.#compose(form, findings)
      if (this.#written.size < MAX_REMEMBERED) this.#written.set(key, written)
    }
    return written
  }

  #key(form: LineForm, findings: readonly Finding[]): string {
    let key = form.kind === 'object' && form.isEmpty ? 'empty' : form.kind
    for (const { provider, code, row, meaning } of findings) key += `\n${provider}\t${code}\t${meaning}\t${this.#idOf(row)}`
    return key
  }

  /** Rows of the same code may be a provider's own or its family's. */
  #idOf(row: Row | undefined): number {
    if (row === undefined) return -1
    let id = this.#rows.get(row)
    if (id === undefined) {
      id = ++this.#lastRow
      this.#rows.set(row, id)
    }
    return id
  }

  #compose(form: LineForm, findings: readonly Finding[]): Written {
    const match = matchOf(findings, this.#options) as Match
    const text = insertionFor(form, membersOf(match), this.#options)
    // What is counted must not hang on which members are written.
    const judged = matchOf(findings.slice(0, 1), { ...this.#options, fields: JUDGEMENT }) as Match
    return { match, text, bytes: Buffer.from(text), category: judged.category, severity: judged.severity }
  }
}

const isSame = (a: Finding, b: Finding): boolean => a.provider === b.provider && a.code === b.code && a.meaning === b.meaning

const JUDGEMENT: MatchOptions['fields'] = new Set(['category', 'severity'])
