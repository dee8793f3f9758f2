import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'

export const BIN = fileURLToPath(new URL('../../bin/storerr.js', import.meta.url))

/** How a run of the command ended. */
export type Ended = { code: number | null; signal: NodeJS.Signals | null; stdout: Buffer; stderr: string }

export type Running = { child: ChildProcess; pid: number; ended: Promise<Ended> }

const collect = (stream: NodeJS.ReadableStream | null): Buffer[] => {
  const chunks: Buffer[] = []
  stream?.on('data', (chunk: Buffer) => chunks.push(chunk))
  return chunks
}

/** Starts the command; what it writes to pipes is collected, unless `stdout` is left to the test. */
export const start = (args: readonly string[], stdio: StdioOptions = 'pipe', { collects = true } = {}): Running => {
  const child = spawn(process.execPath, [BIN, ...args], { stdio })
  child.stdin?.on('error', () => {}) // the command may end before it has read everything
  const stdout = collects ? collect(child.stdout) : []
  const stderr = collect(child.stderr)
  const ended = once(child, 'close').then(([code, signal]) => ({
    code,
    signal,
    stdout: Buffer.concat(stdout),
    stderr: Buffer.concat(stderr).toString(),
  }))
  return { child, pid: child.pid as number, ended }
}

/** Runs the command on bytes. */
export const run = (args: readonly string[], input: string | Uint8Array = ''): Promise<Ended> => {
  const { child, ended } = start(args)
  child.stdin?.end(input)
  return ended
}

/** Waits until the child has written the text to the stream. */
export const saying = (stream: Readable | null, text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    let said = ''
    stream?.on('data', (chunk: Buffer) => {
      said += String(chunk)
      if (said.includes(text)) resolve()
    })
    stream?.once('close', () => reject(new Error(`ended without saying ${JSON.stringify(text)}; said ${JSON.stringify(said)}`)))
  })
