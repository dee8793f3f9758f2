import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

// The command in a copy of the package, from which what the build laid out is taken away.
const root = fileURLToPath(new URL('../..', import.meta.url))
const copy = mkdtempSync(join(tmpdir(), 'storerr-'))
const inCopy = (path: string): string => join(copy, path)
beforeAll(() => {
  for (const path of ['bin', 'dist', 'data', 'package.json']) cpSync(join(root, path), inCopy(path), { recursive: true })
  symlinkSync(join(root, 'node_modules'), inCopy('node_modules'), 'dir')
})
afterAll(() => rmSync(copy, { recursive: true }))

const LAID_OUT = ['dist/detect/vocabulary.bin', 'dist/scan/tables.bin', 'dist/scan/needles.bin']

const input = readFileSync(join(root, 'test/corpus/positives.jsonl'))
const decoded = (from: string): Buffer => spawnSync(process.execPath, [join(from, 'bin/storerr.js')], { input, maxBuffer: 1 << 28 }).stdout

describe.each(LAID_OUT)('%s', (path) => {
  const whole = readFileSync(join(root, path))
  const expected = decoded(root)

  test.each<[string, (file: string) => void]>([
    ['missing', (file) => rmSync(file)],
    ['empty', (file) => writeFileSync(file, '')],
    ['cut off', (file) => writeFileSync(file, whole.subarray(0, whole.length >> 1))],
    ['without its last byte', (file) => writeFileSync(file, whole.subarray(0, -1))],
  ])('is not needed: the same is decoded where it is %s', (_, spoil) => {
    spoil(inCopy(path))
    const found = decoded(copy)
    writeFileSync(inCopy(path), whole)
    expect(expected.length).toBeGreaterThan(input.length)
    expect(Buffer.compare(found, expected)).toBe(0)
  })
})

// Rows are read from where they stood in the file when it was built.
test('a provider file that was changed since the build is read as it is now', () => {
  const path = inCopy('data/providers/upyun.json')
  const whole = readFileSync(path, 'utf8')
  const { codes } = JSON.parse(whole) as { codes: { code: string; description: { en: string } }[] }
  const description = codes.find(({ code }) => code === '40100005')?.description.en as string
  writeFileSync(path, whole.replace(description, `${description}, said anew`))
  const { stdout } = spawnSync(process.execPath, [inCopy('bin/storerr.js')], { input: '{"code":40100005,"msg":"signature error"}\n' })
  writeFileSync(path, whole)
  expect(description).not.toBe('')
  expect(JSON.parse(stdout.toString()).storage_error.message).toBe(`${description}, said anew`)
})
