import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { closeSync, createReadStream } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { start } from '../helpers/command.ts'
import { BAIDU } from '../helpers/lines.ts'
import { readPaced } from '../helpers/paced-reader.ts'
import { openPipe } from '../helpers/pipes.ts'
import { isLinux, processorTicks, residentMebibytes, standsStill } from '../helpers/process-figures.ts'

const LINES = 8_000_000
const counting = (): ChildProcess => spawn('seq', ['1', String(LINES)], { stdio: ['ignore', 'pipe', 'ignore'] })

const digestOf = async (stream: AsyncIterable<Buffer>): Promise<string> => {
  const hash = createHash('sha256')
  for await (const chunk of stream) hash.update(chunk)
  return hash.digest('hex')
}

describe.skipIf(!isLinux)('a slow reader', () => {
  test.each([
    ['blocking pipes', false],
    ['non-blocking pipes', true],
  ])('costs no memory, no processor time and no line: %s', { timeout: 60_000 }, async (_, isNonBlocking) => {
    const input = openPipe({ nonBlockingReader: isNonBlocking })
    const output = openPipe({ nonBlockingWriter: isNonBlocking })
    const producer = spawn('seq', ['1', String(LINES)], { stdio: ['ignore', input.writer, 'ignore'] })
    closeSync(input.writer)
    const { pid, ended } = start([], [input.reader, output.writer, 'pipe'])
    closeSync(input.reader)
    closeSync(output.writer)
    const stream = createReadStream('', { fd: output.reader, highWaterMark: 64 * 1024 })
    const reader = readPaced(stream)
    const received = createHash('sha256').update(await reader.take(1024 * 1024))

    await standsStill(pid)
    const ticks = processorTicks(pid)
    // The one thing here that needs time to pass: a process that spins is seen by the time it uses meanwhile.
    await pause(1000)
    expect(processorTicks(pid) - ticks).toBeLessThan(10)
    expect(residentMebibytes(pid)).toBeLessThan(100)

    for (let part = await reader.take(1024 * 1024); part.length > 0; part = await reader.take(1024 * 1024)) received.update(part)
    expect(received.digest('hex')).toBe(await digestOf(counting().stdout as unknown as AsyncIterable<Buffer>))
    expect(await ended).toMatchObject({ code: 0, stderr: '' })
    expect(producer.exitCode).toBe(0)
  })

  test('is told every decoded line, too', { timeout: 60_000 }, async () => {
    const lines = 100_000
    const producer = spawn('sh', ['-c', `yes '${BAIDU}' | head -n ${lines}`], { stdio: ['ignore', 'pipe', 'ignore'] })
    const { child, pid, ended } = start(['--stats'], [producer.stdout, 'pipe', 'pipe'], { collects: false })
    const reader = readPaced(child.stdout as NonNullable<typeof child.stdout>)
    await reader.take(1024)
    await standsStill(pid)
    expect(residentMebibytes(pid)).toBeLessThan(150)
    const rest = await reader.rest()
    expect(rest.toString('latin1').split('\n').length - 1).toBeGreaterThan(lines - 100)
    const { code, stderr } = await ended
    expect(code).toBe(0)
    expect(stderr).toContain(`decoded ${lines}: baidu-pcs ${lines}`)
  })
})
