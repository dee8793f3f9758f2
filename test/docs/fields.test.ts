import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createDecoder } from '../../src/decoder/decoder.ts'
import { FIELD_NAMES } from '../../src/decoder/match.ts'
import { recordFor } from '../fixtures/pino/records.mjs'

const page = readFileSync(new URL('../../docs/fields.md', import.meta.url), 'utf8')

/** The program in a fenced block of the page. */
const recipe = (language: string): string => {
  const [, program] = page.split(`\n\`\`\`${language}\n`)
  if (program === undefined) throw new Error(`docs/fields.md has no block ${language}`)
  return program.split('\n```')[0] as string
}

const has = (tool: string, args: string[]): boolean => spawnSync(tool, args, { input: '' }).error === undefined
const run = (tool: string, args: string[], input: string): string => {
  const { stdout, stderr, status } = spawnSync(tool, args, { input, encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(status).toBe(0)
  return stdout
}

const jsonLines = (options = {}): string => {
  const { annotate } = createDecoder(options)
  return [{ msg: 'nothing here' }, recordFor(0), recordFor(1)].map((record) => annotate(`${JSON.stringify(record)}\n`)).join('')
}
const parsed = (text: string): Record<string, unknown>[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

test('the page lists every member, in order', () => {
  const listed = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)
  expect(listed).toEqual(FIELD_NAMES)
})

describe.skipIf(!has('jq', ['--version']))('the recipes for jq', () => {
  test('read the members back', () => {
    const expected = 'baidu-pcs\t31066\tnot_found\nupyun\t40400001\tnot_found\n'
    expect(run('jq', ['-r', recipe('jq')], jsonLines())).toBe(expected)
  })

  test('write the names of ECS', () => {
    const [bare, first] = parsed(run('jq', ['-c', recipe('jq ecs')], jsonLines()))
    expect(bare).toEqual({ msg: 'nothing here' })
    expect(first).toMatchObject({
      'error.code': '31066',
      'error.type': 'not_found',
      'error.message': expect.stringMatching(/\w/),
      'http.response.status_code': 403,
      storage_error: { provider: 'baidu-pcs', retryable: false, severity: 'warn' },
    })
  })

  test('write the names of OpenTelemetry', () => {
    const fields = 'provider,code,category,severity,retryable'
    const [bare, , second] = parsed(run('jq', ['-c', recipe('jq otel')], jsonLines({ schema: 'flat', fields })))
    expect(bare).toEqual({ msg: 'nothing here' })
    expect(second).toMatchObject({ 'error.type': 'not_found', 'storage_error.provider': 'upyun', 'storage_error.code': '40400001' })
  })
})

test.skipIf(!has('awk', ['']))('the recipe for awk counts the categories of plain lines', () => {
  const { annotate } = createDecoder()
  const line = (i: number): string => annotate(`upload failed: ${JSON.stringify(recordFor(i).err)}\n`)
  const out = run('awk', [recipe('awk')], `nothing here\n${line(0)}${line(1)}${line(2)}`)
  expect(out.trimEnd().split('\n').sort()).toEqual(['conflict 1', 'not_found 2'])
})
