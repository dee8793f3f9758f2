import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

type Packed = { files: { path: string; size: number }[]; size: number; unpackedSize: number }

const packed = (): Packed =>
  JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  )[0]

test('the package holds the command, the compiled code, the catalog and its schema, and nothing else', () => {
  const { files } = packed()
  const paths = files.map(({ path }) => path)
  for (const needed of [
    'bin/storerr.js',
    'bin/package.json',
    'dist/cli/storerr.cjs',
    'dist/cli/reading.cjs',
    'dist/cli/rare.cjs',
    'dist/catalog/places.bin',
    'dist/scan/tables.bin',
    'dist/scan/scan.wasm',
    'dist/index.js',
    'dist/index.d.ts',
    'dist/catalog/index.json',
    'dist/catalog/details.bin',
    'dist/detect/vocabulary.bin',
    'data/schema.json',
    'LICENSE',
    'README.md',
  ]) {
    expect(paths).toContain(needed)
  }
  for (const name of readdirSync(new URL('../../data/providers', import.meta.url))) expect(paths).toContain(`data/providers/${name}`)
  const allowed = /^(?:bin|dist|data\/providers)\/|^(?:data\/(?:schema|categories)\.json|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/
  expect(paths.filter((path) => !allowed.test(path))).toEqual([])
})

test('the documents behind the catalog are not published', () => {
  expect(packed().files.filter(({ path }) => path.includes('sources'))).toEqual([])
})

test('the package stays small: 1 MB packed, 5 MB unpacked', () => {
  const { size, unpackedSize } = packed()
  expect(size).toBeLessThan(1024 * 1024)
  expect(unpackedSize).toBeLessThan(5 * 1024 * 1024)
})
