import { type Case, OWNER_WEIGHT } from './case.ts'
import type { ProviderRules } from './rules.ts'
import type { Tokens } from './tokens.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Picks the provider that the evidence at one anchor proves, or none. */
export const choose = (cases: readonly Case[], vocabulary: Vocabulary): Case | undefined => {
  const proven = cases.filter((candidate) => !candidate.isVetoed && candidate.score >= candidate.needed)
  if (proven.length === 0) return undefined
  const owners = proven.filter((candidate) => speaksForItself(candidate, proven, vocabulary))
  owners.sort((a, b) => b.score - a.score || Number(b.row !== undefined) - Number(a.row !== undefined))
  const [best, second] = owners
  // A word that several members know and the family does not, on a line that names none of them.
  if (best === undefined) return asFamily(strongest(proven), vocabulary)
  if (second !== undefined && second.score === best.score && (second.row === undefined) === (best.row === undefined)) {
    return arbiter(best, second, proven, vocabulary)
  }
  return asFamily(asMember(best), vocabulary)
}

const strongest = (cases: readonly Case[]): Case => cases.reduce((best, other) => (other.score > best.score ? other : best))

/** Its family, or the provider whose interface it copies. */
const kinOf = (candidate: Case, vocabulary: Vocabulary): number => (vocabulary.providers[candidate.provider] as ProviderRules).speaks

const familyOf = (candidate: Case, vocabulary: Vocabulary): number => (vocabulary.providers[candidate.provider] as ProviderRules).family

/** A member of a family stands for itself only with a sign of its own, or when the family does not know the word. */
const speaksForItself = (candidate: Case, proven: readonly Case[], vocabulary: Vocabulary): boolean => {
  const family = kinOf(candidate, vocabulary)
  // The family steps back where a member has more than the shared word to show.
  if (proven.some((other) => kinOf(other, vocabulary) === candidate.provider && other.ownScore > 0)) return false
  if (family === -1 || candidate.ownScore > 0) return true
  if (proven.some((other) => other.provider === family)) return false
  return !proven.some((other) => other !== candidate && kinOf(other, vocabulary) === family)
}

/** Two providers with equally good cases: their common family decides; strangers cancel each other out. */
const arbiter = (a: Case, b: Case, proven: readonly Case[], vocabulary: Vocabulary): Case | undefined => {
  const families = [a, b].map((candidate) => {
    const family = kinOf(candidate, vocabulary)
    return family === -1 ? candidate.provider : family
  })
  return families[0] === families[1] ? proven.find((candidate) => candidate.provider === families[0]) : undefined
}

/** A word that only one member documents, on a line that does not name it: the family's, by that member's row. */
const asFamily = (best: Case, vocabulary: Vocabulary): Case => {
  const family = familyOf(best, vocabulary)
  return vocabulary.providers[family]?.isUmbrella !== true || best.ownScore > 0 || /^-?\d/.test(best.code)
    ? best
    : { ...best, provider: family }
}

/** The family's word on a line that names one member: the member's, even where its own table lacks the word. */
const asMember = (best: Case): Case => (best.member === undefined ? best : { ...best, provider: best.member, ownScore: 1 })

/** The one user of a family's words that the lines name by a host or a client's own name. */
export const ownerNamed = (lines: readonly Tokens[], family: number, { providers }: Vocabulary): number | undefined => {
  const owners = new Set<number>()
  for (const { sign } of lines.flatMap(({ signs }) => signs)) {
    if (sign.weight >= OWNER_WEIGHT && providers[sign.provider]?.speaks === family) owners.add(sign.provider)
  }
  const [owner] = owners
  return owners.size === 1 ? owner : undefined
}
