import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { start } from '../helpers/command.ts'
import { BAIDU, ORDINARY } from '../helpers/lines.ts'
import { isLinux, peakMebibytes } from '../helpers/process-figures.ts'

const MEBIBYTE = 1024 * 1024

/** A program that writes the text again and again, `bytes` in all, made on the fly. */
const producer = (text: string, bytes: number): ChildProcess => {
  const program = `
    const block = Buffer.alloc(1 << 20, ${JSON.stringify(text)})
    let left = ${bytes}
    const more = () => { while (left > 0) { const part = block.subarray(0, Math.min(left, block.length)); left -= part.length; if (!process.stdout.write(part)) return } }
    process.stdout.on('drain', more); more()`
  return spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
}

/** Sends what the producer makes through the command; answers what came out and the most memory it took. */
const flow = async (source: ChildProcess, args: readonly string[]) => {
  const { child, pid, ended } = start(args, [source.stdout, 'pipe', 'pipe'], { collects: false })
  source.stdout?.destroy()
  const hash = createHash('sha256')
  let length = 0
  let peak = 0
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    hash.update(chunk)
    length += chunk.length
    // The figure grows only; the last one seen counts.
    if (child.exitCode === null) peak = seen(pid) ?? peak
  }
  return { length, peak, digest: hash.digest('hex'), ...(await ended) }
}

const seen = (pid: number): number | undefined => {
  try {
    const peak = peakMebibytes(pid)
    return Number.isNaN(peak) ? undefined : peak
  } catch {
    return undefined // ended meanwhile
  }
}

const digestOf = (text: string, bytes: number): string => {
  const block = Buffer.alloc(MEBIBYTE, text)
  const hash = createHash('sha256')
  for (let left = bytes; left > 0; left -= block.length) hash.update(block.subarray(0, Math.min(left, block.length)))
  return hash.digest('hex')
}

describe.skipIf(!isLinux)('memory stays flat', () => {
  test('while 500 MB of lines flow through', { timeout: 120_000 }, async () => {
    const text = ORDINARY.padEnd(127, ' ').concat('\n')
    const bytes = 500_000_000
    const { code, length, digest, peak, stderr } = await flow(producer(text, bytes), ['--stats'])
    expect({ code, length }).toEqual({ code: 0, length: bytes })
    expect(digest).toBe(digestOf(text, bytes))
    expect(stderr).toContain(`lines ${bytes / 128}, bytes ${bytes}`)
    expect(peak).toBeGreaterThan(20)
    expect(peak).toBeLessThan(100)
  })

  test('while 100 MB flow through of which every tenth line is decoded', { timeout: 120_000 }, async () => {
    const text = [...Array(9).fill(ORDINARY), BAIDU].map((line) => line.padEnd(127, ' ').concat('\n')).join('')
    const lines = 100 * 8192 // a block of the producer holds 8192, of which every tenth is decoded
    const { code, peak, stderr } = await flow(producer(text, lines * 128), ['--stats'])
    expect(code).toBe(0)
    expect(stderr).toMatch(/lines 819200, .*\n.* decoded 81900: baidu-pcs/)
    expect(peak).toBeGreaterThan(20)
    expect(peak).toBeLessThan(150)
  })

  test('while a line of 300 MB flows through, undecoded and counted', { timeout: 120_000 }, async () => {
    const bytes = 300_000_000
    const { code, length, digest, peak, stderr } = await flow(producer('"error_code":31066,', bytes), ['--stats'])
    expect({ code, length }).toEqual({ code: 0, length: bytes })
    expect(digest).toBe(digestOf('"error_code":31066,', bytes))
    expect(stderr).toContain('over the line limit 1, ')
    expect(peak).toBeGreaterThan(20)
    expect(peak).toBeLessThan(100)
  })
})
