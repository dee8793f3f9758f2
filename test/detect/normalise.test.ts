import { expect, test } from 'vitest'
import { normalise } from '../../src/detect/normalise.ts'

test('reads a long run of backslashes once, not once for each of them', () => {
  // With the square of a mebibyte this would take minutes.
  const line = `%41${'\\'.repeat(1024 * 1024)}`
  expect(normalise(line)).toBe(`A${'\\'.repeat(1024 * 1024)}`)
})

test.each([
  ['\\u0063ode', 'code'],
  ['\\\\u0063ode', 'code'],
  ['\\u0022', '\\"'],
  ['\\\\\\u0022', '\\\\\\"'],
  ['a\\\\nb\\u0041', 'a\\\\nbA'],
])('undoes an escape behind any number of backslashes: %s', (line, text) => {
  expect(normalise(line)).toBe(text)
})
