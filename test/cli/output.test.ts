import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rest } from '../../src/cli/output.ts'

test('after a write that took a part, the rest is what was not taken', () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 5 }), { maxLength: 8 })
  fc.assert(
    fc.property(pieces, fc.nat({ max: 40 }), (all, number) => {
      const whole = Buffer.concat(all)
      const taken = Math.min(number, whole.length)
      const left = rest(all, taken)
      expect(Buffer.concat(left)).toEqual(whole.subarray(taken))
      expect(left[0]?.length).not.toBe(0)
    }),
  )
})
