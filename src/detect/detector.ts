import type { ByTemplate } from '../template/by-template.ts'
import { mayYetBeProven } from './case.ts'
import type { DetectorOptions } from './detector-options.ts'
import { type Explained, explained } from './explained.ts'
import { type Finding, inOrder } from './finding.ts'
import { Judge } from './judge.ts'
import { type KnownLine, KnownLines } from './known-lines.ts'
import type { Reading } from './reading.ts'
import { readingsOf } from './readings.ts'
import { Reported } from './reported.ts'
import { isDangling, isDumpedValue, sourceOf } from './source.ts'
import type { Tokens } from './tokens.ts'
import type { Vocabulary } from './vocabulary.ts'
import { WaitingCodes } from './waiting.ts'

/** The lines before the one at hand: 1 is the line just before. Undefined where none is known. */
export type LookBack = (distance: number) => string | undefined

type Tools = { judge: Judge; readings: ByTemplate<Reading>; lines: KnownLines }

/** What a template settles. */
export type Settled = { findings: readonly Finding[]; reading: Reading; number: number }

const NONE: readonly Finding[] = []

const noLines: LookBack = () => undefined

/**
 * Finds the codes that a line proves, by itself or with its neighbours. One detector serves one stream of lines.
 */
export class Detector {
  readonly #options: DetectorOptions
  /** compiled for the first line there is to read: a log without errors never has one */
  #tools: Tools | undefined
  readonly #context: number
  /** forms of lines judged so far */
  forms = 0
  #line = 0
  readonly #waiting = new WaitingCodes()
  #hungryUntil = 0
  readonly #reported = new Reported()
  /** no neighbour-proven code is reported up to this line */
  #mutedUntil = 0

  constructor(options: DetectorOptions) {
    this.#options = options
    this.#context = options.context ?? 8
  }

  #made(): Tools {
    if (this.#tools === undefined) {
      const { catalog, assume = [], providers, module, field } = this.#options
      const judge = new Judge(catalog, assume, providers)
      const readings = readingsOf(catalog, module)
      if (field !== undefined) readings.addOwn(field)
      this.#tools = { judge, readings, lines: new KnownLines(judge.vocabulary, readings) }
    }
    return this.#tools
  }

  get vocabulary(): Vocabulary {
    return this.#made().judge.vocabulary
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
    this.#waiting.clear()
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
    if (tokens.anchors.length === 0 && this.#waiting.isEmpty) return NONE
    if (known.reading.isMention) return NONE
    // A value joined to the line before is no record, and from where it stands.
    const isAlone = known.line === line && known.reading.standsAlone
    const source = known.line === line ? known.source : sourceOf(line)
    let near: Tokens[] | undefined
    const neighbours = (): Tokens[] => {
      near ??= isAlone || this.#context === 0 ? [] : this.#neighbours(source, lookBack)
      return near
    }
    const findings = this.#judge(tokens, neighbours, source, isAlone)
    if (!isAlone && !this.#waiting.isEmpty && this.#lends(line, tokens)) findings.push(...this.#provenNow(tokens, neighbours, source))
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
    return findings && { findings, reading, number: reading.isSure ? last : -1 }
  }

  /** Lines with the template of a number are dealt with elsewhere from now on; what one of them says is worked out anew if need be. */
  letGo(number: number): void {
    this.#made().readings.letGo(number)
  }

  /** Whether a line that is settled by its template says the same here and now. */
  get isFree(): boolean {
    return this.#waiting.isEmpty && !this.isHungry
  }

  /** What was found in a line `distance` before the last one without asking. */
  note(findings: readonly Finding[], distance: number): void {
    for (const finding of findings) this.#reported.at(finding, this.#line - distance, this.#context)
  }

  /** What a line says whatever its neighbours say; undefined where they matter. */
  #settled(reading: Reading): readonly Finding[] | undefined {
    const { judge } = this.#made()
    const isAlone = reading.standsAlone || this.#context === 0
    const verdict = reading.verdictBy(this, () => {
      this.forms++
      return judge.settle(reading, isAlone)
    })
    if (verdict.findings === undefined || (!this.#waiting.isEmpty && !reading.standsAlone)) return undefined
    this.#line++
    this.note(verdict.findings, 0)
    return verdict.findings
  }

  /** Judges one line without its neighbours and tells the whole story. */
  explain(line: string, lookBack: LookBack = noLines): Explained[] {
    const { judge, lines, readings } = this.#made()
    const { line: read, reading } = this.#read(line, lookBack)
    const { tokens } = reading
    const neighbours = lines.of(line, this.#line).reading.standsAlone ? [] : this.#neighbours(sourceOf(line), lookBack)
    return tokens.anchors.map((anchor) => {
      const cases = judge.cases(anchor, tokens, neighbours)
      return explained({ ...anchor, at: readings.placeIn(read, anchor.at) }, cases, judge.choose(cases), this.vocabulary)
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
    const { judge } = this.#made()
    const findings: Finding[] = []
    for (const anchor of tokens.anchors) {
      // Alone first: what a line proves by itself no neighbour may turn into a tie.
      let { cases, chosen } = judge.alone(anchor, tokens)
      if (chosen === undefined && cases.length > 0 && neighbours().length > 0) {
        cases = judge.cases(anchor, tokens, neighbours())
        chosen = judge.choose(cases)
      }
      if (chosen !== undefined) findings.push(judge.finding(judge.withOwner(chosen, tokens, neighbours), anchor))
      else if (!isAlone && this.#context > 0 && cases.some(mayYetBeProven)) {
        this.#waiting.add({ anchor, tokens, source, line: this.#line })
        this.#hungryUntil = this.#line + this.#context
      }
    }
    return findings
  }

  /** Codes of earlier lines that this line proves. */
  #provenNow(tokens: Tokens, neighbours: () => Tokens[], source: string | undefined): Finding[] {
    const { judge } = this.#made()
    return this.#waiting.provenBy({ line: this.#line, source }, this.#context, (waiting) => {
      const chosen = judge.choose(judge.cases(waiting.anchor, waiting.tokens, [tokens, ...neighbours()]))
      return chosen && { ...judge.finding(chosen, waiting.anchor), strength: 0, needsNeighbours: true }
    })
  }

  /** Orders the findings, keeps each code once, and holds back what neighbours proved a moment ago. */
  #report(findings: Finding[]): readonly Finding[] {
    if (findings.length === 0) return NONE
    const kept = inOrder(findings).filter((finding) => this.#isWorthReporting(finding))
    for (const finding of kept) this.#reported.at(finding, this.#line, this.#context)
    return kept
  }

  #isWorthReporting(finding: Finding): boolean {
    if (!this.#made().judge.isReported(finding)) return false
    if (!finding.needsNeighbours) return true
    const last = this.#reported.last(finding)
    return this.#line > this.#mutedUntil && (last === undefined || this.#line - last > this.#context)
  }
}
