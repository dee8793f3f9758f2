// How long one line takes through a program between two pipes.
import { spawn, spawnSync } from 'node:child_process'
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { availableParallelism, constants, setPriority } from 'node:os'
import { join } from 'node:path'

/** @import { Program } from './measure.js' */

const BLOCKS = 10
const WARM_BLOCKS = 2
const NEWLINE = 0x0a

/** A pipe with a name, both ends open: a pipe of Node's own making would be a socket. */
const openPipe = (path) => {
  const { status, error } = spawnSync('mkfifo', [path])
  if (error !== undefined || status !== 0) throw new Error(`mkfifo failed: ${error ?? status}`)
  // Opened for both, which does not wait for anybody, so that the two ends that are kept do not wait either.
  const both = openSync(path, 'r+')
  const ends = { read: openSync(path, 'r'), write: openSync(path, 'w') }
  closeSync(both)
  rmSync(path)
  return ends
}

const start = ({ command: [program, ...args] }, folder) => {
  const [input, output] = ['in', 'out'].map((name) => openPipe(join(folder, `pipe-${name}`)))
  const child = spawn(program, args, { stdio: [input.read, output.write, 'ignore'] })
  closeSync(input.read)
  closeSync(output.write)
  return { child, to: input.write, from: output.read }
}

const room = Buffer.allocUnsafe(64 * 1024)

/** Microseconds until the whole line is back. */
const timeLine = ({ to, from }, line) => {
  const begin = process.hrtime.bigint()
  writeSync(to, line)
  for (let length = 0; length === 0 || room[length - 1] !== NEWLINE; ) {
    length = readSync(from, room)
    if (length === 0) throw new Error('the program ended before its input')
  }
  return Number(process.hrtime.bigint() - begin) / 1000
}

const stop = async ({ child, to, from }) => {
  const closed = new Promise((resolve) => child.on('close', resolve))
  closeSync(to)
  await closed
  closeSync(from)
}

/**
 * Keeps the processors awake with programs that leave them to anybody else: to wake one takes as long as five lines do on a
 * virtual machine, and which program has to wait for it is chance.
 */
const keepAwake = () => {
  const idlers = Array.from({ length: availableParallelism() }, () => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }))
  for (const { pid } of idlers) setPriority(pid, constants.priority.PRIORITY_LOW)
  return idlers
}

/**
 * One line at a time through each program, in alternated blocks; the first fifth is not counted.
 *
 * @param {(Program & { line: string })[]} programs
 * @param {{ folder: string, lines: number }} where `lines`: through each program
 * @returns {Promise<{ name: string, p50: number, p99: number }[]>} microseconds
 */
export const latencies = async (programs, { folder, lines }) => {
  const running = programs.map((program) => ({ ...start(program, folder), line: Buffer.from(program.line), times: [] }))
  const idlers = keepAwake()
  const killAll = () => {
    for (const child of [...idlers, ...running.map((run) => run.child)]) child.kill('SIGKILL')
  }
  process.on('exit', killAll)
  for (let block = 0; block < BLOCKS; block++) {
    for (const run of running) {
      for (let i = 0; i < lines / BLOCKS; i++) {
        const time = timeLine(run, run.line)
        if (block >= WARM_BLOCKS) run.times.push(time)
      }
    }
  }
  for (const run of running) await stop(run)
  for (const idler of idlers) idler.kill('SIGKILL')
  process.off('exit', killAll)
  return running.map(({ times }, index) => {
    times.sort((a, b) => a - b)
    return { name: programs[index].name, p50: times[times.length >> 1], p99: times[Math.floor(times.length * 0.99)] }
  })
}
