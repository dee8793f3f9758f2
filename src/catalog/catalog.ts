import { readFileSync } from 'node:fs'
import { readIndex } from './built-index.ts'
import { indexProvider } from './index-provider.ts'
import { RowPlaces, readPart } from './row-places.ts'
import { compileShape } from './shape.ts'
import type { Category, CategoryRule, Detection, Meaning, ProviderFile, ProviderIndex, Row, Severity, SharedVocabulary } from './types.ts'

/** A provider with its rows at hand. */
export type Provider = {
  readonly file: ProviderFile
  /** The row of a code: its own, or that of the pattern it fits. */
  row(code: string): Row | undefined
}

/** All providers: their index at once, their rows when first asked for. */
export type Catalog = {
  /** nothing of a user's is laid over it */
  readonly isBuiltIn: boolean
  /** ids of the providers that a user's files add or change */
  readonly laidOver: readonly string[]
  readonly version: string
  readonly categories: Readonly<Record<Category, CategoryRule>>
  readonly vocabulary: SharedVocabulary
  readonly providers: readonly ProviderIndex[]
  /** Reads a provider's rows (once); undefined for an unknown id. */
  provider(id: string): Provider | undefined
}

// The same place seen from src/catalog and from dist/catalog: the files are shipped, where their rows stand is told by the build.
const PROVIDERS_URL = new URL('../../data/providers/', import.meta.url)
const PLACES_URL = new URL('../../dist/catalog/places.bin', import.meta.url)

/** rows made of patterns and kept */
const MAX_FITTED = 1000

const readJson = <T>(url: URL): T => JSON.parse(readFileSync(url, 'utf8')) as T

/** Joins two detection blocks: what a user's file adds comes after what is built in. */
const mergeDetection = (base: Detection, added: Detection): Detection => {
  const merged: Record<string, unknown[]> = {}
  for (const block of [base, added]) {
    for (const [part, signs] of Object.entries(block)) merged[part] = [...(merged[part] ?? []), ...signs]
  }
  return merged as Detection
}

/** A user's file for a provider that exists already: its rows replace rows of the same code, the rest is added. */
const mergeProviderFiles = (base: ProviderFile, added: ProviderFile): ProviderFile => {
  const replaced = new Set(added.codes.map((row) => row.code))
  return {
    ...base,
    ...added,
    documents: { ...base.documents, ...added.documents },
    detection: mergeDetection(base.detection, added.detection),
    codes: [...base.codes.filter((row) => !replaced.has(row.code)), ...added.codes],
    patterns: [...(added.patterns ?? []), ...(base.patterns ?? [])],
  }
}

const rowsByCode = ({ codes }: ProviderFile): Map<string, Row> => {
  const rows = new Map<string, Row>()
  for (const row of codes) rows.set(row.code, row)
  return rows
}

const openProvider = (file: ProviderFile): Provider => {
  let rows: Map<string, Row> | undefined
  const patterns = (file.patterns ?? []).map((pattern) => ({ pattern, fits: compileShape(pattern.form) }))
  const fitted = new Map<string, Row>()
  return {
    file,
    row(code) {
      rows ??= rowsByCode(file)
      const known = rows.get(code) ?? fitted.get(code)
      if (known !== undefined || patterns.length === 0) return known
      const found = patterns.find(({ fits }) => fits(code))
      if (found === undefined) return undefined
      const { form: _form, written: _written, ...meaning } = found.pattern
      const row = { ...meaning, code }
      if (fitted.size < MAX_FITTED) fitted.set(code, row)
      return row
    },
  }
}

/** Where the rows of the built-in files stand; read once. */
let places: Buffer | undefined

/** codes of a provider of which it is remembered that there is no row, as long as they are no parts of a line kept for them */
const MAX_ABSENT = 256
const LONGEST_ABSENT = 12

