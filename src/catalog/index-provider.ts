import type { ProviderFile, ProviderIndex, Row } from './types.ts'

const NONE: string[] = []

/** Every spelling a meaning of the row may go by: symbols and aliases of all its meanings. */
const symbolsOf = (row: Row): string[] => {
  if (row.symbol === undefined && row.aliases === undefined && row.meanings === undefined) return NONE
  const spellings = [row, ...(row.meanings ?? [])].flatMap((meaning) => [meaning.symbol, ...(meaning.aliases ?? [])])
  return [...new Set(spellings.filter((spelling) => spelling !== undefined && spelling !== row.code))] as string[]
}

/**
 * Takes out of a provider file what detection needs before any line is seen, so that starting up never reads texts.
 */
export const indexProvider = (file: ProviderFile): ProviderIndex => ({
  id: file.id,
  title: file.title,
  ...(file.family === undefined ? {} : { family: file.family }),
  ...(file.speaks === undefined ? {} : { speaks: file.speaks }),
  ...(file.umbrella === undefined ? {} : { umbrella: file.umbrella }),
  detection: file.detection,
  codes: file.codes.map((row) => row.code),
  ...(file.patterns === undefined ? {} : { hasPatterns: true }),
  common: file.codes.filter((row) => row.common).map((row) => row.code),
  silent: file.codes.filter((row) => row.category === 'ok' && row.meanings === undefined).map((row) => row.code),
  symbols: file.codes.flatMap((row) => symbolsOf(row).map((symbol): [string, string] => [symbol, row.code])),
})
