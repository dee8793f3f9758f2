import { describe, expect, test } from 'vitest'
import { compileShape, compileTail } from '../../src/catalog/shape.ts'

describe('a form in which characters could belong to several classes is refused', () => {
  test.each([
    ['two of variable count side by side', '<any:0-256><any:0-256>!'],
    ['many', `${'<alnum:1-256>'.repeat(8)}!`],
    ['a literal that the class before it holds', '<hex:1-64>a<hex:1-64>'],
    ['the same in the other case, since signs are found in any case', '<hex:1-64>A'],
    ['a class of fixed count behind one of variable count', '<digit:1-9><digit:3>'],
  ])('%s', (_, form) => {
    expect(() => compileShape(form)).toThrow(/variable count/)
    expect(() => compileTail(form)).toThrow(/variable count/)
  })

  test.each([['<hex:12-32>-<hex:8-12>-<label:1-64>'], ['<digit:3><any:0-256>'], ['base64(<hex:4-16>_<hex:2-16>)'], ['x<word:1-64>']])(
    'and one in which they cannot is not: %s',
    (form) => {
      expect(compileShape(form)('')).toBe(false)
    },
  )
})

test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])('a class by the name of an object’s own is none: %s', (name) => {
  expect(() => compileShape(`<${name}:3>`)).toThrow(/unknown class/)
})
