import { describe, expect, test } from 'vitest'
import { boundsOf, compileShape, compileTail } from '../../src/catalog/shape.ts'

test.each([
  ['31<digit:3>', '31066', true],
  ['31<digit:3>', '310660', false],
  ['-5<digit:3>', '-5997', true],
  ['<hex:32>', '11e4a729d24943409933a5e8314cd32e', true],
  ['<hex:32>', '11E4A729D24943409933A5E8314CD32E', false],
  ['<xdigit:4>-<alnum:1-3>', 'aF09-z9', true],
  ['tx<hex:12-32>-<label:1-9>', 'tx00000a1b2c3d4e5f6-eu-west', true],
  ['a.c', 'abc', false],
  ['*', 'anything', true],
  ['<upperNotHex:16>', '4VB9X3WDM1RHZK2T', true],
  ['<upperNotHex:16>', '17A1F3E2B5C6D7E8', false],
  ['base64(<hex:8>_<hex:6>_<hex:4>_<hex:6>)', 'NTk1OGIwZDFfY2RhMzNiXzQ2YzhfODc4ODM5', true],
  ['base64(<hex:8>_<hex:6>_<hex:4>_<hex:6>)', 'bm90IGEgdHVwbGUgYXQgYWxs', false],
])('the form %s says of %s: %s', (form, value, expected) => {
  expect(compileShape(form)(value)).toBe(expected)
})

describe('what can be said of a form without trying it', () => {
  test.each([
    ['31<digit:3>', { low: 5, high: 5, firsts: [...'3'], seconds: [...'1'] }],
    ['-5<digit:3>', { low: 5, high: 5, firsts: [...'-'], seconds: [...'5'] }],
    ['6<digit:2>', { low: 3, high: 3, firsts: [...'6'], seconds: [...'0123456789'] }],
    ['tx<hex:12-32>-<label:1-9>', { low: 16, high: 44, firsts: [...'t'], seconds: [...'x'] }],
    ['t<hex:0-4>-x', { low: 3, high: 7, firsts: [...'t'], seconds: undefined }],
    ['<hex:1-4>-x', { low: 3, high: 6, firsts: [...'0123456789abcdef'], seconds: undefined }],
    ['<digit:4>-<digit:8>', { low: 13, high: 13, firsts: [...'0123456789'], seconds: [...'0123456789'] }],
    ['<digit:1>', { low: 1, high: 1, firsts: [...'0123456789'], seconds: undefined }],
    ['x', { low: 1, high: 1, firsts: [...'x'], seconds: [] }],
    ['(a+)+$', { low: 6, high: 6, firsts: [...'('], seconds: [...'a'] }],
    ['*', undefined],
    ['<word:0-3>-x', undefined],
    ['base64(<hex:8>_<hex:6>)', undefined],
  ])('of %s', (form, expected) => {
    const bounds = boundsOf(form)
    const written = (bytes: readonly number[] | undefined) => bytes && [...Buffer.from(bytes).toString('latin1')]
    expect(bounds && { ...bounds, firsts: written(bounds.firsts), seconds: written(bounds.seconds) }).toEqual(expected)
  })
})

describe('a form that cannot be read is refused', () => {
  test.each(['<digits:3>', '<alnum:1-9><digit:1-9>', '<digit>', '<digit:>', '<digit:9-3>', '<digit:99999>', 'a<b'])('%s', (form) => {
    expect(() => compileShape(form)).toThrow(RangeError)
  })
})

test('the rest of a sign is looked for in place', () => {
  const tail = compileTail('<label:4-30>.amazonaws.com')
  tail.lastIndex = 3
  expect(tail.test('s3.eu-central-1.amazonaws.com')).toBe(true)
  tail.lastIndex = 0
  expect(tail.test('x')).toBe(false)
})

test('no value makes a form take long', () => {
  const shape = compileShape('<alnum:1-256>-<alnum:1-256>-<alnum:1-256>!')
  expect(shape('a-'.repeat(10_000))).toBe(false)
})
