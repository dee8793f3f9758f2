import type { Catalog } from '../catalog/catalog.ts'
import { type Case, mayYetBeProven } from './case.ts'
import { choose, ownerNamed } from './choose.ts'
import { Evidence } from './evidence.ts'
import { categoryOf, type Finding, inOrder, keyOf } from './finding.ts'
import { KnownLines } from './known-lines.ts'
import { isSample, isStatement, sourceOf, standsAlone } from './source.ts'
import type { Anchor, Tokens } from './tokens.ts'
import { compileVocabulary, type ProviderRules, type Vocabulary } from './vocabulary.ts'

export type DetectorOptions = {
  catalog: Catalog
  /** provider ids whose weak evidence is enough */
  assume?: readonly string[]
  /** report these providers only; the others still compete, so that none of their codes is taken for one of these */
  providers?: readonly string[]
  /** over how many lines evidence may flow forward */
  context?: number
}

/** The lines before the one at hand: 1 is the line just before. Undefined where none is known. */
export type LookBack = (distance: number) => string | undefined

/** What `explain-line` shows of one possible code. */
export type Explained = { code: string; form: string; at: number; cases: (Case & { id: string })[]; chosen?: string }

type Pending = { anchor: Anchor; tokens: Tokens; source: string | undefined; line: number }

const MAX_PENDING = 16
// More than the codes of any window of ordinary length, so that clearing out is rare.
const MAX_REPORTED = 4096
const DANGLING = /=>\s*$/
const NONE: readonly Finding[] = []

const noLines: LookBack = () => undefined

/**
 * Finds the codes that a line proves, by itself or with its neighbours. One detector serves one stream of lines.
 */
export class Detector {
  readonly vocabulary: Vocabulary
  readonly #evidence: Evidence
  readonly #lines: KnownLines
  readonly #context: number
  readonly #only: ReadonlySet<string> | undefined
  #line = 0
  #pending: Pending[] = []
  #hungryUntil = 0
  readonly #reported = new Map<string, number>()
  /** no neighbour-proven code is reported up to this line */
  #mutedUntil = 0

  constructor(options: DetectorOptions) {
    this.vocabulary = compileVocabulary(options.catalog)
    this.#only = options.providers && new Set(options.providers)
    this.#evidence = new Evidence(options.catalog, this.vocabulary, new Set(options.assume))
    this.#lines = new KnownLines(this.vocabulary)
    this.#context = options.context ?? 8
  }

  /** Whether the next line may complete a proof that an earlier one began: it must be shown even if it looks empty. */
  get isHungry(): boolean {
    return this.#line < this.#hungryUntil
  }

  /** Lines passed unseen since the last one shown. */
  skip(lines: number): void {
    this.#line += lines
  }

  /** A line too long to be read: what it reported is not known, so nothing proven by neighbours is reported after it. */
  skipUnread(): void {
    this.#line++
    this.#mutedUntil = this.#line + this.#context
  }

  /** Forgets the lines seen so far: evidence never flows from one file to the next. */
  reset(): void {
    this.#line += this.#context + 1
    this.#pending = []
    this.#hungryUntil = 0
    this.#mutedUntil = 0
    this.#reported.clear()
  }

