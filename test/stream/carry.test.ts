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

test('lines longer than chunks come out as they went in, however they take turns with short ones', () => {
  const lengths = [700, 300, 900, 1, 0, 500, 1000, 20, 1000, 999, 2, 600, 40, 1000]
  const text = Buffer.from(lengths.map((length, number) => `${String.fromCharCode(0x61 + number).repeat(length * 1000)}\n`).join(''))
  for (const chunks of [[64], [512], [64, 512], [40, 700, 301]]) {
    const { splicer } = openSplicer()
    const written: Buffer[] = []
    for (let at = 0, turn = 0; at < text.length; turn++) {
      const length = (chunks[turn % chunks.length] as number) * 1000
      const pieces = splicer.split(Buffer.from(text.subarray(at, at + length)))
      // Pieces are good until the next call: they are written at once.
      written.push(...pieces.map((piece) => Buffer.from(piece)))
      at += length
    }
    written.push(splicer.endFile())
    expect(Buffer.concat(written).equals(text), `${chunks} kB at a time`).toBe(true)
  }
})
