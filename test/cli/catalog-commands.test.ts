import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { providerFiles } from '../catalog/provider-files.ts'
import { run } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'storerr-'))

describe('codes', () => {
  test('lists every row of the catalog as one JSON document', () => {
    const { version, codes } = JSON.parse(run(['codes', '--json']).stdout)
    expect(version).toMatch(/^\d{4}\.\d+\.\d+$/)
    expect(codes).toHaveLength(providerFiles().reduce((sum, file) => sum + file.codes.length, 0))
  })

  test('can be narrowed to providers and categories', () => {
    const { codes } = JSON.parse(run(['codes', '--json', '--provider', 'upyun', '--category', 'quota']).stdout)
    expect(codes.length).toBeGreaterThan(0)
    for (const code of codes) expect(code).toMatchObject({ provider: 'upyun', category: 'quota' })
  })

  test('prints a line a code, in Chinese when asked', () => {
    expect(run(['codes', '--provider', 'baidu-pcs', '--lang', 'zh']).stdout).toMatch(/^baidu-pcs {2}31066 .*not_found .*文件不存在$/m)
  })
})

describe('explain', () => {
  test('knows numbers, negative ones, symbols and words', () => {
    const { status, stdout } = run(['explain', '31066', '-177', 'ERROR_PROXY_AUTH_FAILED', 'NoSuchKey'])
    expect(status).toBe(0)
    expect(stdout).toMatch(/^31066 {2}Baidu PCS/m)
    expect(stdout).toMatch(/^-177 {2}ERROR_CMD_COS_FILE_EXIST/m)
    expect(stdout).toMatch(/^-97 {2}ERROR_PROXY_AUTH_FAILED/m)
    expect(stdout).toMatch(/^NoSuchKey {2}/m)
  })

  test('takes a negative code behind two dashes too', () => {
    expect(run(['explain', '--', '-177']).stdout).toBe(run(['explain', '-177']).stdout)
  })

  test('shows every documented meaning with its sources', () => {
    const { stdout } = run(['explain', '-61'])
    expect(stdout).toMatch(/Another meaning \(ERROR_PROXY_INVALID_CMD_REQ\)/)
    expect(stdout).toMatch(/row \d+: -61 ERROR_PROXY_SIGN_BUCKET_NOTMATCH/)
  })

  test('a shared word is one block and a table of who uses it', () => {
    const { stdout } = run(['explain', 'NoSuchKey'])
    expect(stdout.match(/^NoSuchKey/gm)).toHaveLength(1)
    expect(stdout).toMatch(/Also used by:\n(?: {4}\S+ +\S+ +\S+\n){5}/)
  })

  test('an unknown code is exit 1, with what looks like it', () => {
    const { status, stdout, stderr } = run(['explain', '40100055'])
    expect(status).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/"40100055" is unknown; near it: 401000\d\d \(upyun\)/)
  })

  test('is one JSON document when asked, whatever is known', () => {
    const { status, stdout } = run(['explain', '--json', '31066', '99999999'])
    const { found, unknown } = JSON.parse(stdout)
    expect(status).toBe(1)
    expect(found[0]).toMatchObject({ provider: 'baidu-pcs', code: '31066' })
    expect(unknown[0].asked).toBe('99999999')
  })

  test('stays within 80 columns', () => {
    for (const line of run(['explain', '31066', '40100005', '-61', '-97', '40011059', 'NoSuchKey']).stdout.split('\n')) {
      expect(line.length, line).toBeLessThanOrEqual(80)
    }
  })
})

describe('search', () => {
  test.each([
    ['file does not exist', /^31066 {2}baidu-pcs/],
    ['signature error', /^(31201|40100005) {2}/],
    ['ERROR_CMD_COS_FILE_EXIST', /^-177 /],
  ])('%j finds it first', (text, first) => {
    expect(run(['search', text]).stdout).toMatch(first)
  })

  test('finds Chinese words without blanks between them', () => {
    const [, description] = run(['search', '--lang', 'zh', '签名过期']).stdout.split('\n')
    expect(description).toMatch(/签名.*过期/)
  })

  test('says so when there is nothing, and that is no failure', () => {
    const { status, stdout, stderr } = run(['search', 'xyzzyplugh'])
    expect([status, stdout]).toEqual([0, ''])
    expect(stderr).toMatch(/nothing in the catalog/)
  })
})

