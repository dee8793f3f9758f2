import { describe, expect, test } from 'vitest'
import { createDecoder } from '../../src/index.ts'
import { meaningsOf, providerFile } from '../catalog/provider-files.ts'
import { allRows, type DocumentRow } from '../catalog/read-documents.ts'

// Each row of the five documents in the form in which its service answers, and in the places where answers stand in logs.

const BODIES: Record<string, (row: DocumentRow) => string> = {
  'baidu-pcs': ({ code, texts }) => `{"error_code":${code},"error_msg":${JSON.stringify(texts[0])},"request_id":5043891251155860743}`,
  upyun: ({ code, texts }) => `{"msg": ${JSON.stringify(texts[0])}, "code": ${code}, "id": "11e4a729d24943409933a5e8314cd32e"}`,
  'tencent-cos': ({ code, symbol, texts }) =>
    `{"code":${code},"message":${JSON.stringify(symbol ?? texts[0])},"request_id":"NTk1OGIwZDFfY2RhMzNiXzQ2YzhfODc4ODM5"}`,
}

const PLACES: [name: string, place: (body: string) => string][] = [
  [
    'inside the error that pino writes',
    (body) => `{"level":50,"time":1795246653227,"err":{"type":"Error","message":"x","body":${body}},"msg":"failed"}`,
  ],
  ['in a plain line', (body) => `2026-11-21T07:37:33Z ERROR upload failed: HTTP ${body}`],
  ['as an escaped string', (body) => JSON.stringify({ log: `${body}\n`, stream: 'stderr' })],
]

const SUCCESS = new Set(['baidu-pcs 0', 'tencent-cos 0', 'tencent-cos -200', 'tencent-cos -206'])
const rows = allRows()

test('there are 977 rows, four of them of success', () => {
  expect(rows).toHaveLength(977)
  expect(rows.filter(({ provider, code }) => SUCCESS.has(`${provider} ${code}`))).toHaveLength(4)
})

describe.each(PLACES)('%s', (_, place) => {
  const decoder = createDecoder({ context: 0 })

  test('every row decodes to its provider and code, with the status and the name its document gives', () => {
    for (const row of rows) {
      if (SUCCESS.has(`${row.provider} ${row.code}`)) continue
      const match = decoder.decode(place((BODIES[row.provider] as (row: DocumentRow) => string)(row)))
      const what = `${row.document}: ${row.line}`
      expect(`${match?.provider} ${match?.code}`, what).toBe(`${row.provider} ${row.code}`)
      if (row.status !== undefined) expect(match?.http_status, what).toBe(row.status)
      if (row.symbol !== undefined) expect(match?.name, what).toBe(row.symbol)
    }
  })

  test('the codes of success stay silent', () => {
    for (const row of rows) {
      if (!SUCCESS.has(`${row.provider} ${row.code}`)) continue
      expect(decoder.decode(place((BODIES[row.provider] as (row: DocumentRow) => string)(row))), row.line).toBeUndefined()
    }
  })
})

test('where documents disagree, the message in the line decides between them', () => {
  const decoder = createDecoder({ context: 0 })
  const body = (msg: string) => `{"msg":"${msg}","code":40011059,"id":"11e4a729d24943409933a5e8314cd32e"}`
  expect(decoder.decode(body('file md5 not match'))?.category).toBe('integrity')
  expect(decoder.decode(body('file already upload'))?.severity).toBe('info')
  const [leading, earlier] = meaningsOf(providerFile('upyun').codes.find(({ code }) => code === '40011059') ?? expect.fail())
  // Without a message that says which, the leading meaning stands first and the other is offered.
  const match = decoder.decode(body('something else'))
  expect(match?.category).toBe(leading?.category)
  expect(match?.alternatives).toEqual([{ provider: 'upyun', code: '40011059', category: earlier?.category }])
})
