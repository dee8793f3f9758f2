import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { asFile } from '../../src/built/whole-file.ts'
import { writeIndex } from '../../src/catalog/built-index.ts'
import { openCatalog } from '../../src/catalog/catalog.ts'
import { indexProvider } from '../../src/catalog/index-provider.ts'
import type { ProviderFile } from '../../src/catalog/types.ts'

const built = (name: string): Buffer => readFileSync(new URL(`../../dist/catalog/${name}`, import.meta.url))
const PROVIDERS = new URL('../../data/providers/', import.meta.url)
const { version, categories, vocabulary, providers } = openCatalog()

test('each provider of the catalog is what its file says', () => {
  const names = readdirSync(PROVIDERS).filter((name) => name.endsWith('.json'))
  expect(providers.map(({ id }) => `${id}.json`).sort()).toEqual(names.sort())
  for (const provider of providers) {
    const file = JSON.parse(readFileSync(new URL(`${provider.id}.json`, PROVIDERS), 'utf8')) as ProviderFile
    expect({ ...provider }).toEqual(indexProvider(file))
  }
})

test('the files of the index are what the catalog is written as', () => {
  const { head, details } = writeIndex({ version, categories, vocabulary, providers: [...providers] } as Parameters<typeof writeIndex>[0])
  expect(built('index.json').toString()).toBe(head)
  expect(Buffer.compare(built('details.bin'), details)).toBe(0)
  expect(Buffer.compare(details.subarray(-asFile().length), asFile())).toBe(0)
})
