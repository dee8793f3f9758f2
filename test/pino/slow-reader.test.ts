import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { describe, expect, test, vi } from 'vitest'
import { readPaced } from '../helpers/paced-reader.ts'
import { isLinux, peakMebibytes } from '../helpers/process-figures.ts'
import { fixture } from './run-program.ts'

const bytesWritten = (pid: number): number => Number(/^wchar: (\d+)/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1])

/** Resolves when the process gets rid of nothing more: threads that wake each other write a few bytes, lines are many. */
const standsStill = async (pid: number): Promise<void> => {
  let before = Number.NEGATIVE_INFINITY
  await vi.waitFor(
    () => {
      const now = bytesWritten(pid)
      const more = now - before
      before = now
      expect(more).toBeLessThan(16 * 1024)
    },
    { timeout: 20_000, interval: 500 },
  )
}

// Of a kilobyte each: kept, the lines would take more memory than is allowed.
const WAYS = [
  { way: 'transport', lines: 400_000, allowedMebibytes: 400 },
  { way: 'destination', lines: 200_000, allowedMebibytes: 150 },
]

describe.skipIf(!isLinux)('a reader that stands still costs no memory and no line', () => {
  test.each(WAYS)('$way', { timeout: 120_000 }, async ({ way, lines, allowedMebibytes }) => {
    const child = spawn(process.execPath, [fixture('flood.mjs'), way, `${lines}`], { stdio: ['ignore', 'pipe', 'inherit'] })
    const pid = child.pid as number
    const { take } = readPaced(child.stdout as Readable)
    const numbers: string[] = []
    let rest = ''
    /** Reads on, by as many mebibytes; false at the end. */
    const read = async (mebibytes: number): Promise<boolean> => {
      for (; mebibytes > 0; mebibytes--) {
        const part = await take(1024 * 1024)
        if (part.length === 0) return false
        const whole = (rest + part.toString('latin1')).split('\n')
        rest = whole.pop() as string
        for (const line of whole) numbers.push(/"i":(\d+)/.exec(line)?.[1] as string)
      }
      return true
    }

    const peaks: number[] = []
    for (let isMore = await read(1); isMore; isMore = await read(80)) {
      await standsStill(pid)
      peaks.push(peakMebibytes(pid))
    }
    expect(peaks.length).toBeGreaterThan(1)
    expect(Math.min(...peaks)).toBeGreaterThan(20)
    expect(Math.max(...peaks)).toBeLessThan(allowedMebibytes)
    expect(numbers).toEqual(Array.from({ length: lines }, (_, i) => `${i}`))
  })
})
