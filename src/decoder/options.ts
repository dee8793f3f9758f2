import type { Schema } from '../annotate/members.ts'
import { type Catalog, openCatalog } from '../catalog/catalog.ts'
import { nearest } from '../catalog/nearest.ts'
import { readProviderFile } from '../catalog/read-provider-file.ts'
import type { Language } from '../catalog/types.ts'
import { StorerrError } from '../errors.ts'
import { DEFAULT_FIELDS, FIELD_NAMES, type FieldName } from './match.ts'

/** Options of the decoder; plain data, so that they survive the way into a worker. */
export type DecoderOptions = {
  /** "these logs are P's": provider ids whose weak evidence is enough */
  assume?: string | readonly string[]
  /** decode these providers only */
  provider?: string | readonly string[]
  /** name of the added field; default `storage_error` */
  field?: string
  /** which members are written: `a,b,c` chooses, `+action,-message` edits the default; an array chooses */
  fields?: string | readonly string[]
  /** one nested object, or flat `field.member` members; default `nested` */
  schema?: Schema
  /** language of messages and actions; default `en` */
  lang?: Language
  /** write a tail on lines that are no JSON objects; default true */
  plain?: boolean
  /** over how many lines evidence may flow forward; default 8, 0 for none */
  context?: number
  /** paths of own provider files */
  catalog?: string | readonly string[]
  /** longer lines pass undecoded; default 1 MiB */
  maxLineBytes?: number
}

/** The options with every default filled in. */
export type ResolvedOptions = {
  catalog: Catalog
  assume: string[]
  provider: string[] | undefined
  field: string
  fields: ReadonlySet<FieldName>
  schema: Schema
  lang: Language
  plain: boolean
  context: number
  maxLineBytes: number
}

const DEFAULT_MAX_LINE_BYTES = 1024 * 1024
const DEFAULT_CONTEXT = 8
const MAX_CONTEXT = 1000
const FIELD_FORM = /^[A-Za-z_@][\w.@-]*$/

const invalid = (option: string, message: string): StorerrError =>
  new StorerrError('STORERR_OPTION_INVALID', `${option}: ${message}`, { details: { option } })

const list = (option: string, value: string | readonly string[] | undefined): string[] => {
  const words: unknown = typeof value === 'string' ? [value] : (value ?? [])
  if (Array.isArray(words) && words.every((word) => typeof word === 'string')) return words
  throw invalid(option, `expected a string or an array of strings, got ${JSON.stringify(value)}`)
}

const suggest = (word: string, words: readonly string[]): string => {
  const [near] = nearest(word, words)
  return near === undefined ? `one of ${words.join(', ')}` : `did you mean "${near}"?`
}

const fieldsOf = (value: string | readonly string[] | undefined): ReadonlySet<FieldName> => {
  if (value === undefined) return new Set(DEFAULT_FIELDS)
  const written = typeof value === 'string' ? value.split(',') : list('fields', value)
  const names = written.map((name) => name.trim()).filter((name) => name !== '')
  if (names.length === 0) throw invalid('fields', `expected names of members: ${FIELD_NAMES.join(', ')}`)
  const edits = names.filter((name) => /^[+-]/.test(name))
  if (edits.length > 0 && edits.length < names.length) throw invalid('fields', 'either all names carry + or -, or none does')
  const chosen = new Set<FieldName>(edits.length > 0 ? DEFAULT_FIELDS : [])
  for (const edit of names) {
    const name = edit.replace(/^[+-]/, '') as FieldName
    if (!FIELD_NAMES.includes(name)) throw invalid('fields', `unknown member "${name}"; ${suggest(name, FIELD_NAMES)}`)
    if (edit.startsWith('-')) chosen.delete(name)
    else chosen.add(name)
  }
  return chosen
}

const oneOf = <T extends string>(option: string, value: unknown, words: readonly T[], fallback: T): T => {
  if (value === undefined) return fallback
  if (!words.includes(value as T)) throw invalid(option, `expected ${words.join(' or ')}, got ${JSON.stringify(value)}`)
  return value as T
}

const wholeNumber = (option: string, value: unknown, fallback: number, [low, high]: [number, number]): number => {
  if (value === undefined) return fallback
  if (typeof value !== 'number' || !Number.isInteger(value) || value < low || value > high) {
    throw invalid(option, `expected a whole number from ${low} to ${high}, got ${JSON.stringify(value)}`)
  }
  return value
}

const providersOf = (option: string, value: string | readonly string[] | undefined, catalog: Catalog): string[] => {
  const asked = list(option, value)
  if (asked.length === 0) return asked
  const ids = catalog.providers.map((provider) => provider.id)
  for (const id of asked) {
    if (!ids.includes(id)) throw invalid(option, `unknown provider ${JSON.stringify(id)}; ${suggest(String(id), ids)}`)
  }
  return asked
}

/**
 * Checks the options and fills in the defaults.
 *
 * @throws StorerrError `STORERR_OPTION_INVALID` naming the option, `STORERR_CATALOG_…` for a bad provider file
 */
export const resolveOptions = (options: DecoderOptions = {}): ResolvedOptions => {
  const field = options.field ?? 'storage_error'
  if (typeof field !== 'string' || !FIELD_FORM.test(field)) {
    throw invalid('field', `expected a name of the form [A-Za-z_@][\\w.@-]*, got ${JSON.stringify(field)}`)
  }
  if (options.plain !== undefined && typeof options.plain !== 'boolean') {
    throw invalid('plain', `expected true or false, got ${JSON.stringify(options.plain)}`)
  }
  const fields = fieldsOf(options.fields)
  const catalog = openCatalog(list('catalog', options.catalog).map((path) => readProviderFile(path)))
  const only = providersOf('provider', options.provider, catalog)
  return {
    catalog,
    assume: providersOf('assume', options.assume, catalog),
    provider: only.length === 0 ? undefined : only,
    field,
    fields,
    schema: oneOf<Schema>('schema', options.schema, ['nested', 'flat'], 'nested'),
    lang: oneOf<Language>('lang', options.lang, ['en', 'zh'], 'en'),
    plain: options.plain ?? true,
    context: wholeNumber('context', options.context, DEFAULT_CONTEXT, [0, MAX_CONTEXT]),
    maxLineBytes: wholeNumber('maxLineBytes', options.maxLineBytes, DEFAULT_MAX_LINE_BYTES, [1, 256 * 1024 * 1024]),
  }
}
