import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { BIN } from '../helpers/command.ts'
import { temporaryDirectory } from '../helpers/pipes.ts'

const MEBIBYTE = 1024 * 1024
const LINES = 30_000

// Loaded before the command: tells at the end how large the room is that V8 has for what is new.
const TELLING = `process.on('exit', () => {
  const { space_size: size } = require('node:v8').getHeapSpaceStatistics().find((space) => space.space_name === 'new_space')
  process.stderr.write(String(size))
})`

const nameOf = (number: number): string =>
  Array.from({ length: 5 }, (_, place) => String.fromCharCode(97 + (Math.floor(number / 26 ** place) % 26))).join('')

const lineOf = (_: unknown, number: number): string =>
  `{"level":50,"task":"Do${nameOf(number)}Task","body":{"code":40100005,"msg":"signature error","id":"07f3ba78cd54b008655004b98f33964e"}}`

/** How large the room for what is new has become, in MiB, after lines of which no two have one form. */
const newSpaceAfterAll = async (): Promise<number> => {
  const folder = temporaryDirectory()
  const [telling, log] = [join(folder, 'telling.cjs'), join(folder, 'lines.log')]
  writeFileSync(telling, TELLING)
  writeFileSync(log, Array.from({ length: LINES }, lineOf).join('\n'))
  const child = spawn(process.execPath, ['--require', telling, BIN, '--stats', log], { stdio: ['ignore', 'ignore', 'pipe'] })
  let told = ''
  child.stderr.on('data', (text) => {
    told += text
  })
  expect(await once(child, 'close')).toEqual([0, null])
  expect(told).toContain(`decoded ${LINES}: upyun`)
  expect(told).not.toContain('unrecognized')
  return Number(/\d+$/.exec(told)?.[0]) / MEBIBYTE
}

// By itself V8 makes it 8 MiB by then, and more later.
test('lines of ever new forms do not make V8 take more room than it has at the start', { timeout: 60_000 }, async () => {
  const room = await newSpaceAfterAll()
  expect(room).toBeGreaterThan(0)
  expect(room).toBeLessThanOrEqual(4)
})
