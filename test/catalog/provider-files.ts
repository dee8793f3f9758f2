import { readdirSync, readFileSync } from 'node:fs'
import type { Meaning, ProviderFile, Row } from '../../src/catalog/types.ts'

const FOLDER = new URL('../../data/providers/', import.meta.url)

/** Every provider file, straight from the disk. */
export const providerFiles = (): ProviderFile[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as ProviderFile)

export const providerFile = (id: string): ProviderFile => JSON.parse(readFileSync(new URL(`${id}.json`, FOLDER), 'utf8')) as ProviderFile

export const meaningsOf = (row: Row): Meaning[] => [row, ...(row.meanings ?? [])]
