import { describe, expect, test } from 'vitest'
import { formOf, insertionFor } from '../../src/annotate/line.ts'
import { createDecoder, type DecoderOptions } from '../../src/index.ts'

// The contract, point by point: input and expected output written by hand. Only `provider` and `code` are written where
// the point is the form, so that a better message does not touch these tests.

const SHORT: DecoderOptions = { fields: 'provider,code' }
const annotate = (line: string, options: DecoderOptions = SHORT): string => createDecoder(options).annotate(line)

const BODY = '{"error_code":31066,"error_msg":"file does not exist"}'
const ADDED = '"storage_error":{"provider":"baidu-pcs","code":"31066"}'
const TAIL = ' storage_error.provider=baidu-pcs storage_error.code=31066'

describe('1. a decoded line differs only by the inserted bytes', () => {
  test.each([
    ['a line feed', '\n'],
    ['carriage return and line feed', '\r\n'],
    ['no end', ''],
  ])('keeps %s', (_, end) => {
    expect(annotate(`{"e":${BODY}}${end}`)).toBe(`{"e":${BODY},${ADDED}}${end}`)
  })

  test('a lone carriage return is content, not an end', () => {
    expect(annotate(`x ${BODY}\r`)).toBe(`x ${BODY}\r${TAIL}`)
  })

  test.each(['12345678901234567890', '1e400', '-0', '[1,2.50]', '"\\ud800"', '"\u2028"'])('keeps the value %s as written', (value) => {
    expect(annotate(`{"v":${value},"e":${BODY}}`)).toBe(`{"v":${value},"e":${BODY},${ADDED}}`)
  })

  test('keeps duplicate keys', () => {
    expect(annotate(`{"a":1,"a":2,"e":${BODY}}`)).toBe(`{"a":1,"a":2,"e":${BODY},${ADDED}}`)
  })
})

describe('2. a JSON object line gets one member before its last brace', () => {
  test.each([
    ['alone', '', ''],
    ['behind a BOM', '\ufeff', ''],
    ['behind the prefix of compose', 'web_1  | ', ''],
    ['behind the prefix of a container runtime', '2026-11-21T07:37:33.232123456Z stderr F ', ''],
    ['behind the prefix of a container runtime with an offset', '2026-11-21T07:37:33+08:00 stdout F ', ''],
    ['behind the prefix of kubectl', '[pod/api-7d4f/app] ', ''],
    ['behind the cookie of syslog', '@cee:', ''],
    ['behind the cookie of syslog and a blank', '@cee: ', ''],
    ['with white space round it', '  \t', ' \t '],
  ])('%s', (_, before, after) => {
    expect(annotate(`${before}{"e":${BODY}}${after}`)).toBe(`${before}{"e":${BODY},${ADDED}}${after}`)
  })

  test('white space before the brace stays before the brace', () => {
    expect(annotate(`{ "e" : ${BODY} \t }`)).toBe(`{ "e" : ${BODY},${ADDED} \t }`)
  })

  test.each([
    ['{}', '{"storage_error":{"code":"31066"}}'],
    ['{ }', '{"storage_error":{"code":"31066"} }'],
    ['web_1 | {\t}\t', 'web_1 | {"storage_error":{"code":"31066"}\t}\t'],
  ])('an empty object gets no comma: %j', (line, expected) => {
    const options = { field: 'storage_error', schema: 'nested', plain: true, fields: new Set(['code']) } as const
    const form = formOf(line, options)
    const at = form.kind === 'object' ? form.insertAt : expect.fail(form.kind)
    expect(line.slice(0, at) + insertionFor(form, [['code', '31066']], options) + line.slice(at)).toBe(expected)
  })

  test.each([
    ['text before it', `failed ${BODY}`],
    ['text behind it', `${BODY} failed`],
    ['broken JSON', `{"e":${BODY}`],
    ['a dump', "{ error_code: 31066, error_msg: 'file does not exist' }"],
    ['a prefix nobody writes', `web_1: ${BODY}`],
    ['a trailing comma', `{"e":${BODY},}`],
  ])('with %s it is a plain line', (_, line) => {
    expect(annotate(line)).toBe(line + TAIL)
  })
})

