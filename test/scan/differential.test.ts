import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openCatalog } from '../../src/catalog/catalog.ts'
import { needlesOf } from '../../src/detect/needles.ts'
import { openVocabulary } from '../../src/detect/open-vocabulary.ts'
import type { ScanModule } from '../../src/scan/module.ts'
import type { Needle } from '../../src/scan/scanner.ts'
import { createTableScanner } from '../../src/scan/table-scanner.ts'
import { anyCase, bytes, exact, placesOf, simdScanner } from './needles.ts'

const small = [anyCase('code'), anyCase('error'), exact('Error'), exact('NoSuchKey'), anyCase('err_code'), anyCase('返回码'), exact('00A1')]
// Numbers that the scanner looks at only if a needle begins so.
const numbers = [exact('31066)'), exact('4e7x'), anyCase('40100005'), anyCase('1 code'), exact('0017-')]
const whole = needlesOf(openVocabulary(openCatalog()))

// Pieces that needles, their surroundings and their near misses are made of.
const piece = fc.oneof(
  fc.constantFrom(
    'code',
    'CODE',
    'Code',
    'err_code',
    'error',
    'Error',
    'NoSuchKey',
    'NoSuchKeyException',
    '返回码',
    '00A1',
    'ERROR_CMD_',
    'cod',
    '"code":"',
    'error_code=',
    'errno: ',
    'status code ',
    'code ',
    'error_code\t ',
    'errno  ',
    "b'",
    'int(',
    '->',
    '40100005,',
    '-177 ',
    'NoSuchKey ',
    'exited with code',
    'Error',
    '4e7',
    '31066)',
    'BusyException',
  ),
  fc.constantFrom(
    '"',
    '\\',
    '\\n',
    '\\u0022',
    '%22',
    '%2522',
    '\x1b[31m',
    ':',
    '=',
    ' ',
    '\n',
    '_',
    '-',
    '.',
    '40100005',
    '0017-',
    '1',
    '-177',
    'x',
    'Z',
    'é',
    '中',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
)
const text = fc.array(piece, { maxLength: 80 }).map((pieces) => bytes(pieces.join('')))
const noise = fc.uint8Array({ maxLength: 400 })
// Long enough to be searched in more than one stretch.
const long = fc.tuple(fc.nat({ max: 70_000 }), text, fc.nat({ max: 70_000 }), text).map(([before, a, between, b]) => {
  const fill = (length: number) => Buffer.alloc(length, 'lorem ipsum, dolor\n')
  return Buffer.concat([fill(before), a, fill(between), b])
})

describe.each([
  ['a few needles', small],
  ['numbers', numbers],
  ['the whole catalog', whole],
] as const)('WebAssembly and JavaScript find the same places of %s', (_, needles) => {
  const [table, simd] = [createTableScanner(needles), simdScanner(needles)]

  test.each([
    ['text', text, 1000],
    ['any bytes', noise, 500],
    ['long chunks', long, 30],
  ] as const)('in %s', (_title, chunks, numRuns) => {
    fc.assert(
      fc.property(chunks, (chunk) => {
        expect(placesOf(simd, chunk)).toEqual(placesOf(table, chunk))
      }),
      { numRuns },
    )
  })

  test('between any two offsets', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (chunk, a, b) => {
        const [from, end] = [a % (chunk.length + 1), b % (chunk.length + 1)].sort((x, y) => x - y) as [number, number]
        expect(placesOf(simd, chunk, from, end)).toEqual(placesOf(table, chunk, from, end))
      }),
      { numRuns: 1000 },
    )
  })

  test('from the start of a line on, skipping what stands before it is as good as beginning there', () => {
    const room = simd.room as Buffer
    const { start, skip, resume } = simd.module as ScanModule
    const all = (first: number): number[] => {
      const places: number[] = []
      for (let at = first; at !== -1; at = resume()) places.push(at)
      return places
    }
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 4 }), (lines) => {
        const first = Buffer.from((needles[0] as Needle).text, 'latin1')
        const chunk = Buffer.concat([first, bytes(' '), ...lines.flatMap((line) => [line, bytes('\n')])])
        room.set(chunk)
        const [from, end] = [room.byteOffset, room.byteOffset + chunk.length]
        const line = from + chunk.indexOf('\n', first.length + (lines[0] as Buffer).length) + 1
        expect(start(from, end)).toBe(from)
        const skipped = all(skip(line))
        expect(skipped).toEqual(all(start(line, end)))
      }),
      { numRuns: 1000 },
    )
  })

  test('no place is turned away at which a needle stands', () => {
    const room = simd.room as Buffer
    const { mayStand } = simd.module as ScanModule
    fc.assert(
      fc.property(text, (chunk) => {
        room.fill(0x0a, 0, 4096)
        room.set(chunk)
        const placed = room.subarray(0, chunk.length)
        const [start, end] = [placed.byteOffset, placed.byteOffset + placed.length]
        for (const place of placesOf(table, placed)) expect(mayStand(start + place, end), `at ${place}`).toBe(1)
      }),
      { numRuns: 2000 },
    )
  })

  test('wherever in the room the chunk stands', () => {
    const room = simd.room as Buffer
    fc.assert(
      fc.property(text, fc.nat({ max: 200 }), (chunk, at) => {
        room.fill('code=1 NoSuchKey ', 0, 4096)
        room.set(chunk, at)
        expect(placesOf(simd, room.subarray(at, at + chunk.length))).toEqual(placesOf(table, chunk))
      }),
      { numRuns: 500 },
    )
  })
})
