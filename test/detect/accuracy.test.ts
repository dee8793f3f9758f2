import { expect, test } from 'vitest'
// @ts-expect-error the script has no types of its own
import { measure } from '../../scripts/accuracy.js'

test('the corpus keeps its bounds: 98 % found, no wrong provider, 0.5 % false decodes', () => {
  const { positives, negatives, right, wrongProvider, falseAlarms } = measure()
  expect(positives).toBeGreaterThanOrEqual(400)
  expect(negatives).toBeGreaterThanOrEqual(400)
  expect(right / positives).toBeGreaterThanOrEqual(0.98)
  expect(wrongProvider.map(({ line }: { line: string }) => line)).toEqual([])
  expect(falseAlarms.length / negatives).toBeLessThanOrEqual(0.005)
})
