import { describe, expect, test } from 'vitest'
import { decodeError } from '../../src/decoder/decode-error.ts'

const body = { error_code: 31066, error_msg: 'file does not exist', request_id: 504389125 }
const text = JSON.stringify(body)
const with_ = (fields: object): Error => Object.assign(new Error('upload failed'), fields)

const cyclic = with_({ response: { data: body } })
Object.assign(cyclic, { self: cyclic, config: { error: cyclic } })

const withThrowingGetter = Object.defineProperty(with_({ body }), 'request', {
  enumerable: true,
  get() {
    throw new Error('not any more')
  },
})

describe('an error or a body is judged by what is in it', () => {
  test.each<[string, unknown]>([
    ['a body', body],
    ['a body as text', text],
    ['a body as text over several lines', JSON.stringify(body, null, 2)],
    ['a body as bytes', Buffer.from(text)],
    ['a body as an ArrayBuffer', new TextEncoder().encode(text).buffer],
    ['its own fields', with_(body)],
    ['its message', new Error(`403 Forbidden: ${text}`)],
    ['its response', with_({ response: { status: 403, data: body } })],
    ['its response as text', with_({ response: { status: 403, body: text } })],
    ['its response as bytes', with_({ response: { body: Buffer.from(text) } })],
    ['its cause', new Error('upload failed', { cause: with_({ body }) })],
    ['the cause of its cause', new Error('a', { cause: new Error('b', { cause: new Error(text) }) })],
    ['one of several errors', new AggregateError([new Error('other'), with_({ body })])],
    ['a map', new Map(Object.entries(body))],
    ['something that holds itself', cyclic],
    ['something with a getter that throws', withThrowingGetter],
    ['something with a BigInt', with_({ body: { ...body, size: 5n } })],
  ])('%s', (_name, error) => {
    expect(decodeError(error)).toMatchObject({ provider: 'baidu-pcs', code: '31066', category: 'not_found', retryable: false })
  })
})

const closedProxy = new Proxy(
  {},
  {
    get() {
      throw new Error('closed')
    },
    ownKeys() {
      throw new Error('closed')
    },
    getPrototypeOf() {
      throw new Error('closed')
    },
  },
)

describe('what proves nothing is not decoded, and nothing throws', () => {
  test.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a number', 31066],
    ['a symbol', Symbol('31066')],
    ['a function', () => 31066],
    ['an empty text', ''],
    ['a number that is a code elsewhere', { code: 31066 }],
    ['a system error', Object.assign(new Error('listen EADDRINUSE'), { errno: -98, code: 'EADDRINUSE', syscall: 'listen' })],
    ['a proxy that throws', closedProxy],
    ['an array with holes', new Array(2)],
    [
      'a tree without an end',
      (function grow(depth: number): object {
        return depth === 0 ? {} : { a: grow(depth - 1), b: depth }
      })(5000),
    ],
  ])('%s', (_name, error) => {
    expect(decodeError(error)).toBeUndefined()
  })
})

test('one error proves nothing about the next', () => {
  expect(decodeError('baidu pcs: request to pcs.baidu.com failed')).toBeUndefined()
  expect(decodeError('error_code: 31066')).toBeUndefined()
})

test('options are those of the decoder', () => {
  const options = { lang: 'zh', fields: ['message'] } as const
  expect(decodeError(body, options)).toEqual({ message: expect.stringMatching(/\p{Script=Han}/u) })
  expect(() => decodeError(body, { assume: 'upyunn' })).toThrow('assume: unknown provider "upyunn"')
})
