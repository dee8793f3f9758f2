import { describe, expect, test } from 'vitest'
import { openCatalog } from '../../src/catalog/catalog.ts'
import { Detector } from '../../src/detect/detector.ts'

const detector = new Detector({ catalog: openCatalog(), context: 0 })

describe('a line that repeats itself', () => {
  test.each([
    ['a word behind a key', 'code=NoSuchKey msg=a ', 'NoSuchKey'],
    ['a number behind a key', 'code=40100005 msg=a ', '40100005'],
    ['a class name', 'NoSuchKey: ', 'NoSuchKey'],
    ['an element', '<Code>NoSuchKey</Code>', 'NoSuchKey'],
  ])('is weighed a few times, not each time: %s', (_, unit, code) => {
    const weighed = detector.explain(unit.repeat(5000))
    expect(weighed.length).toBeGreaterThan(0)
    expect(weighed.length).toBeLessThan(20)
    expect(new Set(weighed.map((anchor) => anchor.code))).toEqual(new Set([code]))
  })

  test('of many different codes all count, up to a bound', () => {
    const codes = [31021, 31022, 31023, 31024, 31041, 31042, 31043, 31044, 31045, 31046, 31061, 31062, 31063, 31064, 31065, 31066]
    const line = codes.map((code) => `{"error_code":${code},"error_msg":"x","request_id":1}`).join(' ')
    expect(new Set(detector.explain(line).map(({ code }) => code))).toEqual(new Set(codes.map(String)))
    expect(detector.explain(`${line} `.repeat(100)).length).toBeLessThanOrEqual(96)
  })

  test('a code among thousands of fields is still known by those beside it', () => {
    const filler = '"msg":"x",'.repeat(300)
    const line = `{${filler}"code":40100005,"msg":"signature error","id":"07f3ba78cd54b008655004b98f33964e",${filler}"end":1}`
    expect(detector.detect(line)).toMatchObject([{ provider: 'upyun', code: '40100005' }])
  })
})
