import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { run, saying, start } from '../helpers/command.ts'
import { BAIDU, ORDINARY, PRETTY } from '../helpers/lines.ts'
import { temporaryDirectory } from '../helpers/pipes.ts'
import { isLinux } from '../helpers/process-figures.ts'

const file = (content: string, name = 'app.log'): string => {
  const path = join(temporaryDirectory(), name)
  writeFileSync(path, content)
  return path
}

describe('an input that cannot be read is named, and the others still pass', () => {
  const directory = () => {
    const path = join(temporaryDirectory(), 'logs')
    mkdirSync(path)
    return path
  }
  const cases: [what: string, make: () => string, reason: RegExp][] = [
    ['missing', () => join(temporaryDirectory(), 'missing.log'), /missing\.log: no such file$/],
    ['a directory', directory, /logs: is a directory$/],
    ['below a file', () => join(file(''), 'x'), /app\.log\/x: ENOTDIR/],
    ['with a name that is too long', () => 'x'.repeat(5000), /ENAMETOOLONG/],
  ]
  if (isLinux) cases.push(['failing at the first read', () => '/proc/self/mem', /\/proc\/self\/mem: EIO/])

  test.each(cases)('%s', async (_, make, reason) => {
    const { code, stdout, stderr } = await run([file('first\n'), make(), file('last\n')])
    expect({ code, stdout: stdout.toString() }).toEqual({ code: 2, stdout: 'first\nlast\n' })
    expect(stderr.trimEnd()).toMatch(reason)
    expect(stderr.split('\n')).toHaveLength(2)
  })

  test('a name cannot drive the terminal or look like another line', async () => {
    const { stderr } = await run(['no\x1b[2Jsuch\nstorerr: all is well\u202egol'])
    expect(stderr).toBe('storerr: no\\x1b[2Jsuch\\nstorerr: all is well\\u202egol: no such file\n')
  })
})

describe('an input that fails in the middle', () => {
  test('is named; what was read before passes, and so does the next file', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const accepted = once(server, 'connection') as Promise<[Socket]>
    const stdin = connect((server.address() as AddressInfo).port, '127.0.0.1')
    await once(stdin, 'connect')
    const [producer] = await accepted
    const { child, ended } = start(['-', file('last\n')], [stdin, 'pipe', 'pipe'])
    stdin.destroy()
    const heard = saying(child.stdout, 'first')
    producer.write(`first\n${BAIDU}`)
    await heard
    producer.resetAndDestroy()
    const { code, stdout, stderr } = await ended
    server.close()
    expect(stderr).toMatch(/^storerr: standard input: ECONNRESET/)
    expect(code).toBe(2)
    expect(stdout.toString()).toMatch(/^first\n\{"error_code":31066.*\}last\n$/)
  })
})

describe('several files', () => {
  test('are joined byte by byte, like cat', async () => {
    const parts = ['one', '\n', '', 'two\r\n\r', '\nthree', '\0', '\ufefffour\n']
    const { code, stdout } = await run(parts.map((part) => file(part)))
    expect({ code, text: stdout.toString() }).toEqual({ code: 0, text: parts.join('') })
  })

  test('a file’s end ends a line for detection: each part is judged by itself', async () => {
    const { stdout } = await run([file(BAIDU), file(`${BAIDU}\n`)])
    const [first, second] = stdout.toString().split('}}{')
    expect(first).toContain('"storage_error":{"provider":"baidu-pcs"')
    expect(second).toContain('"storage_error":{"provider":"baidu-pcs"')
  })

  test('evidence never flows from file to file', async () => {
    const lines = PRETTY.split('\n')
    const [upper, lower] = [`${lines.slice(0, 2).join('\n')}\n`, `${lines.slice(2).join('\n')}\n`]
    const joined = await run([file(upper + lower)])
    expect(joined.stdout.toString()).toContain(' storage_error.provider=baidu-pcs')
    const apart = await run([file(upper), file(lower)])
    expect(apart.stdout.toString()).toBe(upper + lower)
  })

  test('a dash is standard input among them, and may be given once more', async () => {
    const { code, stdout } = await run([file('before\n'), '-', file('after\n')], 'between\n')
    expect({ code, text: stdout.toString() }).toEqual({ code: 0, text: 'before\nbetween\nafter\n' })
  })
})

test('a line that arrives alone goes out at once', async () => {
  const { child, ended } = start([])
  for (const line of [ORDINARY, BAIDU.replace('31066', '31061'), 'third']) {
    const heard = saying(child.stdout, '\n')
    child.stdin?.write(`${line}\n`)
    await heard
  }
  child.stdin?.end()
  expect((await ended).stdout.toString().split('\n')).toHaveLength(4)
})

test.each([['-'], ['']])('no input at all is no error: %j', async (operand) => {
  expect(await run(operand === '' ? [] : [operand])).toMatchObject({ code: 0, stdout: Buffer.alloc(0), stderr: '' })
})
