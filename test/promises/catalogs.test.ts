import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { run } from '../helpers/command.ts'
import { ORDINARY } from '../helpers/lines.ts'
import { temporaryDirectory } from '../helpers/pipes.ts'
import { isLinux } from '../helpers/process-figures.ts'

type File = ReturnType<typeof good>

const good = () => ({
  id: 'my-store',
  title: { en: 'My store', zh: '我的存储' },
  documents: { manual: { title: 'Manual' } } as Record<string, unknown>,
  detection: { keys: [{ key: 'my_code', weight: 2 }] } as Record<string, unknown[]>,
  codes: [
    {
      code: '70001',
      category: 'quota',
      description: { en: 'The shelf is full', zh: '满了' },
      sources: [{ document: 'manual' }],
    } as Record<string, unknown>,
  ],
})

const bent = (bend: (file: File) => void): string => {
  const file = good()
  bend(file)
  return JSON.stringify(file)
}
/** A key that an object literal would not take: put into the text. */
const inText = (find: string, replace: string): string => JSON.stringify(good()).replace(find, replace)
const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)
const LEVELS = 100_000

const check = async (content: string | Buffer) => {
  const path = join(temporaryDirectory(), 'store.json')
  writeFileSync(path, content)
  return { path, ...(await run(['--catalog', path], '{"my_code":70001}\n')) }
}

test('a good file works', async () => {
  const { code, stdout } = await check(JSON.stringify(good()))
  expect({ code, line: JSON.parse(stdout.toString()).storage_error }).toMatchObject({
    code: 0,
    line: { provider: 'my-store', code: '70001', category: 'quota', message: 'The shelf is full' },
  })
})