describe('3. a plain line gets a logfmt tail before its end', () => {
  test('before carriage return and line feed', () => {
    expect(annotate(`failed: ${BODY}\r\n`)).toBe(`failed: ${BODY}${TAIL}\r\n`)
  })

  test('a value with a blank is written as a JSON string', () => {
    expect(annotate(`x ${BODY}`, { fields: 'message' })).toBe(`x ${BODY} storage_error.message="The file does not exist"`)
  })

  test('numbers and booleans are bare', () => {
    expect(annotate(`x ${BODY}`, { fields: 'http_status,retryable' })).toBe(
      `x ${BODY} storage_error.http_status=403 storage_error.retryable=false`,
    )
  })

  test('further codes are listed as provider:code', () => {
    const two = `x {"msg":"signature error","code":40100005,"id":"11e4a729d24943409933a5e8314cd32e"} then ${BODY}`
    expect(annotate(two, { fields: 'provider,code,also' })).toBe(
      `${two} storage_error.provider=upyun storage_error.code=40100005 storage_error.also=baidu-pcs:31066`,
    )
  })

  test('alternatives are not written on plain lines', () => {
    expect(
      annotate('x {"code":-61,"message":"y","request_id":"NTk1OGIwZDFfY2RhMzNiXzQ2YzhfODc4ODM5"}', { fields: 'code,alternatives' }),
    ).toBe('x {"code":-61,"message":"y","request_id":"NTk1OGIwZDFfY2RhMzNiXzQ2YzhfODc4ODM5"} storage_error.code=-61')
  })

  test('plain off leaves plain lines alone, and JSON lines not', () => {
    expect(annotate(`x ${BODY}`, { ...SHORT, plain: false })).toBe(`x ${BODY}`)
    expect(annotate(BODY, { ...SHORT, plain: false })).toBe(`${BODY.slice(0, -1)},${ADDED}}`)
  })

  test.each([
    ['a JSON array', `[${BODY}]`],
    ['a JSON string', JSON.stringify(BODY)],
    ['a JSON array behind a prefix', `web_1  | [${BODY}]`],
    ['a partial line of the container runtime', `2026-11-21T07:37:33.2Z stderr P x ${BODY}`],
  ])('%s is never decorated', (_, line) => {
    expect(annotate(line)).toBe(line)
  })
})

describe('4. members', () => {
  const line = `{"e":{"code":-177,"message":"ERROR_CMD_COS_FILE_EXIST","request_id":"NTk1OGIwZDFfY2RhMzNiXzQ2YzhfODc4ODM5"}}`
  const keys = (options: DecoderOptions) => Object.keys(JSON.parse(annotate(line, options)).storage_error)

  test('stand in their order whatever the order asked for', () => {
    expect(keys({ fields: 'retryable,code,provider,name' })).toEqual(['provider', 'code', 'name', 'retryable'])
  })

  test('are all but action by default, those without a value left out', () => {
    expect(keys({})).toEqual(['provider', 'code', 'name', 'category', 'severity', 'message', 'http_status', 'retryable'])
  })

  test('can be edited', () => {
    expect(keys({ fields: '+action,-message' })).toEqual([
      'provider',
      'code',
      'name',
      'category',
      'severity',
      'action',
      'http_status',
      'retryable',
    ])
  })

  test('have the documented types', () => {
    expect(JSON.parse(annotate(line, {})).storage_error).toMatchObject({
      provider: 'tencent-cos',
      code: '-177',
      name: 'ERROR_CMD_COS_FILE_EXIST',
      category: 'conflict',
      severity: 'warn',
      http_status: 409,
      retryable: false,
    })
  })

  test('an unknown member is an error that names the nearest', () => {
    expect(() => createDecoder({ fields: 'provider,mesage' })).toThrow(/unknown member "mesage"; did you mean "message"/)
  })

  test('are named otherwise with field', () => {
    expect(annotate(BODY, { ...SHORT, field: '@store' })).toBe(`${BODY.slice(0, -1)},"@store":{"provider":"baidu-pcs","code":"31066"}}`)
  })

  test.each(['', '1a', 'a b', 'a"', 'a{'])('a field named %j is refused', (field) => {
    expect(() => createDecoder({ field })).toThrow(/field: expected a name/)
  })

  test('are flat with the flat schema', () => {
    expect(annotate(BODY, { ...SHORT, schema: 'flat' })).toBe(
      `${BODY.slice(0, -1)},"storage_error.provider":"baidu-pcs","storage_error.code":"31066"}`,
    )
  })

  test('speak Chinese when asked', () => {
    expect(JSON.parse(annotate(BODY, { lang: 'zh' })).storage_error.message).toBe('文件不存在')
  })
})

