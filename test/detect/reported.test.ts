import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test, vi } from 'vitest'
import { Reported } from '../../src/detect/reported.ts'
import { createDecoder } from '../../src/index.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const usedMebibytes = (): number => {
  collectGarbage()
  return process.memoryUsage().heapUsed / 2 ** 20
}

test('remembers codes only as long as they matter, however many differ', () => {
  const decoder = createDecoder({ context: 2 })
  const line = (code: number) => `{"msg":"x","code":${code},"id":"b2c52ca06be88f4fd0795fdacca3a8c4"}`
  // What is compiled for the first line stays.
  decoder.decode(line(40_000_000))
  const before = usedMebibytes()
  for (let code = 40_000_000; code < 40_200_000; code++) decoder.decode(line(code))
  expect(decoder.decode(line(40_300_000))?.category).toBe('unknown')
  expect(usedMebibytes() - before).toBeLessThan(4)
})

test('does not go through all it remembers for each code, however many codes a window holds', () => {
  const reported = new Reported()
  const goesThrough = vi.spyOn(Map.prototype, 'values')
  const finding = { provider: 'upyun', family: undefined, strength: 2, depth: 1, at: 0, needsNeighbours: false }
  for (let code = 0; code < 20_000; code++) reported.at({ ...finding, code: String(code) }, code, 20_000)
  const times = goesThrough.mock.calls.length
  goesThrough.mockRestore()
  expect(times).toBeLessThan(10)
  expect(reported.last({ ...finding, code: '0' })).toBe(0)
})
