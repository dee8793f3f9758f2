import { expect, test } from 'vitest'
// @ts-expect-error the sources of the module are plain JavaScript
import * as layout from '../../scripts/wasm/layout.js'
import { REPEATS_LENGTH } from '../../src/detect/repeats.ts'
import { LAYOUT } from '../../src/scan/module.ts'
import { emptyKept } from '../../src/template/kept-words.ts'

const numbers = layout as unknown as Record<string, number>
const inCapitals = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()

test('TypeScript and the module agree on what stands where', () => {
  const shared = Object.entries(LAYOUT).filter(([name]) => inCapitals(name) in numbers)
  expect(shared.length).toBeGreaterThan(20)
  expect(Object.fromEntries(shared)).toEqual(Object.fromEntries(shared.map(([name]) => [name, numbers[inCapitals(name)]])))
  // The module's own numbers are written otherwise here.
  const [doorBits, pages] = [numbers.DOOR_BITS as number, numbers.PAGES as number]
  expect(LAYOUT.doorBytes).toBe(2 ** (doorBits - 3))
  expect(LAYOUT.template + 2 * LAYOUT.longestLine).toBeLessThan(LAYOUT.line)
  expect(LAYOUT.line + 2 * LAYOUT.longestLine).toBeLessThan(numbers.STARTS as number)
  // The scanner reads a little behind the last byte.
  expect(LAYOUT.room + LAYOUT.roomBytes + 72).toBeLessThanOrEqual(LAYOUT.kept)
  expect(LAYOUT.kept + emptyKept().byteLength).toBeLessThanOrEqual(LAYOUT.reading)
  expect(LAYOUT.repeats + 4 * REPEATS_LENGTH).toBeLessThanOrEqual(LAYOUT.readingCells)
  expect(LAYOUT.numbered + 4 * LAYOUT.mostNumbered).toBeLessThanOrEqual(LAYOUT.strings)
  expect(LAYOUT.strings + 4 * LAYOUT.mostStrings).toBeLessThanOrEqual(LAYOUT.frames)
  // Whoever reads a line sees zeros before its first byte and behind its last.
  expect(LAYOUT.frames + 8 * LAYOUT.mostFrames + 16).toBeLessThanOrEqual(LAYOUT.read)
  expect(LAYOUT.read + LAYOUT.longestRead + 32).toBeLessThanOrEqual(pages * 0x10000)
})
