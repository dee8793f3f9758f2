import type { Catalog } from '../catalog/catalog.ts'
import type { ScanModule } from '../scan/module.ts'
import type { ByTemplate } from '../template/by-template.ts'
import { type Case, mayYetBeProven } from './case.ts'
import { choose, ownerNamed } from './choose.ts'
import { Evidence } from './evidence.ts'
import { type Explained, explained } from './explained.ts'
import { categoryOf, type Finding, inOrder } from './finding.ts'
import { type KnownLine, KnownLines } from './known-lines.ts'
import { isDumpedValue, type Reading, type Verdict } from './reading.ts'
import { readingsOf } from './readings.ts'
import { Reported } from './reported.ts'
import type { ProviderRules } from './rules.ts'
import { isDangling, sourceOf } from './source.ts'
import type { Anchor, Tokens } from './tokens.ts'
import { compileVocabulary, type Vocabulary } from './vocabulary.ts'

export type DetectorOptions = {
  catalog: Catalog
  /** provider ids whose weak evidence is enough */
  assume?: readonly string[]
  /** report these providers only; the others still compete, so that none of their codes is taken for one of these */
  providers?: readonly string[]
  /** over how many lines evidence may flow forward */
  context?: number
  /** the scanner's module, where lines stand in its memory */
  module?: ScanModule | undefined
  /** the name of our own field, if lines may bear it */
  field?: string
}

/** The lines before the one at hand: 1 is the line just before. Undefined where none is known. */
export type LookBack = (distance: number) => string | undefined

type Tools = { vocabulary: Vocabulary; evidence: Evidence; readings: ByTemplate<Reading>; lines: KnownLines }

/** What a template settles. */
export type Settled = { findings: readonly Finding[]; reading: Reading; number: number }

type Pending = { anchor: Anchor; tokens: Tokens; source: string | undefined; line: number }

const MAX_PENDING = 16
const NONE: readonly Finding[] = []
const NO_LINES: readonly Tokens[] = []
const UNSETTLED = { findings: undefined, isSure: false }
const NOTHING = { findings: NONE, isSure: true }

const noLines: LookBack = () => undefined

/**
 * Finds the codes that a line proves, by itself or with its neighbours. One detector serves one stream of lines.
 */
export class Detector {
  readonly #options: DetectorOptions
  /** compiled for the first line there is to read: a log without errors never has one */
  #tools: Tools | undefined
  readonly #context: number
  readonly #only: ReadonlySet<string> | undefined
  #line = 0
  #pending: Pending[] = []
  #hungryUntil = 0
  readonly #reported = new Reported()
  /** no neighbour-proven code is reported up to this line */
  #mutedUntil = 0

  constructor(options: DetectorOptions) {
    this.#options = options
    this.#only = options.providers && new Set(options.providers)
    this.#context = options.context ?? 8
  }

