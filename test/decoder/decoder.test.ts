import { describe, expect, test } from 'vitest'
import { createDecoder, storerrStream } from '../../src/index.ts'

// The first line names the provider, as far as it can be seen from the last.
const LINES = ['baidupcs call failed:\n', `padding: ${'x'.repeat(200)},\n`, '"error_code": 31066\n']

const throughStream = async (text: string, options: object): Promise<string> => {
  const stream = storerrStream(options)
  stream.end(text)
  return Buffer.concat(await stream.toArray()).toString()
}

describe('a line over the limit', () => {
  test.each([
    [1000, true],
    [150, false],
  ])('hides what stands before it, line by line as in a stream (limit %i)', async (maxLineBytes, isDecoded) => {
    const decoder = createDecoder({ maxLineBytes })
    const byLines = LINES.map((line) => decoder.annotate(line)).join('')
    expect(byLines.includes('storage_error.provider=baidu-pcs')).toBe(isDecoded)
    expect(byLines).toBe(await throughStream(LINES.join(''), { maxLineBytes }))
  })
})
