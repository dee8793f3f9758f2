import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const run = (name: string, input = ''): { lines: string[]; stderr: string; signal: string | null } => {
  const program = fileURLToPath(new URL(`../../examples/${name}`, import.meta.url))
  const { stdout, stderr, signal } = spawnSync(process.execPath, [program], { input, encoding: 'utf8' })
  return { lines: stdout.trimEnd().split('\n'), stderr, signal }
}

const require = createRequire(import.meta.url)
const isInstalled = (name: string): boolean => {
  try {
    // A require of the example's own would look nowhere else.
    require.resolve(name, { paths: [fileURLToPath(new URL('../../examples', import.meta.url))] })
    return true
  } catch {
    return false
  }
}

test('the pino app decodes its failed upload, and says what to do', () => {
  const { lines } = run('pino-app.mjs')
  expect(lines).toHaveLength(2)
  expect(JSON.parse(lines[0] as string).storage_error).toBeUndefined()
  expect(JSON.parse(lines[1] as string).storage_error).toMatchObject({
    provider: 'baidu-pcs',
    code: '31112',
    category: 'quota',
    action: expect.stringMatching(/\w/),
  })
})

test('the stream passes its input on and counts what it found', () => {
  const line = '{"msg":"file or directory not found","code":40400001,"id":"9d6ef7ab24f64a5d3f4a2b1c0d9e8f70"}'
  const { lines, stderr } = run('stream.mjs', `nothing here\n${line}\n`)
  expect(lines[0]).toBe('nothing here')
  expect(JSON.parse(lines[1] as string).storage_error).toMatchObject({ provider: 'upyun', code: '40400001' })
  expect(stderr).toBe('not_found: 1\n')
})

test('the retry loop tries again only where that can help', () => {
  expect(run('retry.mjs').lines).toEqual(['attempt 1: throttled, again', 'attempt 2: not_found, no use trying again'])
})

test('the handler has written its line before it is frozen', () => {
  const { lines, signal } = run('handler.mjs')
  expect(signal).toBe('SIGKILL')
  expect(JSON.parse(lines[0] as string).storage_error).toMatchObject({ code: '31066' })
})

test.skipIf(!isInstalled('winston'))('the winston app decodes its failed upload', () => {
  expect(JSON.parse(run('winston-app.mjs').lines[0] as string).storage_error).toMatchObject({ provider: 'tencent-cos', code: '-177' })
})

test.skipIf(!isInstalled('fastify'))('the Fastify app decodes what the storage service answered', () => {
  const decoded = run('fastify-app.mjs').lines.map((line) => JSON.parse(line).storage_error?.code)
  expect(decoded.filter((code) => code !== undefined)).toEqual(['31112'])
})

test('the look-up needs no log', () => {
  const { lines } = run('lookup.mjs')
  expect(lines[0]).toMatch(/^-177 ERROR_CMD_COS_FILE_EXIST .*文件/)
  expect(lines[1]).toMatch(/ auth false$/)
})
