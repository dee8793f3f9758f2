import { expect, test } from 'vitest'
import { openSplicer } from '../../src/stream/open-splicer.ts'

test('keeps a line that comes byte by byte in little more than its own length', () => {
  const { splicer } = openSplicer()
  const byte = Buffer.from('x')
  const before = process.memoryUsage()
  for (let left = 1024 * 1024; left > 0; left--) splicer.push(byte)
  const after = process.memoryUsage()
  // A buffer object for each byte would take a hundred times as much.
  expect(after.heapUsed + after.external - before.heapUsed - before.external).toBeLessThan(16 * 2 ** 20)
  expect(splicer.push(Buffer.from('\n'))).toHaveLength(1024 * 1024 + 1)
})

test('hands out bytes that the next chunk does not overwrite', () => {
  const { splicer } = openSplicer()
  splicer.push(Buffer.from('first'))
  const first = splicer.push(Buffer.from(' line\n'))
  splicer.push(Buffer.from('other'))
  splicer.push(Buffer.from(' thing\n'))
  expect(first.toString()).toBe('first line\n')
})
