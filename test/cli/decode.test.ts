import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { run } from './run.ts'

const BODY = '{"error_code":31066,"error_msg":"file does not exist"}'
const folder = mkdtempSync(join(tmpdir(), 'storerr-'))
const file = (name: string, content: string): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

test('reads standard input and writes every line', () => {
  const { status, stdout, stderr } = run(['--fields', 'code'], `a\n${BODY}\nb`)
  expect(stdout).toBe(`a\n${BODY.slice(0, -1)},"storage_error":{"code":"31066"}}\nb`)
  expect(status).toBe(0)
  expect(stderr).toBe('')
})

test('joins files like cat, and a file ends its last line for detection', () => {
  const first = file('first', `x ${BODY}`)
  const second = file('second', 'code: 40100005\n')
  const { stdout } = run(['--fields', 'code', first, '-', second], 'upyun failed\n')
  expect(stdout).toBe(`x ${BODY} storage_error.code=31066upyun failed\ncode: 40100005\n`)
})

test('a file that cannot be read is named, the others go through, exit 2', () => {
  const good = file('good', 'a\n')
  const { status, stdout, stderr } = run([join(folder, 'missing'), good, folder])
  expect(stdout).toBe('a\n')
  expect(stderr).toMatch(/missing: no such file/)
  expect(stderr).toMatch(/is a directory/)
  expect(status).toBe(2)
})

describe('usage', () => {
  test.each([
    [['--fild', 'x'], /unknown option --fild; did you mean --field\?/],
    [['--schema', 'deep'], /schema: expected nested or flat, got "deep"/],
    [['--plain', 'no'], /--plain: expected tail or off/],
    [['--lang', 'fr'], /lang: expected en or zh/],
    [['--context', '-1'], /--context: expected a whole number/],
    [['--max-line-bytes', '1k'], /--max-line-bytes: expected a whole number/],
    [['--field'], /--field needs a value: NAME/],
    [['--stats=1'], /--stats takes no value/],
    [['--assume', 'upyum'], /unknown provider "upyum"; did you mean "upyun"/],
    [['--fail-on', 'bad'], /--fail-on: expected any/],
    [['codes', '--category', 'quotas'], /unknown category "quotas"; did you mean "quota"/],
    [['explain'], /explain needs a code/],
    [['catalog', 'chek', 'x'], /usage: storerr catalog check FILE/],
  ])('%j is an error that says what to do, exit 2', (args, message) => {
    const { status, stdout, stderr } = run(args as string[])
    expect(stderr).toMatch(message as RegExp)
    expect(stdout).toBe('')
    expect(status).toBe(2)
  })

  test('the first operand that names a command is the command; ./ or -- makes it a file', () => {
    expect(run(['explain', '31066']).stdout).toMatch(/^31066/)
    expect(run(['--', 'explain']).stderr).toMatch(/explain: no such file/)
    expect(run(['./explain']).stderr).toMatch(/\.\/explain: no such file/)
  })

  test('help and version go to standard output', () => {
    expect(run(['--help']).stdout).toMatch(/^Usage: storerr/)
    expect(run(['-h']).stdout).toBe(run(['--help']).stdout)
    expect(run(['codes', '--help']).stdout).toMatch(/^Usage: storerr codes/)
    expect(run(['--version']).stdout).toMatch(/^storerr \d+\.\d+\.\d+\ncatalog [\d.]+: \d+ codes of \d+ providers\n$/)
  })

  test('no line of any help is wider than 80 columns', () => {
    for (const args of [['--help'], ['codes', '-h'], ['explain', '-h'], ['search', '-h'], ['explain-line', '-h'], ['catalog', '-h']]) {
      for (const line of run(args).stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80)
    }
  })
})

describe('exit codes', () => {
  test('fail-on ends with 1 when a line is as bad, after all lines went out', () => {
    expect(run(['--fail-on', 'any'], `${BODY}\n`).status).toBe(1)
    expect(run(['--fail-on', 'warn', '--fields', 'code'], `${BODY}\n`).status).toBe(1)
    expect(run(['--fail-on', 'error'], `${BODY}\n`).status).toBe(0)
    expect(run(['--fail-on', 'any'], 'nothing\n').status).toBe(0)
  })
})

test('stats go to standard error', () => {
  const { stdout, stderr } = run(['--stats', '--plain', 'off'], `${BODY}\n${BODY}\nx`)
  expect(stdout.split('\n')).toHaveLength(3)
  expect(stderr).toMatch(/lines 3, bytes \d+\n/)
  expect(stderr).toMatch(/decoded 2: baidu-pcs 2\n/)
  expect(stderr).toMatch(/by category: not_found 2\n/)
})