describe('explain-line', () => {
  test('says which file it cannot read, and goes on with the others', () => {
    const { stdout, stderr, status } = run(['explain-line', 'missing.log', '-'], '{"error_code":31066}\n')
    expect(stderr).toBe('storerr: missing.log: no such file\n')
    expect(stdout).toContain('31066 (key error_code, column 3)')
    expect(status).toBe(2)
  })

  test('counts columns in the line, not in what is left of it when it is judged', () => {
    const line = '/zebra/f81d4fae7dec.tiff took 132 ms: pcs.baidu.com error_code=31066'
    const { stdout } = run(['explain-line'], `${line}\n`)
    expect(stdout).toContain(`31066 (key error_code, column ${line.indexOf('error_code') + 1})`)
  })

  test('tells the evidence for and against', () => {
    const { stdout } = run(['explain-line'], '{"error_code":31066,"error_msg":"file does not exist"}\n{"code":40100005}\n')
    expect(stdout).toMatch(/31066 \(key error_code, column 3\): decoded as baidu-pcs/)
    expect(stdout).toMatch(/its own message/)
    expect(stdout).toMatch(/40100005 \(key code, column 3\): not decoded/)
  })
})

describe('catalog', () => {
  const own = {
    id: 'my-store',
    title: { en: 'My store', zh: '自建存储' },
    documents: { handbook: { title: 'Handbook' } },
    detection: { keys: [{ key: 'code' }], signs: [{ text: 'mystore' }] },
    codes: [
      { code: '7001', category: 'quota', description: { en: 'The shelf is full', zh: '货架已满' }, sources: [{ document: 'handbook' }] },
    ],
  }
  const write = (name: string, value: unknown): string => {
    const path = join(folder, name)
    writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value))
    return path
  }

  test('a provider of one file is decoded, listed and explained without code', () => {
    const path = write('own.json', own)
    expect(run(['catalog', 'check', path]).status).toBe(0)
    expect(run(['--catalog', path, '--fields', 'provider,category'], 'mystore code=7001\n').stdout).toBe(
      'mystore code=7001 storage_error.provider=my-store storage_error.category=quota\n',
    )
    expect(run(['codes', '--catalog', path, '--provider', 'my-store']).stdout).toMatch(/my-store {2}7001/)
    expect(run(['explain', '--catalog', path, '7001']).stdout).toMatch(/The shelf is full/)
  })

  test('a file for a built-in provider overrides its rows', () => {
    const path = write('upyun.json', { ...own, id: 'upyun', codes: [{ ...own.codes[0], code: '40100005' }] })
    const { stdout } = run(['--catalog', path, '--fields', 'message'], 'x-error-code: 40100005\nx-error-code: 40400001\n')
    expect(stdout).toMatch(/40100005 storage_error.message="The shelf is full"\n/)
    expect(stdout).toMatch(/40400001 storage_error.message=/)
  })

  test.each([
    ['broken.json', '{"id":', '/', 'expected JSON'],
    ['word.json', '"x"', '/', 'object'],
    ['category.json', { ...own, codes: [{ ...own.codes[0], category: 'full' }] }, '/codes/0/category', 'one of'],
    ['extra.json', { ...own, colour: 1 }, '/', 'no property "colour"'],
    [
      'source.json',
      { ...own, codes: [{ ...own.codes[0], sources: [{ document: 'x' }] }] },
      '/codes/0/sources/0/document',
      'a name under documents',
    ],
    ['twice.json', { ...own, codes: [own.codes[0], own.codes[0]] }, '/codes/1/code', 'each code once'],
    ['reason.json', { ...own, codes: [{ ...own.codes[0], retryable: true }] }, '/codes/0', 'a reason'],
    ['shape.json', { ...own, detection: { shapes: ['<digits:3>'] } }, '/detection/shapes/0', 'unknown class <digits>'],
  ])('%s is refused with file, pointer and expectation', (name, value, pointer, expected) => {
    const path = write(name, value)
    for (const { status, stderr } of [run(['--catalog', path], 'x\n'), run(['catalog', 'check', path])]) {
      expect(stderr).toContain(`catalog ${path}: at ${pointer}: expected`)
      expect(stderr).toContain(expected)
      expect([1, 2]).toContain(status)
    }
    expect(run(['--catalog', path], 'x\n')).toMatchObject({ status: 2, stdout: '' })
    expect(run(['catalog', 'check', path]).status).toBe(1)
  })
})