  /**
   * Judges one line.
   *
   * @param line the line without its end, one character a byte
   * @param lookBack the lines before it, for evidence that flows forward
   * @returns what is to be reported, strongest first; empty for most lines
   */
  detect(line: string, lookBack: LookBack = noLines): readonly Finding[] {
    this.#line++
    const tokens = this.#read(line, lookBack)
    if (DANGLING.test(line)) this.#hungryUntil = this.#line + 1
    if (tokens.anchors.length === 0 && this.#pending.length === 0) return NONE
    if (isSample(line) || isStatement(line)) return NONE
    const isAlone = standsAlone(line, this.vocabulary.recordKey)
    const source = sourceOf(line)
    let near: Tokens[] | undefined
    const neighbours = (): Tokens[] => {
      near ??= isAlone || this.#context === 0 ? [] : this.#neighbours(source, lookBack)
      return near
    }
    const findings = tokens.anchors.length === 0 ? [] : this.#judge(tokens, neighbours, source, isAlone)
    if (!isAlone && this.#pending.length > 0 && this.#lends(line, tokens)) this.#judgePending(tokens, neighbours, source, findings)
    return this.#report(findings)
  }

  /** Judges one line without its neighbours and tells the whole story. */
  explain(line: string, lookBack: LookBack = noLines): Explained[] {
    const tokens = this.#read(line, lookBack)
    const neighbours = standsAlone(line, this.vocabulary.recordKey) ? [] : this.#neighbours(sourceOf(line), lookBack)
    return tokens.anchors.map((anchor) => {
      const cases = this.#evidence.cases(anchor, { tokens, neighbours })
      const chosen = choose(cases, this.vocabulary)
      return {
        code: anchor.value.text,
        form: anchor.form === 'key' ? `key ${anchor.entry?.literal}` : anchor.form,
        at: anchor.at,
        cases: cases.map((candidate) => ({ ...candidate, id: this.#id(candidate.provider) })),
        ...(chosen === undefined ? {} : { chosen: this.#id(chosen.provider) }),
      }
    })
  }

  /** A line that names somebody and says that all went well is no evidence for the codes before it. */
  #lends(line: string, tokens: Tokens): boolean {
    return tokens.signs.length === 0 || !this.#lines.of(line, this.#line).speaksOfSuccess
  }

  #id(provider: number): string {
    return (this.vocabulary.providers[provider] as ProviderRules).id
  }

  /** Dumps put a key at the end of a line and its value at the start of the next: the two are read as one. */
  #read(line: string, lookBack: LookBack): Tokens {
    const previous = /^\s*[a-z]+\(/.test(line) ? lookBack(1) : undefined
    const text = previous !== undefined && DANGLING.test(previous) ? `${previous.trimEnd()} ${line.trimStart()}` : line
    return this.#lines.of(text, this.#line).tokens
  }

  #neighbours(source: string | undefined, lookBack: LookBack): Tokens[] {
    const neighbours: Tokens[] = []
    for (let distance = 1; distance <= this.#context; distance++) {
      const line = lookBack(distance)
      if (line === undefined) break
      const known = this.#lines.of(line, this.#line - distance)
      if (known.standsAlone || (source !== undefined && known.source !== undefined && source !== known.source)) continue
      if (known.tokens.signs.length > 0 && known.speaksOfSuccess) continue
      neighbours.push(known.tokens)
    }
    return neighbours
  }

  #judge(tokens: Tokens, neighbours: () => Tokens[], source: string | undefined, isAlone: boolean): Finding[] {
    const findings: Finding[] = []
    for (const anchor of tokens.anchors) {
      // Alone first: what a line proves by itself no neighbour may turn into a tie.
      let cases = this.#evidence.cases(anchor, { tokens, neighbours: [] })
      let chosen = choose(cases, this.vocabulary)
      if (chosen === undefined && cases.length > 0 && neighbours().length > 0) {
        cases = this.#evidence.cases(anchor, { tokens, neighbours: neighbours() })
        chosen = choose(cases, this.vocabulary)
      }
      if (chosen !== undefined) findings.push(this.#finding(this.#withOwner(chosen, tokens, neighbours), anchor))
      else if (!isAlone && this.#context > 0 && cases.some(mayYetBeProven)) {
        this.#pending.push({ anchor, tokens, source, line: this.#line })
        this.#hungryUntil = this.#line + this.#context
      }
    }
    return findings
  }

  /** A shared word whose owner the line, or one before, names by its host: the owner's. */
  #withOwner(chosen: Case, tokens: Tokens, neighbours: () => readonly Tokens[]): Case {
    if (this.vocabulary.providers[chosen.provider]?.isUmbrella !== true) return chosen
    const owner = ownerNamed([tokens], chosen.provider, this.vocabulary) ?? ownerNamed(neighbours(), chosen.provider, this.vocabulary)
    return owner === undefined ? chosen : { ...chosen, provider: owner }
  }

  /** Codes of earlier lines that this line proves. */
  #judgePending(tokens: Tokens, neighbours: () => Tokens[], source: string | undefined, findings: Finding[]): void {
    const waiting: Pending[] = []
    for (const pending of this.#pending.slice(-MAX_PENDING)) {
      if (this.#line - pending.line > this.#context) continue
      const isStranger = source !== undefined && pending.source !== undefined && source !== pending.source
      if (pending.line === this.#line || isStranger) {
        waiting.push(pending)
        continue
      }
      const around = { tokens: pending.tokens, neighbours: [tokens, ...neighbours()] }
      const chosen = choose(this.#evidence.cases(pending.anchor, around), this.vocabulary)
      if (chosen === undefined) waiting.push(pending)
      else findings.push({ ...this.#finding(chosen, pending.anchor), strength: 0, needsNeighbours: true })
    }
    this.#pending = waiting
  }

  #finding(chosen: Case, anchor: Anchor): Finding {
    const rules = this.vocabulary.providers[chosen.provider] as ProviderRules
    const finding: Finding = {
      provider: rules.id,
      family: this.vocabulary.providers[rules.family]?.id,
      code: chosen.code,
      strength: chosen.strength,
      depth: anchor.depth,
      at: anchor.at,
      needsNeighbours: chosen.needsNeighbours,
    }
    if (chosen.row !== undefined) finding.row = chosen.row
    if (chosen.meaning !== undefined) finding.meaning = chosen.meaning
    return finding
  }

  /** Orders the findings, keeps each code once, and holds back what neighbours proved a moment ago. */
  #report(findings: Finding[]): readonly Finding[] {
    if (findings.length === 0) return NONE
    const reported = findings.length === 1 ? findings : inOrder(findings)
    const kept = reported.filter((finding) => this.#isWorthReporting(finding))
    for (const finding of kept) this.#reported.set(keyOf(finding), this.#line)
    if (this.#reported.size > MAX_REPORTED) this.#forgetReported()
    return kept
  }

  #isWorthReporting(finding: Finding): boolean {
    if (categoryOf(finding) === 'ok' || this.#only?.has(finding.provider) === false) return false
    return !finding.needsNeighbours || (this.#line > this.#mutedUntil && !this.#isRecent(keyOf(finding)))
  }

  /** Unknown codes may differ in every line: what lies beyond the window is of no more use. */
  #forgetReported(): void {
    for (const [key, line] of this.#reported) if (this.#line - line > this.#context) this.#reported.delete(key)
  }

  #isRecent(key: string): boolean {
    const line = this.#reported.get(key)
    return line !== undefined && this.#line - line <= this.#context
  }
}
