import { expect, test } from 'vitest'
// @ts-expect-error the sources of the module are plain JavaScript
import * as layout from '../../scripts/wasm/layout.js'
import { MAX_INSERTION_BYTES } from '../../src/decoder/line-decoder.ts'
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
  const starts = numbers.STARTS as number
  const parts: [name: string, from: number, bytes: number][] = [
    ['the template', LAYOUT.template, 2 * LAYOUT.longestLine + 1],
    ['a line', LAYOUT.line, 2 * LAYOUT.longestLine],
    ['frames', LAYOUT.frames, 8 * LAYOUT.mostFrames],
    ['strings', LAYOUT.strings, 4 * LAYOUT.mostStrings],
    ['objects with a number', LAYOUT.numbered, 4 * LAYOUT.mostNumbered],
    ['what is read for', LAYOUT.reading, LAYOUT.readingEnd - LAYOUT.reading],
    ['repeats', LAYOUT.repeats, 4 * REPEATS_LENGTH],
    ['values of a line', LAYOUT.readingCells, 0x100],
    ['starts of words', starts, LAYOUT.marks - starts],
    // The scanner reads a little behind the last byte.
    ['the room', LAYOUT.room - LAYOUT.headBytes, LAYOUT.headBytes + LAYOUT.roomBytes + 72],
    ['words of a user', LAYOUT.kept, emptyKept().byteLength],
    // Whoever reads a line sees zeros before its first byte and behind its last.
    ['the line that is read', LAYOUT.read - 16, LAYOUT.longestRead + 48],
    ['copies', LAYOUT.copies - 1, LAYOUT.copiesBytes + 72],
    ['the end', pages * 0x10000, 0],
  ]
  for (const [index, [name, from, bytes]] of parts.slice(0, -1).entries())
    expect(from + bytes, `${name}, before ${parts[index + 1]?.[0]}`).toBeLessThanOrEqual(parts[index + 1]?.[1] as number)
  expect(LAYOUT.longestRead).toBeGreaterThan(1024 * 1024 + MAX_INSERTION_BYTES)
  expect(LAYOUT.copiesBytes).toBeGreaterThan(1024 * 1024 + MAX_INSERTION_BYTES)
})
