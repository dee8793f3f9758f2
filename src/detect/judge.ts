import type { Catalog } from '../catalog/catalog.ts'
import type { Case } from './case.ts'
import { choose, ownerNamed } from './choose.ts'
import { Evidence } from './evidence.ts'
import { categoryOf, type Finding, inOrder } from './finding.ts'
import { openVocabulary } from './open-vocabulary.ts'
import type { Reading, Verdict } from './reading.ts'
import type { ProviderRules } from './rules.ts'
import type { Alone, Anchor, Tokens } from './tokens.ts'
import { Verdicts } from './verdicts.ts'
import type { Vocabulary } from './vocabulary.ts'

const NO_LINES: readonly Tokens[] = []
const UNSETTLED: Verdict = { findings: undefined, isSure: false }
const NOTHING: Verdict = { findings: [], isSure: true }

/** Says of a possible code whose it is, and of a whole line what it says by itself; remembers nothing of other lines. */
export class Judge {
  readonly vocabulary: Vocabulary
  readonly #evidence: Evidence
  readonly #only: ReadonlySet<string> | undefined
  readonly #verdicts = new Verdicts()

  /** @param only report these providers only */
  constructor(catalog: Catalog, assumed: readonly string[], only: readonly string[] | undefined) {
    this.vocabulary = openVocabulary(catalog)
    this.#evidence = new Evidence(catalog, this.vocabulary, new Set(assumed))
    this.#only = only && new Set(only)
  }

  /** Every provider that may own the anchor's code, with the case for it. */
  cases(anchor: Anchor, tokens: Tokens, neighbours: readonly Tokens[]): Case[] {
    return this.#evidence.cases(anchor, tokens, neighbours)
  }

  /** The same of the line by itself, and the provider that it proves, or none. */
  alone(anchor: Anchor, tokens: Tokens): Alone {
    // Asked for when a reading is settled, and again where that leaves it open.
    if (anchor.alone?.by !== this) {
      const cases = this.cases(anchor, tokens, NO_LINES)
      anchor.alone = { by: this, cases, chosen: this.choose(cases) }
    }
    return anchor.alone
  }

  /** The provider that the evidence proves, or none. */
  choose(cases: readonly Case[]): Case | undefined {
    return choose(cases, this.vocabulary)
  }

  /**
   * What lines of a reading say whatever stands around them.
   *
   * @param isAlone whether nothing that stands around them could matter
   */
  settle(reading: Reading, isAlone: boolean): Verdict {
    if (reading.isHalf) return UNSETTLED
    const { tokens } = reading
    if (tokens.anchors.length === 0 || reading.isMention) return NOTHING
    const findings: Finding[] = []
    let isSure = false
    for (const anchor of tokens.anchors) {
      const { cases, chosen } = this.alone(anchor, tokens)
      if (chosen === undefined) {
        if (!isAlone && cases.length > 0) return UNSETTLED
        continue
      }
      const owned = this.withOwner(chosen, tokens, () => NO_LINES)
      if (!isAlone && this.#isUmbrella(owned)) return UNSETTLED
      findings.push(this.finding(owned, anchor))
      isSure ||= anchor.entry === undefined || !this.vocabulary.everydayKeys.has(anchor.entry.literal)
    }
    const reported = inOrder(findings).filter((finding) => this.isReported(finding))
    return reported.length === 0 ? NOTHING : this.#verdicts.of(reported, isSure)
  }

  #isUmbrella({ provider }: Case): boolean {
    return this.vocabulary.providers[provider]?.isUmbrella === true
  }

  /** A shared word whose owner the line, or one before, names by its host: the owner's. */
  withOwner(chosen: Case, tokens: Tokens, neighbours: () => readonly Tokens[]): Case {
    if (!this.#isUmbrella(chosen)) return chosen
    const owner = ownerNamed([tokens], chosen.provider, this.vocabulary) ?? ownerNamed(neighbours(), chosen.provider, this.vocabulary)
    return owner === undefined ? chosen : { ...chosen, provider: owner }
  }

  /** What is reported of a code that has been proven. */
  finding(chosen: Case, anchor: Anchor): Finding {
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

  /** Success is silent, and so is whoever was not asked about. */
  isReported(finding: Finding): boolean {
    return categoryOf(finding) !== 'ok' && this.#only?.has(finding.provider) !== false
  }
}
