import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createDecoder } from '../../src/index.ts'
import { cutAtEveryByte, inPieces } from '../helpers/cuts.ts'
import { withoutInsertions } from '../helpers/insertions.ts'
import { BAIDU, ORDINARY, PLAIN, PRETTY, UPYUN } from '../helpers/lines.ts'
import { logBytes, logText, objectLine } from './arbitraries.ts'
import { openCore, SETTINGS } from './core.ts'

const RUNS = { numRuns: 400 }
// The body over several lines has a code of its own: one that a line nearby reported would not be reported again.
const OTHER = PRETTY.replace('31066', '31061').replace('file does not exist', 'file already exists')
const SAMPLE = Buffer.from([ORDINARY, BAIDU, '', OTHER, `\ufeff${UPYUN}\r`, PLAIN, 'é\0\u2028', BAIDU].join('\n'))

test('the sample is decoded in each of its forms', () => {
  const { run, counters } = openCore({})
  expect(run(SAMPLE).length).toBeGreaterThan(SAMPLE.length + 500)
  expect(counters.decoded).toBe(5)
})

describe.each(SETTINGS)('%s', (_, options) => {
  const { run, counters } = openCore(options)

  test('cut at any byte, the output is that of the whole', () => {
    const whole = run(SAMPLE)
    for (const [first, second] of cutAtEveryByte(SAMPLE)) expect(run(first, second).equals(whole)).toBe(true)
    for (const size of [1, 2, 3, 7, 64]) expect(run(...inPieces(SAMPLE, size)).equals(whole)).toBe(true)
  })

  test('cut anywhere, the output is that of the whole, whatever the lines', () => {
    const property = fc.property(logBytes, fc.array(fc.nat(), { maxLength: 5 }), (bytes, cuts) => {
      const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
      const pieces = places.slice(1).map((to, i) => bytes.subarray(places[i], to))
      return run(...pieces).equals(run(bytes))
    })
    fc.assert(property, RUNS)
  })

  test('with the insertions taken out, the output is the input', () => {
    const property = fc.property(logBytes, (bytes) => withoutInsertions(run(bytes), bytes).equals(bytes))
    fc.assert(property, RUNS)
  })

  test('a second pass changes nothing', () => {
    const property = fc.property(logBytes, (bytes) => {
      const once = run(bytes)
      return run(once).equals(once)
    })
    fc.assert(property, RUNS)
    const once = run(SAMPLE)
    expect(run(once).equals(once)).toBe(true)
  })

  test('a JSON object line stays one, with the same members and ours', () => {
    const property = fc.property(objectLine, (line) => {
      const before = JSON.parse(line) as Record<string, unknown>
      const after = JSON.parse(run(Buffer.from(line)).toString()) as Record<string, unknown>
      const others = Object.keys(after).filter((key) => Object.hasOwn(before, key) || !/^storage_error(\.|$)/.test(key))
      expect(others).toEqual(Object.keys(before))
      for (const key of others) expect(after[key]).toEqual(before[key])
    })
    fc.assert(property, RUNS)
  })

  test('nothing ever throws inside', () => {
    expect(counters.guarded).toBe(0)
  })
})

describe('the decoder by lines', () => {
  const decoder = createDecoder()

  test('never throws on any string, and keeps it but for the insertion', () => {
    const property = fc.property(
      fc.oneof(logText, fc.string({ unit: 'binary' }), fc.string({ unit: fc.nat(0xffff).map((c) => String.fromCharCode(c)) })),
      (text) => {
        decoder.decode(text)
        const line = decoder.annotate(text)
        expect(line.length).toBeGreaterThanOrEqual(text.length)
        if (line !== text) expect(decoder.annotate(line)).toBe(line)
      },
    )
    fc.assert(property, { numRuns: 2000 })
    expect(decoder.stats.guarded).toBe(0)
  })

  test('never throws on any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void decoder.decode(bytes)))
    expect(decoder.stats.guarded).toBe(0)
  })
})