  #made(): Tools {
    if (this.#tools === undefined) {
      const { catalog, assume, module, field } = this.#options
      const vocabulary = compileVocabulary(catalog)
      const readings = readingsOf(catalog, module)
      if (field !== undefined) readings.addOwn(field)
      const evidence = new Evidence(catalog, vocabulary, new Set(assume))
      this.#tools = { vocabulary, evidence, readings, lines: new KnownLines(vocabulary, readings) }
    }
    return this.#tools
  }

  get vocabulary(): Vocabulary {
    return this.#made().vocabulary
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
    const known = this.#read(line, lookBack)
    if (known.line === line) {
      const settled = this.#settled(known.reading)
      if (settled !== undefined) return settled
    }
    this.#line++
    const { tokens } = known.reading
    if (isDangling(line)) this.#hungryUntil = Math.max(this.#hungryUntil, this.#line + 1)
    if (tokens.anchors.length === 0 && this.#pending.length === 0) return NONE
    if (known.reading.isMention) return NONE
    // A value joined to the line before is no record, and from where it stands.
    const isAlone = known.line === line && known.reading.standsAlone
    const source = known.line === line ? known.source : sourceOf(line)
    let near: Tokens[] | undefined
    const neighbours = (): Tokens[] => {
      near ??= isAlone || this.#context === 0 ? [] : this.#neighbours(source, lookBack)
      return near
    }
    const findings = tokens.anchors.length === 0 ? [] : this.#judge(tokens, neighbours, source, isAlone)
    if (!isAlone && this.#pending.length > 0 && this.#lends(line, tokens)) this.#judgePending(tokens, neighbours, source, findings)
    return this.#report(findings)
  }

  /**
   * Judges a line of a chunk by its template alone.
   *
   * @returns undefined where more than the template has to be looked at: then nothing has been judged
   */
  detectAt(chunk: Uint8Array, start: number, end: number): Settled | undefined {
    const { readings } = this.#made()
    const reading = readings.at(chunk, start, end)
    if (reading === undefined) return undefined
    const { last } = readings
    const findings = this.#settled(reading)
    return findings && { findings, reading, number: reading.verdict?.isSure === true ? last : -1 }
  }

  /** Whether a line that is settled by its template says the same here and now. */
  get isFree(): boolean {
    return this.#pending.length === 0 && !this.isHungry
  }

  /** What was found in a line `distance` before the last one without asking. */
  note(findings: readonly Finding[], distance: number): void {
    for (const finding of findings) this.#reported.at(finding, this.#line - distance, this.#context)
  }

  /** What a line says whatever its neighbours say; undefined where they matter. */
  #settled(reading: Reading): readonly Finding[] | undefined {
    let { verdict } = reading
    if (verdict?.by !== this) {
      verdict = { by: this, ...this.#settle(reading) }
      reading.verdict = verdict
      if (verdict.findings !== undefined) reading.release()
    }
    if (verdict.findings === undefined || (this.#pending.length > 0 && !reading.standsAlone)) return undefined
    this.#line++
    this.note(verdict.findings, 0)
    return verdict.findings
  }

  #settle(reading: Reading): Omit<Verdict, 'by'> {
    if (reading.isHalf) return UNSETTLED
    const { tokens } = reading
    if (tokens.anchors.length === 0 || reading.isMention) return NOTHING
    const isAlone = reading.standsAlone || this.#context === 0
    const findings: Finding[] = []
    let isSure = false
    for (const anchor of tokens.anchors) {
      const cases = this.#made().evidence.cases(anchor, tokens, NO_LINES)
      const chosen = choose(cases, this.vocabulary)
      if (chosen === undefined) {
        if (!isAlone && cases.length > 0) return UNSETTLED
        continue
      }
      const owned = this.#withOwner(chosen, tokens, () => NO_LINES)
      if (!isAlone && this.#isUmbrella(owned)) return UNSETTLED
      findings.push(this.#finding(owned, anchor))
      isSure ||= anchor.entry === undefined || !this.vocabulary.everydayKeys.has(anchor.entry.literal)
    }
    const reported = inOrder(findings).filter((finding) => this.#isReported(finding))
    return { findings: reported, isSure: isSure || reported.length === 0 }
  }

  /** Judges one line without its neighbours and tells the whole story. */
  explain(line: string, lookBack: LookBack = noLines): Explained[] {
    const { reading } = this.#read(line, lookBack)
    const { tokens } = reading
    const neighbours = this.#made().lines.of(line, this.#line).reading.standsAlone ? [] : this.#neighbours(sourceOf(line), lookBack)
    return tokens.anchors.map((anchor) => {
      const cases = this.#made().evidence.cases(anchor, tokens, neighbours)
      return explained(anchor, cases, choose(cases, this.vocabulary), this.vocabulary)
    })
  }

  /** A line that names somebody and says that all went well is no evidence for the codes before it. */
  #lends(line: string, tokens: Tokens): boolean {
    return tokens.signs.length === 0 || !this.#made().lines.of(line, this.#line).speaksOfSuccess
  }

  /** Dumps put a key at the end of a line and its value at the start of the next: the two are read as one. */
  #read(line: string, lookBack: LookBack): KnownLine {
    const previous = this.#context > 0 && isDumpedValue(line) ? lookBack(1) : undefined
    const text = previous !== undefined && isDangling(previous) ? `${previous.trimEnd()} ${line.trimStart()}` : line
    return this.#made().lines.of(text, this.#line)
  }

  #neighbours(source: string | undefined, lookBack: LookBack): Tokens[] {
    const neighbours: Tokens[] = []
    for (let distance = 1; distance <= this.#context; distance++) {
      const line = lookBack(distance)
      if (line === undefined) break
      const known = this.#made().lines.of(line, this.#line - distance)
      const { tokens, standsAlone } = known.reading
      if (standsAlone || (source !== undefined && known.source !== undefined && source !== known.source)) continue
      if (tokens.signs.length > 0 && known.speaksOfSuccess) continue
      neighbours.push(tokens)
    }
    return neighbours
  }

  #judge(tokens: Tokens, neighbours: () => Tokens[], source: string | undefined, isAlone: boolean): Finding[] {
    const findings: Finding[] = []
    for (const anchor of tokens.anchors) {
      // Alone first: what a line proves by itself no neighbour may turn into a tie.
      let cases = this.#made().evidence.cases(anchor, tokens, NO_LINES)
      let chosen = choose(cases, this.vocabulary)
      if (chosen === undefined && cases.length > 0 && neighbours().length > 0) {
        cases = this.#made().evidence.cases(anchor, tokens, neighbours())
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

  #isUmbrella({ provider }: Case): boolean {
    return this.vocabulary.providers[provider]?.isUmbrella === true
  }

  /** A shared word whose owner the line, or one before, names by its host: the owner's. */
  #withOwner(chosen: Case, tokens: Tokens, neighbours: () => readonly Tokens[]): Case {
    if (!this.#isUmbrella(chosen)) return chosen
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
      const cases = this.#made().evidence.cases(pending.anchor, pending.tokens, [tokens, ...neighbours()])
      const chosen = choose(cases, this.vocabulary)
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
    for (const finding of kept) this.#reported.at(finding, this.#line, this.#context)
    return kept
  }

  #isWorthReporting(finding: Finding): boolean {
    if (!this.#isReported(finding)) return false
    return !finding.needsNeighbours || (this.#line > this.#mutedUntil && !this.#isRecent(finding))
  }

  #isReported(finding: Finding): boolean {
    return categoryOf(finding) !== 'ok' && this.#only?.has(finding.provider) !== false
  }

  #isRecent(finding: Finding): boolean {
    const line = this.#reported.last(finding)
    return line !== undefined && this.#line - line <= this.#context
  }
}
