import { describe, expect, test } from 'vitest'
import { openCatalog } from '../../src/catalog/catalog.ts'
import { templateWordsOf } from '../../src/detect/template-words.ts'
import { placeInLine, templateOf } from '../../src/template/template.ts'
import { readWords, writeWords } from '../../src/template/words.ts'

const words = templateWordsOf(openCatalog())
const template = (line: string): string => templateOf(Buffer.from(line).toString('latin1'), words)

describe('what differs from line to line is replaced', () => {
  test.each([
    ['gzrbt 132 ms, 12i', 'xxxx 7 ms, 7i'],
    ['2026-01-05T10:20:30.123Z', '7-7-7xxx:7:7.7xxx'],
    ['from 10.0.0.17:8080', 'from 7.7.7.7:7'],
    // However many parts a name has, it is one name.
    ['/zebra/f81d4fae7dec.tiff', '/xxxx'],
    ['/zebra/12345678/gzrb-04.zqrt.gz by gzrb-12, zqrt-gzrb-7', '/xxxx by xxxx, xxxx'],
    ['/12345678/f81d4fae7dec f81d4fae-7dec-11d0-a765-00a0c91e6bf6', '/7xxx 7xxx'],
    ['gzrb-404 gzrb-31066 gzrb/no gzrb.No gzrb.12 Gzrb', 'xxxx xxxx xxxx/no xxxx.No xxxx.7 Gzrb'],
    ['DELETE /zebra, ERROR PUT /zebra, PUT zebra', 'GET /xxxx, ERROR GET /xxxx, PUT xxxx'],
    ['gzrb-12 Zqrt9 _zq9', 'xxxx-7 Xxxx _xxx'],
    ['at 1735689600123', 'at 7777777777777'],
    // Milliseconds are no status, whatever they are.
    ['10:20:30,404 gzrb', '7:7:7,7 xxxx'],
    ['0x7f3a90c1 at 12 Gzrb, 507 Gzrb, 507 gzrb', '0xxx at 7 Gzrb, 777 Gzrb, 7 xxxx'],
    ['gzrb{} 1.5e+06 1.0E7 a-12e-b', 'xxxx{} 7.7e+7 7.7e7 a-7xxx-b'],
  ])('%s', (line, expected) => {
    expect(template(line)).toBe(expected)
  })
})

describe('what may be a code, or tell whose it is, stays', () => {
  test.each([
    '"code":40499999',
    'code=-12345',
    '"error_code": 31099',
    '代码：31999',
    '"code":4.0499999e+07',
    's:4:"code";i:-777',
    '["code"]=> int(-777)',
    '  int(-777)',
    '(10099)',
    'ZqrtException',
    'The specified key does not exist.',
    '%22zqrt%22%3A%2231999%22',
    '\\u0022zqrt\\u0022',
    '&quot;code&quot;:31999',
    '\x1b[31mzqrt',
  ])('%s', (line) => {
    expect(template(line)).toBe(Buffer.from(line).toString('latin1'))
  })
})

describe('behind a key whose value is judged by its form the form stays', () => {
  test.each([
    ['"id":"b2c52ca06be88f4fd0795fdacca3a8c4"', `"id":"${'a'.repeat(32)}"`],
    ['"request_id":5043891251155860743', `"request_id":${'7'.repeat(19)}`],
    ['"RequestId":"5F3A9B2C7D11E200AA334455"', `"RequestId":"${'A'.repeat(24)}"`],
    // Every letter of these counts: tx<hex:12-32>, base64(<hex:4-16>_…), <hex:6>000000
    ['"RequestId":"tx00000000000000a1b2c-0061f2"', '"RequestId":"tx00000000000000a1b2c-aaaaaa"'],
    ['"request_id":"NWJjMDRmMzBfYjM0MTViMGFfMWQwZV8yNTA0"', '"request_id":"NWJjMDRmMzBfYjM0MTViMGFfMWQwZV8yNTA0"'],
  ])('%s', (line, expected) => {
    expect(template(line)).toBe(expected)
  })
})

test('a place in a template is a place in the line', () => {
  const line = '/zebra/f81d4fae7dec.tiff took 132 ms: code=31066'
  expect(placeInLine(line, template(line).indexOf('code'), words)).toBe(line.indexOf('code'))
  expect(placeInLine(line, 0, words)).toBe(0)
})

test('the file of the words gives them back, and half of it is none', () => {
  const file = writeWords(words)
  expect(readWords(file)).toEqual(words)
  expect(() => readWords(file.subarray(0, 1000))).toThrow(RangeError)
})
