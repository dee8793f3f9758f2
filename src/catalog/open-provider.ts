import { readFileSync } from 'node:fs'
import { RowPlaces, readPart } from './row-places.ts'
import { compileShape } from './shape.ts'
import type { ProviderFile, ProviderIndex, Row } from './types.ts'

/** A provider with its rows at hand. */
export type Provider = {
  readonly file: ProviderFile
  /** The row of a code: its own, or that of the pattern it fits. */
  row(code: string): Row | undefined
}

// The same place seen from src/catalog and from dist/catalog: the files are shipped, where their rows stand is told by the build.
const PROVIDERS_URL = new URL('../../data/providers/', import.meta.url)
const PLACES_URL = new URL('../../dist/catalog/places.bin', import.meta.url)

/** rows made of patterns and kept */
const MAX_FITTED = 1000

const urlOf = (id: string): URL => new URL(`${id}.json`, PROVIDERS_URL)

/** The whole file of a built-in provider. */
export const readBuiltIn = (id: string): ProviderFile => JSON.parse(readFileSync(urlOf(id), 'utf8')) as ProviderFile

const rowsByCode = ({ codes }: ProviderFile): Map<string, Row> => {
  const rows = new Map<string, Row>()
  for (const row of codes) rows.set(row.code, row)
  return rows
}

/** Opens a provider whose file is at hand. */
export const openProvider = (file: ProviderFile): Provider => {
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
export const openInPlace = (index: ProviderIndex, number: number): Provider => {
  const url = urlOf(index.id)
  places ??= readFileSync(PLACES_URL)
  const rowPlaces = new RowPlaces(places, number)
  let whole: Provider | undefined
  const provider = (): Provider => {
    whole ??= openProvider(readBuiltIn(index.id))
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
