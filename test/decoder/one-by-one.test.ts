import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createDecoder } from '../../src/decoder/decoder.ts'
import { openSplicer } from '../../src/stream/open-splicer.ts'

const PIECES = [
  '{"error_code":31066,"error_msg":"file does not exist","request_id":504389125}',
  'upload failed: error_code: 31066, error_msg: file does not exist',
  'baidu pcs says',
  'error_code: 31045',
  'code: -177,',
  'ERROR_CMD_COS_FILE_EXIST',
  '{"level":30,"msg":"request completed","statusCode":200}',
  '{"msg":"文件不存在 🙂","code":40400001,"id":"9d6ef7ab24f64a5d3f4a2b1c0d9e8f70"}',
  '["code"]=>',
  '  int(-177)',
  'x-error-code: 40400001',
  'pcs.baidu.com',
  '',
  '\ud800',
]
const line = fc.oneof(
  fc.constantFrom(...PIECES),
  fc.string(),
  fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\n', ' ')),
)

// Lines that hold no code are let pass unread in both, by one scanner; what is read must come to the same.
test('lines given one by one come out as they do from the stream', () => {
  fc.assert(
    fc.property(
      fc.array(
        line.map((text) => text.replaceAll('\n', ' ')),
        { maxLength: 12 },
      ),
      fc.constantFrom(0, 1, 8),
      (lines, context) => {
        const { annotate } = createDecoder({ context })
        const { splicer } = openSplicer({ context })
        const oneByOne = lines.map((text) => annotate(`${text}\n`)).join('')
        const stream = Buffer.concat([splicer.push(Buffer.from(lines.map((text) => `${text}\n`).join(''))), splicer.endFile()])
        expect(Buffer.from(oneByOne).equals(stream)).toBe(true)
      },
    ),
    { numRuns: 150 },
  )
})

describe('a line keeps its end', () => {
  const body = PIECES[0] as string
  test.each(['', '\n', '\r\n'])('%j', (end) => {
    const out = createDecoder().annotate(body + end)
    expect(out).toMatch(/"storage_error":\{/)
    expect(out.endsWith(`}${end}`)).toBe(true)
    expect(out.replace(/,"storage_error":\{[^}]*\}/, '')).toBe(body + end)
  })
})

test('text and bytes say the same', () => {
  for (const piece of PIECES) expect(createDecoder().decode(Buffer.from(piece))).toEqual(createDecoder().decode(piece))
})

test('a line beyond the limit is counted, not read', () => {
  const decoder = createDecoder({ maxLineBytes: 20 })
  expect(decoder.annotate(PIECES[0] as string)).toBe(PIECES[0])
  expect(decoder.stats.overlong).toBe(1)
})
