import { describe, expect, test } from 'vitest'
import { run } from '../helpers/command.ts'
import { withoutInsertions } from '../helpers/insertions.ts'
import { BAIDU, ORDINARY, PLAIN, PRETTY, UPYUN } from '../helpers/lines.ts'

const through = async (input: string | Buffer, ...args: string[]) => {
  const bytes = Buffer.from(input)
  const { code, stdout, stderr } = await run([...args, '--stats'], bytes)
  return { code, bytes, stdout, text: stdout.toString('latin1'), stderr }
}

const bytes = (...parts: (string | number[])[]): Buffer => Buffer.concat(parts.map((part) => Buffer.from(part as string)))
const BODY = BAIDU.slice(1, -1)

/** Lines in which nothing is to be decoded. */
const UNDECODED: [what: string, input: Buffer][] = [
  ['every byte there is', Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))],
  ['NUL', bytes('a\0b\n\0\n')],
  ['LF, CRLF and lone CR', bytes('a\nb\r\nc\rd\r\r\n\r\n\n')],
  ['no final newline', bytes('a\nb')],
  ['nothing but a line end', bytes('\n')],
  ['U+2028, U+2029 and U+0085, which end no line', bytes('a\u2028b\u2029c\u0085d\n')],
  ['invalid UTF-8', bytes([0xff, 0xfe, 0xc3, 0x28, 0xed, 0xa0, 0x80, 0xf4, 0x90, 0x80, 0x80, 0x0a])],
  ['UTF-16', Buffer.from(`${ORDINARY}\n`, 'utf16le')],
  ['a BOM', bytes('\ufeff', ORDINARY, '\n\ufeff\n')],
  ['numbers beyond all bounds', bytes('{"a":12345678901234567890,"b":1e400,"c":-0,"d":1E+2,"e":0.1000}\n')],
  ['duplicate and inherited keys', bytes('{"a":1,"a":2,"__proto__":{"x":1},"constructor":{"prototype":1}}\n')],
  ['a member of ours that is there already', bytes(`{${BODY},"storage_error":{"provider":"forged"}}\n`)],
]

describe('an undecoded line is byte-identical', () => {
  test.each(UNDECODED)('%s', async (_, input) => {
    const { code, stdout } = await through(input)
    expect(code).toBe(0)
    expect(stdout.equals(input)).toBe(true)
  })
})

/** Lines that are decoded, with bytes in them that must survive. */
const DECODED: [what: string, input: Buffer, form: RegExp][] = [
  ['LF', bytes(BAIDU, '\n'), /"storage_error":\{[^\n]+\}\}\n$/],
  ['CRLF', bytes(BAIDU, '\r\n'), /"storage_error":\{[^\n]+\}\}\r\n$/],
  ['no end', bytes(BAIDU), /"storage_error":\{[^\n]+\}\}$/],
  ['a CR without LF at the end of input, which is white space behind the brace', bytes(BAIDU, '\r'), /\}\}\r$/],
  ['CRLF behind a plain line', bytes('failed: ', BAIDU, '\r\n'), / storage_error\.retryable=false\r\n$/],
  ['a BOM', bytes('\ufeff', BAIDU, '\n'), /^\xef\xbb\xbf\{.+"storage_error":\{.+\}\}\n$/],
  ['a lone CR inside a plain line', bytes('a\rfailed: ', BAIDU, '\n'), /^a\rfailed: .* storage_error\.provider=baidu-pcs/],
  ['NUL in a plain line', bytes('\0failed: ', BAIDU, '\0\n'), /\0 storage_error\.provider=baidu-pcs/],
  ['invalid UTF-8 inside a string', bytes('{"path":"', [0xff, 0xc3, 0xed, 0xa0, 0x80], '",', BODY, '}\n'), /\}\}\n$/],
  ['invalid UTF-8 in a plain line', bytes([0xff, 0xfe], ' failed: ', BAIDU, [0x80], '\n'), /\x80 storage_error\./],
  ['lone surrogates, escaped', bytes('{"path":"\\ud800\\udfff\\ud800",', BODY, '}\n'), /\}\}\n$/],
  ['numbers beyond all bounds', bytes('{"a":12345678901234567890,"b":1e400,"c":-0,"d":[1E+2,0.10],', BODY, '}\n'), /\}\}\n$/],
  ['duplicate keys', bytes('{"a":1,"a":2,"":0,"":0,', BODY, '}\n'), /\}\}\n$/],
  ['__proto__ and constructor as keys', bytes('{"__proto__":{"storage_error":1},"constructor":{"prototype":{}},', BODY, '}\n'), /\}\}\n$/],
  ['white space everywhere', bytes(' \t{ "a" : [ ] , ', BODY, ' \t} \t\r\n'), /"storage_error":\{[^\n]+\} \t\} \t\r\n$/],
  ['a key of ours deeper down, which is not ours', bytes('{"x":{"storage_error":{}},', BODY, '}\n'), /\}\}\n$/],
]

