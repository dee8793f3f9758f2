import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createDecoder } from '../../src/index.ts'

const SECRETS = [
  ['an access key', 'AKIAIOSFODNN7EXAMPLE'],
  ['a bearer token', 'Bearer eyJhbGciOiJIUzI1NiJ9.c2VjcmV0.c2lnbmF0dXJl'],
  ['a signed address', 'https://pcs.baidu.com/file?sign=FDTAXER-DCb740ccc5511e5e8fedcff06b081203&token=121.abc'],
  ['a password', 'hunter2-31061'],
] as const

const LINES = (secret: string): [form: string, line: string][] => [
  ['in a member', JSON.stringify({ secret, error_code: 31066, error_msg: 'file does not exist', request_id: 1, [secret]: secret })],
  ['in the message itself', JSON.stringify({ error_code: 31066, error_msg: `file does not exist: ${secret}`, request_id: 504389 })],
  ['in a plain line', `${secret} failed: {"error_code":31066,"error_msg":"file does not exist","request_id":504389} ${secret}`],
  ['beside an unknown code', JSON.stringify({ msg: secret, code: 40399999, id: 'b2c52ca06be88f4fd0795fdacca3a8c4' })],
]

describe('the added fields hold nothing of the line but the code', () => {
  const decoder = createDecoder({ fields: '+action', context: 0 })
  test.each(
    SECRETS.flatMap(([what, secret]) => LINES(secret).map(([form, line]): [string, string, string, string] => [what, form, secret, line])),
  )('%s %s', (_what, _form, secret, line) => {
    const match = decoder.decode(line)
    expect(match?.code).toMatch(/^(31066|40399999)$/)
    const { code: _code, ...others } = match ?? {}
    expect(JSON.stringify(others)).not.toContain(secret)
    const inserted = decoder.annotate(line).replace(line.slice(0, -1), '').replace(line, '')
    expect(inserted).toContain('storage_error')
    expect(inserted).not.toContain(secret)
  })

  test('and every other text in them is the catalog’s own', () => {
    const catalog = ['providers', ''].flatMap((directory) =>
      readdirSync(new URL(`../../data/${directory}`, import.meta.url), { withFileTypes: true })
        .filter((entry) => entry.name.endsWith('.json'))
        .map((entry) => readFileSync(new URL(`../../data/${directory}/${entry.name}`, import.meta.url), 'utf8')),
    )
    for (const [, line] of LINES('s3cret')) {
      for (const [name, value] of Object.entries(decoder.decode(line) ?? {})) {
        if (typeof value !== 'string' || name === 'code' || value === 'unknown') continue
        expect(catalog.some((text) => text.includes(JSON.stringify(value)))).toBe(true)
      }
    }
  })
})
