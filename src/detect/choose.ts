import type { Case } from './evidence.ts'
import type { SignHit } from './tokens.ts'
import type { ProviderRules, Vocabulary } from './vocabulary.ts'

/** Picks the provider that the evidence at one anchor proves, or none. */
export const choose = (cases: readonly Case[], vocabulary: Vocabulary, signs: readonly SignHit[]): Case | undefined => {
  const proven = cases.filter((candidate) => !candidate.isVetoed && candidate.score >= candidate.needed)
  if (proven.length === 0) return undefined
  const owners = proven.filter((candidate) => speaksForItself(candidate, proven, vocabulary))
  owners.sort((a, b) => b.score - a.score || Number(b.row !== undefined) - Number(a.row !== undefined))
  const [best, second] = owners
  if (best === undefined) return undefined
  if (second !== undefined && second.score === best.score && (second.row === undefined) === (best.row === undefined)) {
    return arbiter(best, second, proven, vocabulary)
  }
  return memberOf(best, vocabulary, signs)
}

const familyOf = (candidate: Case, vocabulary: Vocabulary): number => (vocabulary.providers[candidate.provider] as ProviderRules).family

/** A member of a family stands for itself only with a sign of its own, or when the family does not know the word. */
const speaksForItself = (candidate: Case, proven: readonly Case[], vocabulary: Vocabulary): boolean => {
  const family = familyOf(candidate, vocabulary)
  if (family === -1 || candidate.ownScore > 0) return true
  if (proven.some((other) => other.provider === family)) return false
  return !proven.some((other) => other !== candidate && familyOf(other, vocabulary) === family)
}

/** Two providers with equally good cases: their common family decides; strangers cancel each other out. */
const arbiter = (a: Case, b: Case, proven: readonly Case[], vocabulary: Vocabulary): Case | undefined => {
  const families = [a, b].map((candidate) => {
    const family = familyOf(candidate, vocabulary)
    return family === -1 ? candidate.provider : family
  })
  return families[0] === families[1] ? proven.find((candidate) => candidate.provider === families[0]) : undefined
}

/** The family's word on a line that names one member: the member's, even where its own table lacks the word. */
const memberOf = (best: Case, vocabulary: Vocabulary, signs: readonly SignHit[]): Case => {
  const members = new Set<number>()
  for (const { sign } of signs) {
    if (vocabulary.providers[sign.provider]?.family === best.provider) members.add(sign.provider)
  }
  const [member] = members
  return members.size === 1 && member !== undefined ? { ...best, provider: member } : best
}