describe('5. what is already there stays as it is', () => {
  test.each([
    ['our member', `{"e":${BODY},${ADDED}}`],
    ['a forged member of any value', `{"storage_error":null,"e":${BODY}}`],
    ['a member whose key is written with an escape', `{"storage\\u005ferror":1,"e":${BODY}}`],
    ['our tail', `x ${BODY}${TAIL}`],
  ])('%s', (_, line) => {
    const decoder = createDecoder(SHORT)
    expect(decoder.annotate(line)).toBe(line)
    expect(decoder.stats).toMatchObject({ decoded: 0, present: 1 })
  })

  test('a deeper key of the same name is not ours', () => {
    expect(annotate(`{"a":{"storage_error":1},"e":${BODY}}`)).toBe(`{"a":{"storage_error":1},"e":${BODY},${ADDED}}`)
  })

  test('flat: any key of ours', () => {
    const line = `{"storage_error.x":1,"e":${BODY}}`
    expect(annotate(line, { ...SHORT, schema: 'flat' })).toBe(line)
    expect(annotate(line)).toBe(`${line.slice(0, -1)},${ADDED}}`)
  })

  test('our own insertion is never evidence', () => {
    const line = '{"a":1,"storage_error":{"provider":"upyun","code":"40100005","message":"signature error"}}'
    const decoder = createDecoder(SHORT)
    expect(decoder.annotate(line)).toBe(line)
    expect(decoder.decode('code: 40100005')).toBeUndefined()
  })
})

describe('6. success is silent, and what is no failure has its own severity', () => {
  test.each([
    '{"error_code":0,"error_msg":"no error","request_id":5043891251155860743}',
    '{"code":0,"message":"SUCCESS","data":{},"request_id":"NTk1OGIwZDFfY2RhMzNiXzQ2YzhfODc4ODM5"}',
    '{"code":-200,"message":"x","request_id":"NTk1OGIwZDFfY2RhMzNiXzQ2YzhfODc4ODM5"}',
    '{"code":-206,"message":"x","request_id":"NTk1OGIwZDFfY2RhMzNiXzQ2YzhfODc4ODM5"}',
  ])('%s', (line) => {
    expect(annotate(line)).toBe(line)
  })

  test.each([
    ['-4018', 'info'],
    ['-101', 'info'],
  ])('%s is decorated as %s', (code, severity) => {
    const line = `{"code":${code},"message":"x","request_id":"NTk1OGIwZDFfY2RhMzNiXzQ2YzhfODc4ODM5"}`
    expect(JSON.parse(annotate(line, {})).storage_error.severity).toBe(severity)
  })
})

describe('7. unknown codes', () => {
  test('a code of the form of a proven provider in no table is unknown', () => {
    const line = '{"msg":"something new","code":40399998,"id":"11e4a729d24943409933a5e8314cd32e"}'
    expect(JSON.parse(annotate(line, {})).storage_error).toEqual({
      provider: 'upyun',
      code: '40399998',
      category: 'unknown',
      severity: 'error',
    })
  })

  test.each([
    ['an HTTP status', '{"error_code":404,"error_msg":"not found","request_id":5043891251155860743}'],
    ['a word of Node', '{"err":{"code":"ECONNRESET","errno":-104,"syscall":"read"},"host":"v0.api.upyun.com"}'],
    ['a number of another form', '{"msg":"x","code":4039,"id":"11e4a729d24943409933a5e8314cd32e"}'],
  ])('%s is no code', (_, line) => {
    expect(annotate(line)).toBe(line)
  })
})

describe('8. several codes', () => {
  test('the strongest evidence first, the others in also, each once', () => {
    const line = `{"a":${BODY},"b":{"msg":"signature error","code":40100005,"id":"11e4a729d24943409933a5e8314cd32e"},"c":${BODY}}`
    expect(JSON.parse(annotate(line, { fields: 'provider,code,also' })).storage_error).toEqual({
      provider: 'baidu-pcs',
      code: '31066',
      also: [{ provider: 'upyun', code: '40100005' }],
    })
  })

  test('of equal evidence the outermost is first', () => {
    const inner = '{"error_code":31061,"error_msg":"file already exists"}'
    const line = `{"x":{"y":${inner}},"error_code":31066,"error_msg":"file does not exist"}`
    expect(JSON.parse(annotate(line, { fields: 'code,also' })).storage_error).toEqual({
      code: '31066',
      also: [{ provider: 'baidu-pcs', code: '31061' }],
    })
  })
})

