import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openSplicer } from '../../src/stream/open-splicer.ts'
import { RecentLines } from '../../src/stream/recent-lines.ts'
import { inPieces } from '../helpers/cuts.ts'

const OWNER = 'GET https://pcs.baidu.com/rest/2.0/pcs/file'
const CODE = '"error_code": 31061'
const MAX_LENT = 64 * 1024

const pass = (text: string, size: number): string => passWith({}, text, size)

const passWith = (options: object, text: string, size: number): string => {
  const { splicer } = openSplicer(options)
  const output = inPieces(Buffer.from(text), size).map((piece) => Buffer.from(splicer.push(Buffer.from(piece))))
  return Buffer.concat([...output, splicer.endFile()]).toString()
}

describe.each([[1000], [70_001], [1_000_000]])('in pieces of %i bytes', (size) => {
  test('a line of up to 64 KiB lends what it says to the next', () => {
    const text = `${OWNER} ${'x'.repeat(MAX_LENT - OWNER.length - 1)}\n${CODE}\n`
    expect(pass(text, size)).toContain(`${CODE} storage_error.provider=baidu-pcs storage_error.code=31061`)
  })

  test('a longer one does not, and hides those before it', () => {
    const text = `${OWNER}\n${'x'.repeat(MAX_LENT + 1)}\n${CODE}\n`
    expect(pass(text, size)).toBe(text)
  })

  test('lines before a region of a few lines are remembered with it', () => {
    const text = `${OWNER}\n${'a line without a code\n'.repeat(6)}${CODE}\n`
    expect(pass(text, size)).toContain('storage_error.code=31061')
  })
})

test('what push answered stays as it is when the next line is kept in the same place', () => {
  const { splicer } = openSplicer({})
  splicer.push(Buffer.from('first half, '))
  const first = splicer.push(Buffer.from('second half\n'))
  for (let i = 0; i < 4; i++) {
    splicer.push(Buffer.from('another half, '))
    splicer.push(Buffer.from('and one more\n'))
  }
  expect(first.toString()).toBe('first half, second half\n')
})

test('without context a dump is not joined over its lines either, wherever a chunk ends', () => {
  const text = '-97"ERROR_PROXY_AUTH_FAILED =>\ng(\n'
  const whole = passWith({ context: 0 }, text, text.length)
  for (let size = 1; size < text.length; size++) expect(passWith({ context: 0 }, text, size)).toBe(whole)
})

test('the last lines are remembered, however many come at once and however long they are, but for those that are too long', () => {
  const MOST = 200
  const length = fc.oneof(fc.nat({ max: 20 }), fc.nat({ max: 150 }), fc.integer({ min: MOST - 2, max: MOST + 2 }))
  const regions = fc.array(fc.array(length, { minLength: 1, maxLength: 12 }), { maxLength: 12 })
  const remembers = (limit: number, lengths: number[][]): void => {
    const recent = new RecentLines(limit, MOST)
    const all: string[] = []
    const room = Buffer.alloc(8192)
    for (const region of lengths) {
      const lines = region.map((bytes, index) => String.fromCharCode(0x41 + ((all.length + index) % 58)).repeat(bytes))
      all.push(...lines)
      // Each region stands where the one before stood.
      recent.remember(room, 0, room.write(`${lines.join('\n')}\n`))
      for (let distance = 1; distance <= limit; distance++) {
        const line = all[all.length - distance]
        expect(recent.at(distance)).toBe(line !== undefined && line.length <= MOST ? line : undefined)
      }
    }
  }
  fc.assert(fc.property(fc.integer({ min: 1, max: 9 }), regions, remembers), { numRuns: 2000 })
})
