import { type Catalog, retryableOf, severityOf } from './catalog.ts'
import { nearest } from './nearest.ts'
import type { Provider } from './open-provider.ts'
import type { Category, DocumentInfo, Meaning, ProviderIndex, Row, Severity, Source, Text } from './types.ts'

export type KnownSource = Source & { title: string; url?: string }

/** One meaning with everything inherited filled in. */
export type KnownMeaning = {
  name?: string
  http_status?: number
  category: Category
  severity: Severity
  retryable?: boolean
  /** why it departs from its category's rule, or why the status misleads */
  reason?: string
  message: Text
  action?: Text
  /** messages as the service sends them */
  wire?: string[]
  sources: KnownSource[]
}

/** What the catalog knows of one code of one provider. */
export type Entry = {
  provider: string
  title: Text
  code: string
  /** leading meaning first */
  meanings: KnownMeaning[]
  /** codes of the same provider worth reading beside this one */
  related: string[]
  /** a body as the service sends it */
  example?: string
  /** the family whose words this provider shares */
  family?: string
}

const sourceOf = (source: Source, documents: Record<string, DocumentInfo>): KnownSource => {
  const { title = source.document, url } = documents[source.document] ?? {}
  return { ...source, title, ...(url === undefined ? {} : { url }) }
}

const meaningOf = (catalog: Catalog, provider: Provider, meaning: Meaning): KnownMeaning => {
  const action = meaning.action ?? catalog.categories[meaning.category].action
  const retryable = retryableOf(catalog, meaning)
  return {
    ...(meaning.symbol === undefined ? {} : { name: meaning.symbol }),
    ...(meaning.http_status === undefined ? {} : { http_status: meaning.http_status }),
    category: meaning.category,
    severity: severityOf(catalog, meaning),
    ...(retryable === undefined ? {} : { retryable }),
    ...(meaning.reason === undefined ? {} : { reason: meaning.reason }),
    message: meaning.description,
    ...(action === undefined ? {} : { action }),
    ...(meaning.wire === undefined ? {} : { wire: meaning.wire }),
    sources: meaning.sources.map((source) => sourceOf(source, provider.file.documents)),
  }
}

const exampleOf = (template: string, row: Row): string =>
  template.replace(/\{(code|message)\}/g, (_, part) => (part === 'code' ? row.code : (row.wire?.[0] ?? row.symbol ?? '')))

/** Whether the template speaks of codes of this row's form: words stand in quotes or between tags, numbers do not. */
const fitsExample = (template: string, row: Row): boolean =>
  /[">]\{code\}/.test(template) !== /^-?\d+$/.test(row.code) && (row.wire !== undefined || row.symbol !== undefined)

/** A row with everything it inherits. */
export const entryOf = (catalog: Catalog, provider: Provider, row: Row): Entry => ({
  provider: provider.file.id,
  title: provider.file.title,
  code: row.code,
  meanings: [row, ...(row.meanings ?? [])].map((meaning) => meaningOf(catalog, provider, meaning)),
  related: row.related ?? [],
  ...(provider.file.example === undefined || !fitsExample(provider.file.example, row)
    ? {}
    : { example: exampleOf(provider.file.example, row) }),
  ...(provider.file.family === undefined ? {} : { family: provider.file.family }),
})

/** Codes of a provider that a spelling may mean: the code itself, a symbol, either without regard to case. */
const codesFor = (index: ProviderIndex, spelling: string): string[] => {
  if (index.codes.includes(spelling)) return [spelling]
  const bySymbol = index.symbols.filter(([symbol]) => symbol === spelling).map(([, code]) => code)
  if (bySymbol.length > 0) return [...new Set(bySymbol)]
  const folded = spelling.toLowerCase()
  const loosely = [
    ...index.codes.filter((code) => code.toLowerCase() === folded),
    ...index.symbols.filter(([symbol]) => symbol.toLowerCase() === folded).map(([, code]) => code),
  ]
  return [...new Set(loosely)]
}

/** Everything known of a code, number, symbol or word, provider by provider. */
export const lookupIn = (catalog: Catalog, code: string | number, only: readonly string[] = []): Entry[] => {
  const spelling = String(code).trim()
  return catalog.providers
    .filter((index) => only.length === 0 || only.includes(index.id))
    .flatMap((index) => {
      const provider = catalog.provider(index.id) as Provider
      const found = codesFor(index, spelling)
      const codes = found.length === 0 && provider.row(spelling) !== undefined ? [spelling] : found
      return codes.map((code) => entryOf(catalog, provider, provider.row(code) as Row))
    })
}

/** Codes and symbols that look like an unknown one. */
export const similarCodes = (catalog: Catalog, code: string, only: readonly string[] = []): { provider: string; code: string }[] => {
  const owners = new Map<string, string>()
  for (const index of catalog.providers) {
    if (only.length > 0 && !only.includes(index.id)) continue
    for (const spelling of [...index.codes, ...index.symbols.map(([symbol]) => symbol)]) {
      if (Math.abs(spelling.length - code.length) <= 3 && !owners.has(spelling)) owners.set(spelling, index.id)
    }
  }
  return nearest(code, [...owners.keys()], 5).map((found) => ({ provider: owners.get(found) as string, code: found }))
}