/** The same for a file of which it is known where each row stands: those that are asked for are read, and no other. */
const openInPlace = (index: ProviderIndex, number: number): Provider => {
  const url = new URL(`${index.id}.json`, PROVIDERS_URL)
  places ??= readFileSync(PLACES_URL)
  const rowPlaces = new RowPlaces(places, number)
  let whole: Provider | undefined
  const provider = (): Provider => {
    whole ??= openProvider(readJson<ProviderFile>(url))
    return whole
  }
  const rows = new Map<string, Row>()
  const absent = new Set<string>()
  const read = (place: number): Row | undefined => {
    // Where there is no such text, the file was changed since the build.
    const text = whole === undefined ? readPart(url, rowPlaces.of(place), rowPlaces.fileBytes) : undefined
    return text === undefined ? provider().row(index.codes[place] as string) : (JSON.parse(text) as Row)
  }
  const find = (code: string): Row | undefined => {
    const place = index.codes.indexOf(code)
    if (place === -1) {
      if (absent.size < MAX_ABSENT && code.length <= LONGEST_ABSENT) absent.add(code)
      return undefined
    }
    const row = read(place)
    if (row !== undefined) rows.set(index.codes[place] as string, row)
    return row
  }
  return {
    get file() {
      return provider().file
    },
    row(code) {
      const row = rows.get(code) ?? (absent.has(code) ? undefined : find(code))
      return row === undefined && index.hasPatterns === true ? provider().row(code) : row
    },
  }
}

/** Opened once: nothing in it changes but rows that have been read. */
let builtIn: Catalog | undefined

/**
 * Opens the built-in catalog, with the user's own provider files laid over it.
 *
 * @param userFiles checked provider files (see `readProviderFile`); one with the id of a built-in provider overrides rows.
 */
export const openCatalog = (userFiles: readonly ProviderFile[] = []): Catalog => {
  if (userFiles.length > 0) return layOver(userFiles)
  builtIn ??= readWhenAsked()
  return builtIn
}

/** The built-in catalog; its index is read when the first question is asked, which a log without errors never does. */
const readWhenAsked = (): Catalog => {
  let read: Catalog | undefined
  const catalog = (): Catalog => {
    read ??= layOver([])
    return read
  }
  return {
    isBuiltIn: true,
    laidOver: [],
    get version() {
      return catalog().version
    },
    get categories() {
      return catalog().categories
    },
    get vocabulary() {
      return catalog().vocabulary
    },
    get providers() {
      return catalog().providers
    },
    provider: (id) => catalog().provider(id),
  }
}

const layOver = (userFiles: readonly ProviderFile[]): Catalog => {
  const index = readIndex()
  const known = new Set(index.providers.map((provider) => provider.id))
  const overlays = new Map<string, ProviderFile>()
  const readBuiltIn = (id: string) => readJson<ProviderFile>(new URL(`${id}.json`, PROVIDERS_URL))
  for (const file of userFiles) {
    const base = overlays.get(file.id) ?? (known.has(file.id) ? readBuiltIn(file.id) : undefined)
    overlays.set(file.id, base === undefined ? file : mergeProviderFiles(base, file))
  }

  const providers = index.providers.map((provider) => {
    const overlay = overlays.get(provider.id)
    return overlay === undefined ? provider : indexProvider(overlay)
  })
  for (const [id, file] of overlays) if (!known.has(id)) providers.push(indexProvider(file))

  const opened = new Map<string, Provider>()
  return {
    isBuiltIn: overlays.size === 0,
    laidOver: [...overlays.keys()],
    version: overlays.size === 0 ? index.version : `${index.version}+${[...overlays.keys()].join('.')}`,
    categories: index.categories,
    vocabulary: index.vocabulary,
    providers,
    provider(id) {
      let provider = opened.get(id)
      if (provider === undefined && (known.has(id) || overlays.has(id))) {
        const overlay = overlays.get(id)
        const number = index.providers.findIndex((known) => known.id === id)
        provider = overlay === undefined ? openInPlace(index.providers[number] as ProviderIndex, number) : openProvider(overlay)
        opened.set(id, provider)
      }
      return provider
    },
  }
}

/** Severity of a meaning: its own, or its category's. */
export const severityOf = (catalog: Catalog, meaning: Meaning): Severity =>
  meaning.severity ?? catalog.categories[meaning.category].severity

/** Whether the same request may work later; undefined when nobody knows. */
export const retryableOf = (catalog: Catalog, meaning: Meaning): boolean | undefined =>
  meaning.retryable ?? catalog.categories[meaning.category].retryable
