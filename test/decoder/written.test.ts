import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import type { Row } from '../../src/catalog/types.ts'
import { resolveOptions } from '../../src/decoder/options.ts'
import { Writer } from '../../src/decoder/written.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

test('rows made of patterns are not kept once they were written', async () => {
  const options = resolveOptions()
  const writer = new Writer({ ...options, language: 'en' })
  const known = options.catalog.provider('upyun')?.row('40000001') as Row
  const write = (): WeakRef<Row> => {
    const row = { ...known }
    const finding = { provider: 'upyun', family: undefined, code: row.code, row, strength: 2, depth: 1, at: 0, needsNeighbours: false }
    writer.write({ kind: 'plain', insertAt: 0 }, [finding])
    return new WeakRef(row)
  }
  // The first few are remembered, with what was written of them.
  for (let left = 4096; left > 0; left--) write()
  const late = Array.from({ length: 100 }, write)
  // What a WeakRef was just asked for lives to the end of the turn.
  await new Promise((resolve) => setImmediate(resolve))
  collectGarbage()
  expect(late.filter((row) => row.deref() !== undefined).length).toBeLessThan(100)
})
