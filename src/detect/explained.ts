import { type Case, inWords } from './case.ts'
import type { ProviderRules } from './rules.ts'
import type { Anchor } from './tokens.ts'
import type { Vocabulary } from './vocabulary.ts'

type ExplainedCase = Omit<Case, 'reasons'> & { id: string; reasons: { weight: number; what: string }[] }

/** What `explain-line` shows of one possible code. */
export type Explained = { code: string; form: string; at: number; cases: ExplainedCase[]; chosen?: string }

/** Puts into words what was weighed at one anchor, and whose code it was found to be. */
export const explained = (anchor: Anchor, cases: readonly Case[], chosen: Case | undefined, { providers }: Vocabulary): Explained => {
  const idOf = ({ provider }: Case): string => (providers[provider] as ProviderRules).id
  return {
    code: anchor.value.text,
    form: anchor.form === 'key' ? `key ${anchor.entry?.literal}` : anchor.form,
    at: anchor.at,
    cases: cases.map((candidate) => ({
      ...candidate,
      id: idOf(candidate),
      reasons: candidate.reasons.map((reason) => ({ weight: reason.weight, what: inWords(reason) })),
    })),
    ...(chosen === undefined ? {} : { chosen: idOf(chosen) }),
  }
}
