import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const page = readFileSync(new URL('../../docs/promises.md', import.meta.url), 'utf8')
const rows = [...page.matchAll(/^\| (\d*) \|.*\| `([^`]+\.test\.ts)`: (.+) \|$/gm)].map(
  ([, number, file, title]): [string, string, string] => [number as string, file as string, (title as string).replaceAll('\\|', '|')],
)

test.each(rows)('promise %s has its test in %s: %s', (_, file, title) => {
  const path = new URL(`../${file}`, import.meta.url)
  expect(existsSync(path)).toBe(true)
  expect(readFileSync(path, 'utf8').replaceAll("\\'", "'")).toContain(`'${title}'`)
})

test('every numbered promise has a row', () => {
  const promised = [...page.matchAll(/^(\d+)\. /gm)].map(([, number]) => number)
  expect(promised.length).toBeGreaterThan(15)
  expect(promised.filter((number) => !rows.some(([covered]) => covered === number))).toEqual([])
})
