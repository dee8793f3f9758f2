import { describe, expect, test } from 'vitest'
import { openSplicer } from '../../src/stream/open-splicer.ts'
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
