import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { BIN, start } from '../helpers/command.ts'
import { BAIDU, ORDINARY } from '../helpers/lines.ts'
import { openPipe, temporaryDirectory } from '../helpers/pipes.ts'
import { isLinux } from '../helpers/process-figures.ts'

const endlessLines = (line: string) => spawn('yes', [line], { stdio: ['ignore', 'pipe', 'ignore'] })

describe('a reader that goes away', () => {
  test.each([
    ['undecoded lines', ORDINARY],
    ['decoded lines', BAIDU],
  ])('ends the command silently with 0: %s', async (_, line) => {
    const { reader, writer } = openPipe()
    const producer = endlessLines(line)
    const { child, ended } = start([], [producer.stdout, writer, 'pipe'])
    closeSync(writer)
    const head = spawn('head', ['-n', '1'], { stdio: [reader, 'pipe', 'inherit'] })
    closeSync(reader)
    head.stdout?.resume()
    expect(await ended).toMatchObject({ code: 0, signal: null, stderr: '' })
    expect(child.killed).toBe(false)
    producer.kill()
  })

  test('ends it also when the reader is gone before the first line', async () => {
    const { reader, writer } = openPipe()
    closeSync(reader)
    const { child, ended } = start([], ['pipe', writer, 'pipe'])
    closeSync(writer)
    child.stdin?.end(`${ORDINARY}\n`)
    expect(await ended).toMatchObject({ code: 0, stderr: '' })
  })

  test('of the messages costs no line', async () => {
    const { reader, writer } = openPipe()
    closeSync(reader)
    const { child, ended } = start(['missing.log', '-'], ['pipe', 'pipe', writer])
    closeSync(writer)
    child.stdin?.end(`${ORDINARY}\n`)
    const { code, stdout } = await ended
    expect({ code, stdout: stdout.toString() }).toEqual({ code: 2, stdout: `${ORDINARY}\n` })
  })
})

describe.skipIf(!isLinux)('a full disk', () => {
  test.each([
    ['a line', `${ORDINARY}\n`],
    ['an unfinished line, written at the end', ORDINARY],
    ['much', `${ORDINARY}\n`.repeat(50_000)],
  ])('gives a message and 2: %s', async (_, input) => {
    const full = openSync('/dev/full', 'w')
    const { child, ended } = start([], ['pipe', full, 'pipe'])
    closeSync(full)
    child.stdin?.end(input)
    const { code, stderr } = await ended
    expect(code).toBe(2)
    expect(stderr).toBe('storerr: cannot write to standard output: no space left on the device; lines after this point are not passed on\n')
  })

  test('holds all that fits, whatever a write was made of, and no byte else', async () => {
    const folder = temporaryDirectory()
    // One line in a hundred decoded: chunk and insertions are written in pieces.
    const lines = `${`${ORDINARY}\n`.repeat(99)}${BAIDU}\n`.repeat(100)
    writeFileSync(`${folder}/in.log`, lines)
    const limited = spawn('bash', ['-c', `ulimit -f 300; exec "$0" "$1" "$2/in.log" > "$2/out.log"`, process.execPath, BIN, folder])
    const stderr = text(limited.stderr)
    const [code] = await once(limited, 'exit')
    expect({ code, stderr: await stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('cannot write to standard output: ') })
    const { stdout } = spawnSync(process.execPath, [BIN, `${folder}/in.log`], { maxBuffer: 2 ** 30 })
    const out = readFileSync(`${folder}/out.log`)
    expect(out.length).toBe(300 * 1024)
    expect(stdout.subarray(0, out.length).equals(out)).toBe(true)
  })

  test.each([['--help'], ['--version'], ['codes']])('gives 2 for what is no log line, too: %s', async (argument) => {
    const full = openSync('/dev/full', 'w')
    const { ended } = start([argument], ['ignore', full, 'pipe'])
    closeSync(full)
    const { code, stderr } = await ended
    expect(code).toBe(2)
    expect(stderr).toContain('no space left on the device')
  })

  test('behind the messages costs no line', async () => {
    const full = openSync('/dev/full', 'w')
    const { child, ended } = start(['missing.log', '-'], ['pipe', 'pipe', full])
    closeSync(full)
    child.stdin?.end(`${ORDINARY}\n`)
    const { code, stdout } = await ended
    expect({ code, stdout: stdout.toString() }).toEqual({ code: 2, stdout: `${ORDINARY}\n` })
  })
})

test('a file as the output is written like a pipe', async () => {
  const path = `${temporaryDirectory()}/out.log`
  const file = openSync(path, 'w')
  const { child, ended } = start([], ['pipe', file, 'pipe'])
  closeSync(file)
  child.stdin?.end(`${ORDINARY}\n${BAIDU}`)
  expect(await ended).toMatchObject({ code: 0, stderr: '' })
  expect(readFileSync(path, 'utf8')).toMatch(/^\{"level":30[^\n]+\n\{"error_code":31066.+"storage_error":\{.+\}\}$/)
})
