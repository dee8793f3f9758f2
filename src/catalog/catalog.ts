import { readIndex } from './built-index.ts'
import { indexProvider } from './index-provider.ts'
import { openInPlace, openProvider, type Provider, readBuiltIn } from './open-provider.ts'
import type { Category, CategoryRule, Detection, Meaning, ProviderFile, ProviderIndex, Severity, SharedVocabulary } from './types.ts'

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
