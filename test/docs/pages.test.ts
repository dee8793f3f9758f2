import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
// @ts-expect-error the script has no types of its own
import { pages } from '../../scripts/docs.js'
import { createDecoder } from '../../src/index.ts'
import { run } from '../cli/run.ts'

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

test.each(Object.entries(pages() as Record<string, string>))('%s says what the code and the catalog say', (path, text) => {
  expect(read(path) === text, `${path} is not current; run npm run docs`).toBe(true)
})

test('the README names the two commands literally', () => {
  for (const command of ['npm ci && npm start', 'npm ci && npm test']) expect(read('README.md')).toContain(command)
})

test('the before and after of the README is what comes out', () => {
  const block = /```console\n([\s\S]*?)```/.exec(read('README.md'))?.[1] ?? expect.fail('no example')
  const [before, after] = block.split('$ tail -f app.log | storerr\n')
  const decoder = createDecoder()
  const lines = (before as string).split('\n').slice(1, 3)
  expect(lines.map((line) => decoder.annotate(line)).join('\n')).toBe((after as string).trimEnd())
})

test('the provider of docs/catalog.md passes the check and decodes the line the page says it decodes', () => {
  const page = read('docs/catalog.md')
  const path = join(mkdtempSync(join(tmpdir(), 'storerr-')), 'my-store.json')
  writeFileSync(path, /```json\n([\s\S]*?)```/.exec(page)?.[1] ?? expect.fail('no file'))
  expect(run(['catalog', 'check', path]).status).toBe(0)
  const line = /echo '([^']+)'/.exec(page)?.[1] ?? expect.fail('no line')
  expect(run(['--catalog', path, '--fields', 'provider,code'], `${line}\n`).stdout).toBe(
    `${line} storage_error.provider=my-store storage_error.code=7001\n`,
  )
})

test.each(
  [...read('docs/detection.md').matchAll(/^\| `([^`]+)` \| (nothing|UpYun|`s3-compatible`|`aws-s3`)/gm)].map(([, line, outcome]) => [
    line,
    outcome,
  ]),
)('docs/detection.md is right about %s: %s', (line, outcome) => {
  const provider =
    { nothing: undefined, UpYun: 'upyun' }[outcome as string] ??
    (outcome === 'nothing' ? undefined : (outcome as string).replaceAll('`', ''))
  expect(createDecoder().decode(line as string)?.provider).toBe(outcome === 'UpYun' ? 'upyun' : provider)
})
