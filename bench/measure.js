// Runs programs and measures them; every program meets the same file, in turn, so that a slow minute is everybody's.
import { spawn, spawnSync } from 'node:child_process'
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** @typedef {{ name: string, command: string[] }} Program */

/** Milliseconds of one run with the file on standard input and nothing kept of the output. */
const timed = ({ name, command: [program, ...args] }, path) => {
  const [input, output] = [openSync(path, 'r'), openSync('/dev/null', 'w')]
  const start = process.hrtime.bigint()
  const { status, error } = spawnSync(program, args, { stdio: [input, output, 'ignore'] })
  const ms = Number(process.hrtime.bigint() - start) / 1e6
  closeSync(input)
  closeSync(output)
  // grep -c and its like end with 1 when nothing was found.
  if (error !== undefined || status > 1 || status === null) throw new Error(`${name} failed on ${path}: ${error ?? status}`)
  return ms
}

export const medianOf = (values) => [...values].sort((a, b) => a - b)[values.length >> 1]

/**
 * Alternated runs of all programs over one file; the first round, which warms the file, is not counted.
 *
 * @param {Program[]} programs
 * @returns {{ name: string, best: number, median: number, worst: number }[]}
 */
export const race = (programs, path, rounds) => {
  const times = programs.map(() => [])
  for (let round = 0; round <= rounds; round++) {
    programs.forEach((program, index) => {
      const ms = timed(program, path)
      if (round > 0) times[index].push(ms)
    })
  }
  return programs.map(({ name }, index) => ({
    name,
    best: Math.min(...times[index]),
    median: medianOf(times[index]),
    worst: Math.max(...times[index]),
  }))
}

/** The largest memory a Node program had, in MiB. */
export const peakOf = (script, args, path) => {
  const note = join(tmpdir(), `storerr-peak-${process.pid}`)
  const peak = new URL('programs/peak.js', import.meta.url).href
  const fds = [openSync(path, 'r'), openSync('/dev/null', 'w'), openSync(note, 'w')]
  spawnSync(process.execPath, ['--import', peak, script, ...args], { stdio: [fds[0], fds[1], 'ignore', fds[2]] })
  for (const fd of fds) closeSync(fd)
  const kib = Number(readFileSync(note, 'utf8'))
  rmSync(note)
  return kib / 1024
}

/** Microseconds from writing a line into a program's pipe to reading it from its output, one line at a time. */
export const latencyOf = async ({ command: [program, ...args] }, line, lines) => {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] })
  const times = []
  let start = 0n
  let answered = () => {}
  child.stdout.on('data', (chunk) => {
    if (chunk[chunk.length - 1] !== 0x0a) return
    times.push(Number(process.hrtime.bigint() - start) / 1000)
    answered()
  })
  for (let i = 0; i < lines; i++) {
    const answer = new Promise((resolve) => {
      answered = resolve
    })
    start = process.hrtime.bigint()
    child.stdin.write(line)
    await answer
  }
  child.stdin.end()
  await new Promise((resolve) => child.on('close', resolve))
  const warm = times.slice(lines / 5).sort((a, b) => a - b)
  return { p50: warm[warm.length >> 1], p99: warm[Math.floor(warm.length * 0.99)] }
}
