import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { openCatalog } from '../../src/catalog/catalog.ts'
import { findRows, RowPlaces, readPart, writePlaces } from '../../src/catalog/row-places.ts'
import type { ProviderFile } from '../../src/catalog/types.ts'
import { temporaryDirectory } from '../helpers/pipes.ts'

const catalog = openCatalog()
const PROVIDERS = new URL('../../data/providers/', import.meta.url)
const fileOf = (id: string): ProviderFile => JSON.parse(readFileSync(new URL(`${id}.json`, PROVIDERS), 'utf8')) as ProviderFile

test.each(catalog.providers.map(({ id }) => id))('each row of %s is read from its place', (id) => {
  const provider = catalog.provider(id)
  for (const row of fileOf(id).codes) expect(provider?.row(row.code)).toEqual(row)
  expect(provider?.file).toEqual(fileOf(id))
})

test('a code that is in no row has none', () => {
  expect(catalog.provider('qiniu')?.row('no such code')).toBeUndefined()
  expect(catalog.provider('upyun')?.row('no such code')).toBeUndefined()
})

test('rows are found whatever stands in their texts', () => {
  const rows = [{ code: '{"codes":[{' }, { code: 'a\\"]}', meanings: [{ codes: [{}] }] }, { code: '中' }]
  const text = JSON.stringify({ id: 'x', detection: { codes: [{}], keys: [{ key: 'codes' }] }, codes: rows, patterns: [{ form: '{}' }] })
  const bytes = Buffer.from(text)
  const places = new RowPlaces(Buffer.from(writePlaces([[7], findRows(bytes.toString('latin1'))])), 1)
  expect(places.fileBytes).toBe(bytes.length)
  expect(rows.map((_, row) => JSON.parse(bytes.toString('utf8', ...places.of(row))))).toEqual(rows)
})

test('a part of a file is read as long as the file has the length it had', () => {
  const path = join(temporaryDirectory(), 'provider.json')
  const file = pathToFileURL(path)
  writeFileSync(path, '[{"code":"中"},2]')
  const { length } = readFileSync(path)
  expect(readPart(file, [1, 15], length)).toBe('{"code":"中"}')
  expect(readPart(file, [1, 15], length + 1)).toBeUndefined()
  expect(() => readPart(pathToFileURL(`${path}.gone`), [1, 15], length)).toThrow('ENOENT')
})
