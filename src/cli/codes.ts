import { type Catalog, openCatalog, retryableOf, severityOf } from '../catalog/catalog.ts'
import { nearest } from '../catalog/nearest.ts'
import type { Provider } from '../catalog/open-provider.ts'
import { readProviderFile } from '../catalog/read-provider-file.ts'
import type { Language, Row } from '../catalog/types.ts'
import { StorerrError } from '../errors.ts'
import { lastValue, type Parsed } from './parse.ts'
import { print } from './print.ts'
import { padEnd } from './text.ts'

/** The catalog as the command line asks for it. */
export const catalogOf = (parsed: Parsed): Catalog =>
  openCatalog((parsed.values.get('catalog') ?? []).map((path) => readProviderFile(path)))

/** The language the command line asks for. */
export const languageOf = (parsed: Parsed): Language => {
  const lang = lastValue(parsed, 'lang') ?? 'en'
  if (lang !== 'en' && lang !== 'zh') throw new StorerrError('STORERR_USAGE', `--lang: expected en or zh, got ${JSON.stringify(lang)}`)
  return lang
}

const known = (flag: string, value: string, words: readonly string[]): string => {
  if (words.includes(value)) return value
  const [near] = nearest(value, words)
  throw new StorerrError(
    'STORERR_USAGE',
    `--${flag}: unknown ${flag} ${JSON.stringify(value)}; ${near === undefined ? `one of ${words.join(', ')}` : `did you mean "${near}"?`}`,
  )
}

/** The providers the command line asks for, all without --provider. */
export const providersOf = (parsed: Parsed, catalog: Catalog): Provider[] => {
  const ids = catalog.providers.map((provider) => provider.id)
  const asked = (parsed.values.get('provider') ?? ids).map((id) => known('provider', id, ids))
  return asked.map((id) => catalog.provider(id) as Provider)
}

type Listed = { provider: string; row: Row }

const document = (catalog: Catalog, listed: readonly Listed[]) => ({
  version: catalog.version,
  codes: listed.map(({ provider, row }) => ({
    provider,
    code: row.code,
    ...(row.symbol === undefined ? {} : { name: row.symbol }),
    category: row.category,
    severity: severityOf(catalog, row),
    ...(row.http_status === undefined ? {} : { http_status: row.http_status }),
    retryable: retryableOf(catalog, row),
    message: row.description,
    ...(row.wire === undefined ? {} : { wire: row.wire }),
  })),
})

const line = ({ provider, row }: Listed, language: Language, widths: readonly number[]): string =>
  [provider, row.code, String(row.http_status ?? '-'), row.category, row.description[language]]
    .map((cell, i) => padEnd(cell, widths[i] ?? 0))
    .join('  ')
    .trimEnd()

/** `storerr codes` */
export const codes = (parsed: Parsed): number => {
  const catalog = catalogOf(parsed)
  const categories = Object.keys(catalog.categories)
  const asked = (parsed.values.get('category') ?? categories).map((category) => known('category', category, categories))
  const listed = providersOf(parsed, catalog).flatMap(({ file }) =>
    file.codes.filter((row) => asked.includes(row.category)).map((row) => ({ provider: file.id, row })),
  )
  if (parsed.switches.has('json')) {
    print(`${JSON.stringify(document(catalog, listed), null, 2)}\n`)
    return 0
  }
  const language = languageOf(parsed)
  const width = (cell: (listed: Listed) => string) => Math.max(0, ...listed.map((entry) => cell(entry).length))
  const widths = [width(({ provider }) => provider), width(({ row }) => row.code), 3, width(({ row }) => row.category)]
  print(listed.map((entry) => `${line(entry, language, widths)}\n`).join(''))
  return 0
}
