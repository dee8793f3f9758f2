import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, createReadStream, createWriteStream } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { BIN, type Running, saying, start } from '../helpers/command.ts'
import { BAIDU, ORDINARY, ordinaryBytes } from '../helpers/lines.ts'
import { readPaced } from '../helpers/paced-reader.ts'
import { makeFifo, openPipe } from '../helpers/pipes.ts'
import { bytesRead, isLinux, standsStill } from '../helpers/process-figures.ts'

/** The command between two real pipes; the test keeps an end of the first. */
const inPipe = (input = openPipe()): Running & { write: (text: string | Buffer) => void; close: () => void; output: number } => {
  const output = openPipe()
  const running = start([], [input.reader, output.writer, 'pipe'])
  closeSync(output.writer)
  const stream = createWriteStream('', { fd: input.writer })
  stream.on('error', () => {})
  return { ...running, output: output.reader, write: (text) => stream.write(text), close: () => stream.end() }
}

const reading = (fd: number) => createReadStream('', { fd })

describe('SIGTERM', () => {
  test.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('to an idle command: %s ends it with %i, the unfinished line written as it is', async (signal, code) => {
    const { child, ended, write, output } = inPipe()
    const stream = reading(output)
    const received = stream.toArray()
    const heard = saying(stream, ORDINARY)
    // Whole but for its end, and left alone all the same: nobody knows whether it was.
    write(`${ORDINARY}\n${BAIDU}`)
    await heard
    child.kill(signal)
    expect(await ended).toMatchObject({ code, stderr: '' })
    expect(Buffer.concat(await received).toString()).toBe(`${ORDINARY}\n${BAIDU}`)
  })

  test('while the input is being opened ends it with 143, though the producer goes on', async () => {
    // The last of the listeners comes just before the input is opened.
    const meanwhile = "process.on('newListener', (name) => { if (name === 'SIGINT') queueMicrotask(() => process.emit('SIGTERM')) })"
    const child = spawn(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(meanwhile)}`, BIN])
    const [code] = await once(child, 'exit')
    child.stdin.destroy()
    expect(code).toBe(143)
  })

  test('before any input ends it with 143', async () => {
    const { child, ended, write, output } = inPipe()
    const stream = reading(output)
    const heard = saying(stream, '\n')
    write('\n')
    await heard
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ code: 143, stderr: '' })
  })

  test.skipIf(!isLinux)('in the middle of a flood with a slow reader loses nothing that was read', { timeout: 60_000 }, async () => {
    const input = openPipe()
    const { child, pid, ended, write, close, output } = inPipe(input)
    const flood = ordinaryBytes(8 * 1024 * 1024)
    const reader = readPaced(createReadStream('', { fd: output, highWaterMark: 4096 }))
    write(flood)
    const first = await reader.take(4096)
    await standsStill(pid)
    child.kill('SIGTERM')
    const received = Buffer.concat([first, await reader.rest()])
    expect(await ended).toMatchObject({ code: 143, stderr: '' })
    // What the command did not take is still in the pipe, for whoever reads it next.
    close()
    const left = Buffer.concat(await reading(input.reader).toArray())
    expect(received.length).toBeGreaterThan(64 * 1024)
    expect(left.length).toBeGreaterThan(64 * 1024)
    expect(Buffer.concat([received, left]).equals(flood)).toBe(true)
  })

  test.skipIf(!isLinux)('twice does not wait for a reader that stands still', async () => {
    const { child, pid, ended, write, output } = inPipe()
    write(ordinaryBytes(2 * 1024 * 1024))
    await readPaced(createReadStream('', { fd: output, highWaterMark: 4096 })).take(4096)
    await standsStill(pid)
    child.kill('SIGTERM')
    child.kill('SIGHUP')
    expect((await ended).code).toSatisfy((code) => code === 143 || code === 129)
  })

  test.skipIf(!isLinux)('reaches a command that waits for the writer of a FIFO', async () => {
    const { child, pid, ended } = start(['-', makeFifo()])
    const heard = saying(child.stdout, ORDINARY)
    child.stdin?.end(`${ORDINARY}\n`)
    await heard
    expect(bytesRead(pid)).toBeGreaterThan(0)
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ code: 143, stderr: '' })
  })
})

describe('Ctrl-C', () => {
  test('once, in a pipe, is the producer’s: its last lines still come through', async () => {
    const { child, ended, write, close, output } = inPipe()
    const stream = reading(output)
    const received = stream.toArray()
    const heard = saying(stream, 'first')
    write('first\n')
    await heard
    const heardAgain = saying(stream, 'last')
    child.kill('SIGINT')
    write('last words\n')
    await heardAgain
    close()
    expect(await ended).toMatchObject({ code: 0, signal: null, stderr: '' })
    expect(Buffer.concat(await received).toString()).toBe('first\nlast words\n')
  })

  test('twice ends with 130, the unfinished line written as it is', async () => {
    const { child, ended, write, output } = inPipe()
    const stream = reading(output)
    const received = stream.toArray()
    const heard = saying(stream, 'first')
    write('first\n')
    await heard
    const heardAgain = saying(stream, 'second')
    child.kill('SIGINT')
    write('second\nunfinished')
    await heardAgain
    child.kill('SIGINT')
    expect(await ended).toMatchObject({ code: 130, stderr: '' })
    expect(Buffer.concat(await received).toString()).toBe('first\nsecond\nunfinished')
  })

  test.skipIf(!isLinux)('once, while a file is read, ends with 130', async () => {
    const { child, ended } = start(['/dev/zero', '--max-line-bytes', '10'], ['ignore', 'pipe', 'pipe'], { collects: false })
    const reader = readPaced(child.stdout as NonNullable<typeof child.stdout>)
    await reader.take(1024 * 1024)
    child.kill('SIGINT')
    await reader.rest()
    expect((await ended).code).toBe(130)
  })
})
