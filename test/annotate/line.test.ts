import { describe, expect, test } from 'vitest'
import { createDecoder } from '../../src/index.ts'

// A row without a symbol has no `name`; a plain line never gets `alternatives`.
const BODY = '{"error_code":31066,"error_msg":"file does not exist","request_id":5043891251155860743}'

describe('a chosen member that the row does not have', () => {
  test.each([
    ['a nested object', { schema: 'nested' }, BODY],
    ['flat members', { schema: 'flat' }, BODY],
    ['a tail', {}, `failed: ${BODY}`],
  ] as const)('adds nothing, not even a comma: %s', (_, options, line) => {
    expect(createDecoder({ ...options, fields: ['name'] }).annotate(line)).toBe(line)
  })
})

describe('a tail without the provider', () => {
  test.each([[['code']], [['name', 'category']], [['severity', 'also']]] as const)('is known as ours again: %j', (fields) => {
    const once = createDecoder({ fields }).annotate(`failed: ${BODY}`)
    expect(once).not.toBe(`failed: ${BODY}`)
    expect(createDecoder({ fields }).annotate(once)).toBe(once)
  })

  test('is not looked for while the provider is written: another program may use the name', () => {
    expect(createDecoder().annotate(`x storage_error.code=5 failed: ${BODY}`)).toContain(' storage_error.provider=baidu-pcs')
  })
})
