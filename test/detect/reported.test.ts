import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
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
  const before = usedMebibytes()
  for (let code = 40_000_000; code < 40_200_000; code++) decoder.decode(line(code))
  expect(decoder.decode(line(40_300_000))?.category).toBe('unknown')
  expect(usedMebibytes() - before).toBeLessThan(4)
})
