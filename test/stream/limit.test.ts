import { describe, expect, test } from 'vitest'
import { openSplicer } from '../../src/stream/open-splicer.ts'

const BODY = '{"error_code":31066,"error_msg":"file does not exist","request_id":5043891251155860743}'
const NEIGHBOURS = 'PUT https://pcs.baidu.com/rest/2.0/pcs/file failed\n"error_code": 31061\n'

const pass = (text: string, options: object) => {
  const { splicer, lines } = openSplicer(options)
  const output = Buffer.concat([splicer.push(Buffer.from(text)), splicer.endFile()]).toString()
  return { output, counters: lines.counters }
}

describe('a line that only our own insertion makes too long', () => {
  test.each([
    ['nested', 'nested', BODY],
    ['flat', 'flat', BODY],
    ['a tail', 'nested', `failed: ${BODY}`],
  ] as const)('is known as decorated in the second pass, and lends what it lent in the first: %s', (_, schema, line) => {
    const options = { schema, maxLineBytes: line.length }
    const once = pass(`${line}\n${NEIGHBOURS}`, options)
    const twice = pass(once.output, options)
    expect(once.counters).toMatchObject({ decoded: 2, overlong: 0 })
    expect(twice.output).toBe(once.output)
    expect(twice.counters).toMatchObject({ decoded: 0, present: 2, overlong: 0 })
  })

  test('is over the limit all the same when it was too long before', () => {
    const options = { maxLineBytes: BODY.length - 1 }
    const once = pass(BODY, {})
    const twice = pass(once.output, options)
    expect(twice).toMatchObject({ output: once.output, counters: { present: 0, overlong: 1 } })
  })
})

test.each([
  [100, 'LF', '\n'],
  [100, 'CRLF', '\r\n'],
  [100, 'no line end', ''],
])('counts the line without its end against the limit of %i: %s', (maxLineBytes, _, end) => {
  expect(pass(`${'x'.repeat(100)}${end}`, { maxLineBytes }).counters.overlong).toBe(0)
  expect(pass(`${'x'.repeat(101)}${end}`, { maxLineBytes }).counters.overlong).toBe(1)
})
