import { expect, test } from 'vitest'
import type { Row } from '../../src/catalog/types.ts'
import type { Finding } from '../../src/detect/finding.ts'
import { Verdicts } from '../../src/detect/verdicts.ts'

const rowOf = (code: string): Row => ({ code, category: 'auth', description: { en: 'x', zh: 'x' }, sources: [] }) as unknown as Row
const ROW = rowOf('40100005')

const finding = (changed: Partial<Finding> = {}): Finding => ({
  provider: 'upyun',
  family: undefined,
  code: '40100005',
  row: ROW,
  strength: 2,
  depth: 1,
  at: 17,
  needsNeighbours: false,
  ...changed,
})

test('what was found in another place of the line is the same verdict', () => {
  const verdicts = new Verdicts()
  const first = verdicts.of([finding()], true)
  expect(first).toEqual({ findings: [finding()], isSure: true })
  expect(verdicts.of([finding({ at: 99, depth: 4 })], true)).toBe(first)
})

test.each<[string, Partial<Finding>]>([
  ['provider', { provider: 'qiniu' }],
  ['family', { family: 's3-compatible' }],
  ['code', { code: '40100006' }],
  ['row', { row: rowOf('40100005') }],
  ['meaning', { meaning: 1 }],
  ['strength', { strength: 1 }],
  ['need of neighbours', { needsNeighbours: true }],
])('another %s is another verdict', (_, changed) => {
  const verdicts = new Verdicts()
  verdicts.of([finding()], true)
  expect(verdicts.of([finding(changed)], true).findings).toEqual([finding(changed)])
})

test('so is one that is less sure, or of more codes', () => {
  const verdicts = new Verdicts()
  const first = verdicts.of([finding()], true)
  expect(verdicts.of([finding()], false)).toEqual({ findings: [finding()], isSure: false })
  const two = [finding(), finding({ provider: 'baidu-pcs', code: '31066' })]
  expect(verdicts.of(two, true).findings).toEqual(two)
  expect(first.findings).toEqual([finding()])
})

test('findings changed afterwards change no verdict', () => {
  const verdicts = new Verdicts()
  const given = [finding()]
  const verdict = verdicts.of(given, true)
  given.push(finding({ code: '40400001' }))
  expect(verdict.findings).toEqual([finding()])
})