describe('a bad catalog file is refused whole, with the place and what was expected there', () => {
  const row = (change: object) => bent((file) => void Object.assign(file.codes[0] as object, change))
  const detection = (change: Record<string, unknown[]>) => bent((file) => void Object.assign(file.detection, change))

  test.each<[what: string, content: string | Buffer, pointer: string, expected: string | RegExp]>([
    ['empty', '', '/', /^JSON \(/],
    ['half written', JSON.stringify(good()).slice(0, 200), '/', /^JSON \(/],
    ['of bytes that are no text', Buffer.from([0, 1, 0xff, 0xfe, 0x1b]), '/', /^JSON \(/],
    ['in UTF-16', Buffer.from(JSON.stringify(good()), 'utf16le'), '/', /^JSON \(/],
    ['a list', '[]', '/', 'object, found array'],
    ['null', 'null', '/', 'object, found null'],
    ['without its codes', bent((file) => Reflect.deleteProperty(file, 'codes')), '/', 'the property "codes"'],
    ['with an unknown property', bent((file) => Object.assign(file, { colour: 'red' })), '/', 'no property "colour"'],
    ['with __proto__ as a property', inText('{', '{"__proto__":{"codes":[]},'), '/', 'no property "__proto__"'],
    ['with __proto__ among the signs', inText('"detection":{', '"detection":{"__proto__":[],'), '/detection', 'no property "__proto__"'],
    ['with a category by the name of an object’s own', row({ category: 'constructor' }), '/codes/0/category', /^one of \["auth"/],
    [
      'with a document by the name of an object’s own',
      row({ sources: [{ document: 'toString' }] }),
      '/codes/0/sources/0/document',
      /^a name under documents, found "toString"/,
    ],
    ['with a number for a code', row({ code: 70001 }), '/codes/0/code', 'string, found number'],
    ['with one code twice', bent((file) => file.codes.push(file.codes[0] as File['codes'][0])), '/codes/1/code', /^each code once/],
    ['with one word twice', row({ aliases: ['A', 'A'] }), '/codes/0/aliases/1', 'each word once'],
    ['with an exception without a reason', row({ retryable: true }), '/codes/0', /^a reason/],
    ['with an id that is a path', bent((file) => Object.assign(file, { id: '../x' })), '/id', /form of text|lower-case words/],
    ['that is its own family', bent((file) => Object.assign(file, { family: 'my-store' })), '/family', 'the id of another provider'],
    ['with an id that is too long', bent((file) => Object.assign(file, { id: 'x'.repeat(70) })), '/id', 'at most 64 characters, found 70'],
    [
      'with a weight beyond all',
      detection({ keys: [{ key: 'my_code', weight: 9 }] }),
      '/detection/keys/0/weight',
      'a number of at most 4, found 9',
    ],
    ['with half a number', detection({ keys: [{ key: 'my_code', weight: 1.5 }] }), '/detection/keys/0/weight', 'integer, found number'],
    ['with an empty title', bent((file) => Object.assign(file.title, { en: '' })), '/title/en', 'at least 1 character, found 0'],
    ['without a document', bent((file) => Object.assign(file, { documents: {} })), '/documents', 'at least 1 property'],
    ['with a row without a source', row({ sources: [] }), '/codes/0/sources', 'at least 1 item, found 0'],
    ['with blanks round a code', row({ code: ' 7 ' }), '/codes/0/code', 'no blank at either end'],
    [
      'with a link to nowhere',
      bent((file) => Object.assign(file.documents, { 'a/b~c': { title: 'x', url: 'x' } })),
      '/documents/a~1b~0c/url',
      'an http or https address',
    ],
    ['with an empty key', detection({ keys: [{ key: '' }] }), '/detection/keys/0/key', 'at least 2 characters, found 0'],
    [
      'with a class by the name of an object’s own',
      detection({ shapes: ['<constructor:3>'] }),
      '/detection/shapes/0',
      /unknown class <constructor>/,
    ],
    [
      'with a form that could run for ever',
      detection({ shapes: ['<any:0-256><any:0-256><any:0-256>!'] }),
      '/detection/shapes/0',
      /a class of variable count/,
    ],
    ['with a count beyond all bounds', detection({ shapes: ['<digit:1-99999999>'] }), '/detection/shapes/0', /count above 256/],
    [
      'with a class that is no class',
      detection({ signs: [{ text: 'abc<(a+)+$>' }] }),
      '/detection/signs/0/text',
      /a class is written <name:count>/,
    ],
    [`of ${LEVELS} levels`, deep(LEVELS), '/0'.repeat(33), 'at most 32 levels of nesting'],
    [
      'with words of many levels, to be compared with each other',
      inText('"code":"70001"', `"code":"70001","aliases":[${deep(LEVELS)},${deep(LEVELS)}]`),
      `/codes/0/aliases/1${'/0'.repeat(29)}`,
      'at most 32 levels of nesting',
    ],
    [
      'of more wrong rows than can be listed',
      bent((file) => Object.assign(file, { codes: Array(200_000).fill({}) })),
      '/codes/0',
      /^the property/,
    ],
    ['of more bytes than are read', Buffer.alloc(17 * 1024 * 1024, ' '), '/', 'at most 16777216 bytes'],
  ])('%s', async (_, content, pointer, expected) => {
    const { path, code, stdout, stderr } = await check(content)
    expect({ code, stdout: stdout.toString() }).toEqual({ code: 2, stdout: '' })
    const [message, ...others] = stderr.trimEnd().split('\n')
    expect(others).toEqual([])
    const lead = `storerr: catalog ${path}: at ${pointer}: expected `
    expect(message?.slice(0, lead.length)).toBe(lead)
    expect(message?.slice(lead.length).replace(/ \(and \d+ more; see storerr catalog check\)$/, '')).toMatch(
      typeof expected === 'string' ? new RegExp(`^${expected.replace(/[()[\]"]/g, '\\$&')}$`) : expected,
    )
  })

  const cannotBeRead: [what: string, path: () => string, reason: RegExp][] = [
    ['missing', () => join(temporaryDirectory(), 'missing.json'), /cannot be read \(ENOENT\)/],
    ['a directory', () => temporaryDirectory(), /cannot be read \(EISDIR\)/],
    ['below a file', () => '/dev/null/x', /cannot be read \(ENOTDIR\)/],
  ]
  if (isLinux) cannotBeRead.push(['without an end', () => '/dev/zero', /expected at most 16777216 bytes/])

  test.each(cannotBeRead)('%s', async (_, path, reason) => {
    const { code, stderr } = await run(['--catalog', path()], `${ORDINARY}\n`)
    expect(code).toBe(2)
    expect(stderr).toMatch(reason)
  })
})

describe('a hostile catalog file', () => {
  test('cannot say more than a line, or drive the terminal', async () => {
    const { stderr } = await check(bent((file) => Object.assign(file, { ['\x1b[2J'.repeat(100_000)]: 1 })))
    expect(stderr.length).toBeLessThan(2000)
    expect(stderr).not.toContain('\x1b')
    expect(stderr.trimEnd()).not.toContain('\n')
  })

  test('has no code in it: what looks like a regular expression is literal text', async () => {
    const { code, stdout } = await check(
      bent((file) => Object.assign(file.detection, { shapes: ['(a+)+$', '.*'], signs: [{ text: '.*.*.*' }] })),
    )
    expect(code).toBe(0)
    expect(stdout.toString()).toContain('"provider":"my-store"')
  })

  test('cannot break the line it is written into', async () => {
    const change = { symbol: 'A"}\n\x1b[2J\u2028', description: { en: 'one\ntwo\r\u0000"}', zh: 'x' } }
    const { stdout } = await check(bent((file) => Object.assign(file.codes[0] as object, change)))
    expect(stdout.toString().split('\n')).toHaveLength(2)
    expect(JSON.parse(stdout.toString()).storage_error).toMatchObject({ name: change.symbol, message: change.description.en })
    expect(stdout.toString()).not.toContain('\x1b')
  })

  test('may name its documents as it likes', async () => {
    const content = inText('"manual":', '"__proto__":').replace('"document":"manual"', '"document":"__proto__"')
    expect((await check(content)).stdout.toString()).toContain('"provider":"my-store"')
  })

  test('of many words is read in bounded time', async () => {
    const aliases = Array.from({ length: 200_000 }, (_, i) => `ALIAS_${i}`)
    expect(await check(bent((file) => Object.assign(file.codes[0] as object, { aliases })))).toMatchObject({ code: 0 })
  })

  test('next to a good one stops both', async () => {
    const directory = temporaryDirectory()
    mkdirSync(join(directory, 'both'))
    const paths = ['good', 'bad'].map((name) => join(directory, 'both', `${name}.json`))
    writeFileSync(paths[0] as string, JSON.stringify(good()))
    writeFileSync(paths[1] as string, '{}')
    const { code, stdout, stderr } = await run(
      paths.flatMap((path) => ['--catalog', path]),
      '{"my_code":70001}\n',
    )
    expect({ code, stdout: stdout.toString() }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(paths[1])
  })
})
