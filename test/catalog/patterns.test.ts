import { expect, test } from 'vitest'
import { createDecoder, lookup } from '../../src/index.ts'
import { providerFile } from './provider-files.ts'

const { patterns = [], documents } = providerFile('upyun')

test('a code that a document writes with placeholders is explained by its pattern', () => {
  const [entry] = lookup('50302004', { provider: 'upyun' })
  expect(entry).toMatchObject({ code: '50302004', provider: 'upyun' })
  expect(entry?.meanings[0]).toMatchObject({ category: 'network', http_status: 503, retryable: true })
})

test('and decoded where the provider is proven, with the code as it stands in the line', () => {
  const line = '{"msg":"x","code":50303017,"id":"11e4a729d24943409933a5e8314cd32e"}'
  expect(createDecoder().decode(line)).toMatchObject({ provider: 'upyun', code: '50303017', category: 'network', retryable: false })
})

test('a row of its own comes before a pattern', () => {
  expect(lookup('50300004', { provider: 'upyun' })[0]?.meanings[0]?.category).not.toBeUndefined()
  expect(createDecoder().decode('x-error-code: 50300002')?.message).toBe(
    providerFile('upyun').codes.find(({ code }) => code === '50300002')?.description.en,
  )
})

test('every pattern has both languages and a document of the file', () => {
  expect(patterns).toHaveLength(20)
  for (const { description, sources, written } of patterns) {
    expect(description.zh, written).toMatch(/[\u4e00-\u9fff]/)
    for (const { document } of sources) expect(Object.keys(documents), written).toContain(document)
  }
})
