import { readFileSync } from 'node:fs'
import { openCatalog } from '../catalog/catalog.ts'
import { print } from './print.ts'

export const version = (): number => {
  const { version: own } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
  const catalog = openCatalog()
  const codes = catalog.providers.reduce((sum, provider) => sum + provider.codes.length, 0)
  print(`storerr ${own}\ncatalog ${catalog.version}: ${codes} codes of ${catalog.providers.length} providers\n`)
  return 0
}