describe('a decoded line differs by the insertion only', () => {
  test.each(DECODED)('%s', async (_, input, form) => {
    const { text, stdout, stderr } = await through(input)
    expect(stderr).toContain('decoded 1: baidu-pcs 1')
    expect(text).toMatch(form)
    expect(withoutInsertions(stdout, input).equals(input)).toBe(true)
  })

  test.each([
    ['nested', '"storage_error":null'],
    ['nested', '"storage_error":{"provider":"upyun","code":"1"}'],
    ['nested', '"storage\\u005ferror":"forged"'],
    ['flat', '"storage_error.provider":"upyun"'],
    ['flat', '"storage_error.anything":[]'],
    ['flat', '"storage_error\\u002ecode":1'],
  ])('a member that is there already, forged or not, is neither doubled nor believed (%s): %s', async (schema, member) => {
    const input = bytes(`{${member},${BODY}}\n{${BODY},${member}}\n`)
    const { stdout, stderr } = await through(input, '--schema', schema)
    expect(stdout.equals(input)).toBe(true)
    expect(stderr).toContain('decoded 0\n')
    expect(stderr).toContain('already there 2,')
  })

  test('a tail that is there already is neither doubled nor believed', async () => {
    const input = bytes('x storage_error.provider=upyun storage_error.code=40100006 ', BAIDU, '\n')
    const { stdout, stderr } = await through(input)
    expect(stdout.equals(input)).toBe(true)
    expect(stderr).toContain('decoded 0\n')
  })

  test('a member of the other form is not ours', async () => {
    const { text } = await through(`{"storage_error.provider":1,${BODY}}\n`)
    expect(text).toContain('"storage_error":{"provider":"baidu-pcs"')
  })
})

describe('a million levels of nesting', () => {
  const levels = 1_000_000
  test.each([
    ['brackets', `{"a":${'['.repeat(levels)}${']'.repeat(levels)},${BODY}}\n`],
    ['braces', `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}\n`],
    ['brackets that never close', `${'['.repeat(levels)} ${BAIDU}\n`],
    ['braces that were never opened', `${'}'.repeat(levels)} ${BAIDU}\n`],
    ['strings in strings', `{"a":"${'\\"{'.repeat(levels)}",${BODY}}\n`],
  ])('is a line like any other: %s', async (_, line) => {
    const { code, bytes: input, stdout, stderr } = await through(line, '--max-line-bytes', '20000000')
    expect(code).toBe(0)
    expect(stderr).toContain('over the line limit 0, guarded errors 0')
    expect(withoutInsertions(stdout, input).equals(input)).toBe(true)
  })
})

describe('storerr | storerr is storerr', () => {
  const other = PRETTY.replace('31066', '31061').replace('file does not exist', 'file already exists')
  const input = [ORDINARY, BAIDU, other, `\ufeff${UPYUN}\r`, PLAIN, '', BAIDU].join('\n')

  test.each([
    ['nested', [], 5],
    ['flat', ['--schema', 'flat'], 5],
    ['by another name', ['--field', '@err.x'], 5],
    ['one member', ['--fields', 'code'], 5],
    ['a limit that the first pass goes beyond', ['--max-line-bytes', '120'], 5],
  ])('%s', async (_, args, decoded) => {
    const once = await through(input, ...args)
    const twice = await through(once.stdout, ...args)
    expect(once.stderr).toContain(`decoded ${decoded}: baidu-pcs ${decoded - 1}, upyun 1`)
    expect(twice.stdout.equals(once.stdout)).toBe(true)
    expect(twice.stderr).toContain(`decoded 0\n`)
    expect(twice.stderr).toContain(`already there ${decoded}, over the line limit 0,`)
  })
})
