import { expect, test } from 'vitest'
import { lookup, search } from '../../src/index.ts'

test('looks a code up as a number or a string, with everything inherited', () => {
  const [entry] = lookup(-177, { provider: 'tencent-cos' })
  expect(entry).toEqual(lookup('-177', { provider: ['tencent-cos'] })[0])
  expect(entry?.meanings[0]).toMatchObject({
    name: 'ERROR_CMD_COS_FILE_EXIST',
    category: 'conflict',
    severity: 'warn',
    retryable: false,
    http_status: 409,
  })
  expect(entry?.meanings[0]?.action?.zh).toMatch(/。$/)
})

test('looks symbols and words up, without regard to case', () => {
  expect(lookup('ERROR_PROXY_AUTH_FAILED')[0]?.code).toBe('-97')
  expect(lookup('nosuchkey').length).toBeGreaterThan(5)
})

test('an unknown code is an empty list', () => {
  expect(lookup('99999999')).toEqual([])
})

test('sources carry the title of their document', () => {
  expect(lookup('31066', { provider: 'baidu-pcs' })[0]?.meanings[0]?.sources[0]).toMatchObject({ title: '文件数据API错误码', row: 24 })
})

test('searches in both languages', () => {
  expect(search('file does not exist', { provider: 'baidu-pcs' })[0]?.code).toBe('31066')
  expect(search('文件不存在', { provider: 'baidu-pcs' })[0]?.code).toBe('31066')
  expect(search('')).toEqual([])
})