describe('9. several lines', () => {
  const decodedLines = (lines: string[], options: DecoderOptions = SHORT): number[] => {
    const decoder = createDecoder(options)
    return lines.flatMap((line, i) => (decoder.annotate(line) === line ? [] : [i]))
  }

  test('a provider named before explains a code', () => {
    expect(decodedLines(['upyun upload failed:', '  code: 40100005'])).toEqual([1])
  })

  test('the line that completes the proof is decorated, when the code stood before', () => {
    expect(decodedLines(['  "error_code": 31066,', '  "note": 1,', '  "error_msg": "file does not exist"'])).toEqual([2])
  })

  test('evidence does not flow backward', () => {
    expect(decodedLines(['code: 40100005', 'x', 'y'])).toEqual([])
  })

  test('evidence flows no further than the window', () => {
    const gap = Array.from({ length: 8 }, () => 'x')
    expect(decodedLines(['upyun upload failed:', ...gap.slice(1), '  code: 40100005'])).toEqual([8])
    expect(decodedLines(['upyun upload failed:', ...gap, '  code: 40100005'])).toEqual([])
    expect(decodedLines(['upyun upload failed:', '  code: 40100005'], { ...SHORT, context: 0 })).toEqual([])
  })

  test('what needed neighbours is said once within the window', () => {
    expect(decodedLines(['upyun upload failed:', 'code: 40100005', 'code: 40100005'])).toEqual([1])
  })

  test('a line proven by itself is always decorated', () => {
    expect(decodedLines([BODY, BODY])).toEqual([0, 1])
  })

  test('lines of another program lend nothing', () => {
    expect(decodedLines(['web_1  | upyun upload failed', 'db_1   | code: 40100005'])).toEqual([])
    expect(decodedLines(['web_1  | upyun upload failed', 'web_1  | code: 40100005'])).toEqual([1])
  })

  test('whole records lend nothing to each other', () => {
    expect(decodedLines(['{"level":30,"msg":"upyun upload slow"}', '{"level":50,"code":40100005}'])).toEqual([])
  })

  test('a bare body is no record: a line before it may name the provider', () => {
    expect(decodedLines(['POST https://v0.api.upyun.com/a failed', '{"code":40100005}'])).toEqual([1])
  })

  test('a line that speaks of success lends nothing', () => {
    expect(decodedLines(['PUT https://v0.api.upyun.com/a 200', 'code: 40100005'])).toEqual([])
  })

  test("a body with a message that is not the code's needs more than a provider named before", () => {
    expect(decodedLines(['upyun client', 'ERROR order {"code":40400001,"msg":"订单不存在"}'])).toEqual([])
  })

  test('a veto in the same printed object holds over lines', () => {
    expect(decodedLines(['tencent-cos client:', '{', "  syscall: 'listen',", '  code: -98'])).toEqual([])
  })
})

describe('10. long lines', () => {
  test('a line over the limit passes undecorated and is counted', () => {
    const decoder = createDecoder({ ...SHORT, maxLineBytes: BODY.length })
    expect(decoder.annotate(`${BODY}\r\n`)).toBe(`${BODY.slice(0, -1)},${ADDED}}\r\n`)
    expect(decoder.annotate(`${BODY} \n`)).toBe(`${BODY} \n`)
    expect(decoder.stats.overlong).toBe(1)
  })
})

describe('hints', () => {
  test('assume lowers the bar for one provider only', () => {
    expect(annotate('code: 40100005')).toBe('code: 40100005')
    expect(annotate('code: 40100005', { ...SHORT, assume: 'upyun' })).toBe(
      'code: 40100005 storage_error.provider=upyun storage_error.code=40100005',
    )
    expect(annotate('code: 40100005', { ...SHORT, assume: ['baidu-pcs'] })).toBe('code: 40100005')
  })

  test('provider selects', () => {
    expect(annotate(BODY, { ...SHORT, provider: 'upyun' })).toBe(BODY)
    expect(annotate(BODY, { ...SHORT, provider: ['upyun', 'baidu-pcs'] })).not.toBe(BODY)
  })

  test.each(['assume', 'provider'])('an unknown provider in %s is an error that names the nearest', (option) => {
    expect(() => createDecoder({ [option]: 'upyum' })).toThrow(/unknown provider "upyum"; did you mean "upyun"/)
  })
})
