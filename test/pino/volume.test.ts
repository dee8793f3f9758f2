import { describe, expect, test } from 'vitest'
import { codeFor } from '../fixtures/pino/records.mjs'
import { fixture, runProgram } from './run-program.ts'

const LINES = 100_000

describe.each(['transport', 'transport to pino/file', 'pipeline to pino/file', 'destination', 'streamWrite'])('%s', (way) => {
  test('a hundred thousand lines that pino logs at once arrive in order, each decoded', { timeout: 120_000 }, async () => {
    const { stdout } = await runProgram(fixture('app.mjs'), [way, 'natural end', `${LINES}`])
    const lines = stdout.trimEnd().split('\n')
    expect(lines).toHaveLength(LINES)
    const wrong = lines.findIndex((line, i) => !line.includes(`"i":${i},`) || !line.includes(`"code":"${codeFor(i)}","`))
    expect(wrong).toBe(-1)
  })

  test('a line of ten megabytes arrives as it is, and those round it are decoded', async () => {
    const { stdout } = await runProgram(fixture('large.mjs'), [way])
    const [first, large, last] = stdout.split('\n') as [string, string, string]
    expect([first, last].map((line) => JSON.parse(line).storage_error.code)).toEqual([codeFor(0), codeFor(2)])
    expect(large.length).toBeGreaterThan(10 * 1024 * 1024)
    expect(Object.keys(JSON.parse(large)).sort()).toEqual(['err', 'hostname', 'i', 'level', 'msg', 'padding', 'pid', 'time'])
  })
})
