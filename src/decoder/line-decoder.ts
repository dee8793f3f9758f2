import { formOf, type LineForm, mayBear, withoutOwn } from '../annotate/line.ts'
import { mayHavePrefix } from '../annotate/prefix.ts'
import { Detector, type LookBack, type Settled } from '../detect/detector.ts'
import type { Finding } from '../detect/finding.ts'
import type { ScanModule } from '../scan/module.ts'
import { type Match, matchOf } from './match.ts'
import type { ResolvedOptions } from './options.ts'
import { Writer, type Written } from './written.ts'

/** What passed through a decoder so far. */
export type Counters = {
  /** lines decoded */
  decoded: number
  /** lines that bore our field already */
  present: number
  /** lines longer than the limit, passed undecoded */
  overlong: number
  /** lines on which decoding failed and that passed as they were */
  guarded: number
  byProvider: Map<string, number>
  byCategory: Map<string, number>
  bySeverity: Map<string, number>
}

export type Insertion = {
  /** offset in the line, one character a byte */
  at: number
  /** whether the line is no JSON object */
  isPlain: boolean
  /** what is written there */
  written: Written
}

/**
 * More than any insertion takes. The limit on a line concerns the line without our own insertion: what the first pass
 * decorated must not be too long for the second.
 */
export const MAX_INSERTION_BYTES = 64 * 1024

/** A longer line lends nothing to those behind it: no dump has one, and what is kept for looking back must stay small. */
export const MAX_LENT_BYTES = 64 * 1024

const add = (counts: Map<string, number>, name: string, lines: number): void => {
  counts.set(name, (counts.get(name) ?? 0) + lines)
}

/** Takes in what all lines of a template get; undefined: nothing. Answers whether nobody has to be asked about them any more. */
export type Learn = (settled: Settled, insertion: Insertion | undefined) => boolean

const OPEN_BRACE = 0x7b

const noLines: LookBack = () => undefined
const noLearning: Learn = () => false

/** Judges single lines, one character a byte and without their ends; keeps the context between them. */
export class LineDecoder {
  readonly options: ResolvedOptions
  readonly detector: Detector
  readonly #writer: Writer
  readonly #module: ScanModule | undefined
  readonly counters: Counters = {
    decoded: 0,
    present: 0,
    overlong: 0,
    guarded: 0,
    byProvider: new Map(),
    byCategory: new Map(),
    bySeverity: new Map(),
  }

  /** @param module the scanner's module, where lines stand in its memory */
  constructor(options: ResolvedOptions, module?: ScanModule) {
    this.options = options
    this.#module = module
    this.detector = new Detector({
      catalog: options.catalog,
      assume: options.assume,
      ...(options.provider === undefined ? {} : { providers: options.provider }),
      context: options.context,
      field: options.field,
      module,
    })
    this.#writer = new Writer({ ...options, language: options.lang })
  }

  /** What the line says, whether or not anything may be written into it. */
  decode(line: string, lookBack: LookBack = noLines): Match | undefined {
    return this.#matchOf(this.detector.detect(this.#bare(line), this.#bareLookBack(lookBack)))
  }

  /** What is to be written into the line; undefined leaves it as it is. */
  insertion(line: string, lookBack: LookBack = noLines): Insertion | undefined {
    const present = this.#presentForm(line)
    const bare = present === undefined ? line : withoutOwn(line, present.own)
    const findings = this.detector.detect(bare, this.#bareLookBack(lookBack))
    if (present !== undefined) this.counters.present++
    if (present !== undefined || findings.length === 0) return undefined
    return this.#insertion(formOf(line, this.options), findings)
  }

  /**
   * The same for a line of a chunk, which is not made text where its template tells all.
   *
   * @param learn told what lines of the same template get: nothing, or what is written into this one
   */
  insertionAt(chunk: Buffer, start: number, end: number, lookBack: LookBack, learn: Learn = noLearning): Insertion | undefined {
    const settled = this.detector.detectAt(chunk, start, end)
    if (settled === undefined) return this.insertion(chunk.toString('latin1', start, end), lookBack)
    const { findings } = settled
    const isNothing = findings.length === 0
    const insertion = isNothing ? undefined : this.#insertion(this.#formAt(chunk, start, end), findings)
    const mayLearn = settled.number >= 0 && (isNothing || insertion !== undefined)
    if (mayLearn && !mayHavePrefix(settled.reading.template) && learn(settled, insertion)) this.detector.letGo(settled.number)
    return insertion
  }

  /** Whether the line is over the limit only by what an earlier pass inserted. */
  isOverByInsertion(line: string): boolean {
    if (line.length > this.options.maxLineBytes + MAX_INSERTION_BYTES) return false
    const present = this.#presentForm(line)
    return present !== undefined && withoutOwn(line, present.own).length <= this.options.maxLineBytes
  }

  /** The form of a line whose words are none of ours; the chunk stands in the module's memory. */
  #formAt(chunk: Buffer, start: number, end: number): LineForm {
    if (this.#module !== undefined && chunk[start] === OPEN_BRACE) {
      const { byteOffset } = chunk
      const insertAt = this.#module.record(byteOffset + start, byteOffset + end)
      if (insertAt > 0) return { kind: 'object', insertAt: insertAt - byteOffset - start, isEmpty: false }
    }
    return formOf(chunk.toString('latin1', start, end), this.options)
  }

  #insertion(form: LineForm, findings: readonly Finding[]): Insertion | undefined {
    if (form.kind === 'present') this.counters.present++
    if (form.kind !== 'object' && form.kind !== 'plain') return undefined
    const written = this.#writer.write(form, findings)
    if (written.text === '' || written.bytes.length > MAX_INSERTION_BYTES) return undefined
    this.count(findings, written)
    return { at: form.insertAt, isPlain: form.kind === 'plain', written }
  }

  /** Counts lines decoded alike. */
  count(findings: readonly Finding[], { category, severity }: Written, lines = 1): void {
    const { counters } = this
    counters.decoded += lines
    add(counters.byProvider, (findings[0] as Finding).provider, lines)
    add(counters.byCategory, category, lines)
    add(counters.bySeverity, severity, lines)
  }

  #matchOf(findings: readonly Finding[]): Match | undefined {
    const { catalog, lang, fields } = this.options
    return matchOf(findings, { catalog, language: lang, fields })
  }

  #presentForm(line: string): Extract<LineForm, { kind: 'present' }> | undefined {
    if (!mayBear(line, this.options.field)) return undefined
    const form = formOf(line, this.options)
    return form.kind === 'present' ? form : undefined
  }

  /** Our own insertion is never evidence. */
  #bare(line: string): string {
    const present = this.#presentForm(line)
    return present === undefined ? line : withoutOwn(line, present.own)
  }

  #bareLookBack(lookBack: LookBack): LookBack {
    if (lookBack === noLines) return lookBack
    return (distance) => {
      const line = lookBack(distance)
      if (line === undefined || line.length > MAX_LENT_BYTES + MAX_INSERTION_BYTES) return undefined
      const bare = this.#bare(line)
      return bare.length > MAX_LENT_BYTES ? undefined : bare
    }
  }
}
