import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openCatalog } from '../../src/catalog/catalog.ts'
import { compileShape } from '../../src/catalog/shape.ts'
import { CodeForms } from '../../src/detect/code-forms.ts'
import { openVocabulary } from '../../src/detect/open-vocabulary.ts'

const { providers } = openVocabulary(openCatalog())
const forms = [...new Set(providers.flatMap((provider) => provider.forms))]

const value = fc.oneof(
  fc.stringMatching(/^-?[0-9]{1,9}$/),
  fc.stringMatching(/^[A-Za-z_]{0,12}[0-9.]{0,8}$/),
  fc.string({ maxLength: 12 }),
  fc.constantFrom('40100005', '31066', '-177', '', '7', '1004400001'),
)

test('there are forms, and values that have one', () => {
  expect(forms.length).toBeGreaterThan(5)
  expect(new CodeForms(forms).fit('40100005')).toBe(true)
})

test('a value has one of the forms when trying each of them says so', () => {
  const shapes = forms.map(compileShape)
  const all = new CodeForms(forms)
  fc.assert(
    fc.property(value, (text) => all.fit(text) === shapes.some((shape) => shape(text))),
    { numRuns: 5000 },
  )
})

test('a form without bounds is tried against any value', () => {
  const any = new CodeForms(['4014<digit:4>', '*'])
  for (const text of ['x', 'x'.repeat(99), '']) expect(any.fit(text)).toBe(compileShape('*')(text))
  expect(any.fit('40140001'.repeat(9))).toBe(compileShape('*')('40140001'.repeat(9)))
  expect(new CodeForms(['4014<digit:4>']).fit('x')).toBe(false)
  expect(new CodeForms([]).fit('40140001')).toBe(false)
})
