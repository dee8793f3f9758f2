import { headOfText, nameOfHead } from '../scan/needle-table.ts'
import type { Entry } from './entry.ts'
import { bracketed, foundBySigns, isFindable, isPlannedWord, isWordNeedle, keyPlans, keysOf, SHORTEST_WORD } from './needle-plans.ts'
import { mayBeAmong } from './prefilter.ts'
import type { AddedParts, AddedPlans, NeedlePlan, VocabularyParts } from './vocabulary-parts.ts'

// Which needles a user's files add to those that the build wrote down: what needle-plans.ts says of a whole vocabulary.

type PlanSource = NonNullable<VocabularyParts['plans']>

const BRACKETS = '()'

const has = (plans: PlanSource, [kind, text]: NeedlePlan): boolean =>
  plans.get(nameOfHead(headOfText(text)))?.some((plan) => plan[0] === kind && plan[1] === text) === true

/** @param built what the build laid out */
export const addedPlans = (
  added: Pick<AddedParts, 'entries' | 'numbers' | 'words'>,
  built: Pick<VocabularyParts, 'words' | 'beginnings'> & { plans: PlanSource },
  { everydayKeys, forms }: { everydayKeys: ReadonlySet<string>; forms: VocabularyParts['forms'] },
): AddedPlans => {
  const { entries, numbers, words } = added
  const plans: NeedlePlan[] = []
  const changed: Entry[] = []
  const { keys, everyday } = keysOf({ entries, everydayKeys })
  for (const entry of keys) {
    if (has(built.plans, ['key', entry.literal])) changed.push(entry)
    else plans.push(...keyPlans(entry.literal))
  }
  const bySigns = foundBySigns({ numbers, words, forms }, everyday)
  const signed = entries.filter(({ literal, signs }) => isFindable(literal) && signs.some(({ provider }) => bySigns.has(provider)))
  plans.push(...signed.map(({ literal }): NeedlePlan => ['any', literal]))
  plans.push(
    ...bracketed(
      entries.find(({ literal }) => literal === BRACKETS),
      numbers,
    ),
  )
  const plain: string[] = []
  for (const word of words.keys()) {
    if (!isPlannedWord(word) || (mayBeAmong(built.beginnings, word) && built.words.has(word))) continue
    if (isWordNeedle(word) && word.length >= SHORTEST_WORD) plain.push(word)
    else plans.push(['word', word])
  }
  return { plans: plans.filter((plan) => plan[0] === 'word' || !has(built.plans, plan)), words: plain, changed }
}

/** The needles that begin so, those of the build first. */
export const joinPlans = (built: PlanSource, { plans, words }: AddedPlans): PlanSource => {
  let wordsAt: Map<string, string[]> | undefined
  return {
    get(head) {
      wordsAt ??= listsByHead(words)
      const others = plans.filter(([, text]) => nameOfHead(headOfText(text)) === head)
      for (const word of wordsAt.get(head) ?? []) others.push(['word', word])
      const ours = built.get(head)
      if (others.length === 0) return ours
      return ours === undefined ? others : [...ours, ...others]
    },
  }
}

const listsByHead = (words: readonly string[]): Map<string, string[]> => {
  const lists = new Map<string, string[]>()
  for (const word of words) {
    const head = nameOfHead(headOfText(word))
    const list = lists.get(head)
    if (list === undefined) lists.set(head, [word])
    else list.push(word)
  }
  return lists
}
