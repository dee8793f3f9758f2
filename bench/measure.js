// Runs programs and measures them; every program meets the same file, in turn, so that a slow minute is everybody's.
import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** @import { Effort } from './settings.js' */
/**
 * @typedef {{ name: string, command: string[], path?: string, mayFindNothing?: boolean }} Program
 * `path`: the file for this one, when it is not everybody's; `mayFindNothing`: it ends with 1 when it has
 */
/**
 * @typedef {{ name: string, best: number, median: number, worst: number, rounds: number, ratio: number, times: number[], peakMB?: number }} Run
 * times in milliseconds; `ratio`: the median over the rounds of its time over that of the first program in the same round
 */

const LEAST_ROUNDS = 3
const PEAK = new URL('programs/peak.js', import.meta.url).href

const running = new Set()
process.on('exit', () => {
  for (const child of running) child.kill()
})

/** The exit code, or undefined when there is none: killed, or not there at all. */
const exitOf = (child) =>
  new Promise((resolve) => {
    running.add(child)
    const end = (code) => {
      running.delete(child)
      resolve(code ?? undefined)
    }
    child.on('error', () => end())
    child.on('exit', end)
  })

/**
 * One run with the file on standard input.
 *
 * @param {Program} program
 * @param {string} path
 * @param {{ output?: string, note?: string }} files `note`: what the program writes on file descriptor 3
 * @returns {Promise<number>} milliseconds
 * @throws {Error} when the program cannot be run, or fails
 */
export const runOnce = async ({ name, command: [program, ...args], mayFindNothing = false }, path, { output = '/dev/null', note } = {}) => {
  const fds = [openSync(path, 'r'), openSync(output, 'w'), ...(note === undefined ? [] : [openSync(note, 'w')])]
  const start = process.hrtime.bigint()
  const status = await exitOf(spawn(program, args, { stdio: [fds[0], fds[1], 'ignore', ...fds.slice(2)] }))
  const ms = Number(process.hrtime.bigint() - start) / 1e6
  for (const fd of fds) closeSync(fd)
  if (!(status === 0 || (status === 1 && mayFindNothing))) throw new Error(`${name} failed on ${path}: ${status ?? 'killed, or not there'}`)
  return ms
}

/** What the program writes when it reads the file. */
export const outputOf = async (program, path) => {
  const output = `${path}.out`
  await runOnce(program, path, { output })
  const written = readFileSync(output, 'utf8')
  rmSync(output)
  return written
}

/**
 * The largest memory a Node program has while it reads the file, and how long that took.
 *
 * @returns {Promise<{ ms: number, peakMB: number }>} megabytes of a million bytes
 */
export const runForPeak = async ({ name, command: [node, ...args] }, path) => {
  const note = join(tmpdir(), `storerr-peak-${process.pid}`)
  const ms = await runOnce({ name, command: [node, '--import', PEAK, ...args] }, path, { note })
  const kib = Number(readFileSync(note, 'utf8'))
  rmSync(note)
  return { ms, peakMB: (kib * 1024) / 1e6 }
}

/** The run that warms the file up is not timed, so it can be watched: only Node programs tell their memory. */
const warmUp = async (program, path) =>
  program.command[0] === process.execPath ? runForPeak(program, path) : { ms: await runOnce(program, path) }

/** One after the other: two at a time would disturb each other. */
export const inTurn = async (items, measured) => {
  const results = []
  for (const item of items) results.push(await measured(item))
  return results
}

export const medianOf = (values) => [...values].sort((a, b) => a - b)[values.length >> 1]

/** The median over the rounds of one value over the other, each with its neighbour in time. */
export const medianRatio = (values, others) => medianOf(values.map((value, round) => value / others[round]))

/**
 * Alternated runs of all programs over one file, every other round backwards; the first round, which warms the file, is
 * not counted. Where a round takes long there are fewer of them, but not fewer than three.
 *
 * A machine that others work on too changes its speed for seconds at a time: what is compared is what ran in one round.
 *
 * @param {Program[]} programs
 * @param {string} path
 * @param {Effort} effort
 * @returns {Promise<Run[]>} one for each program, in their order
 */
export const race = async (programs, path, { rounds, budgetMs, least = LEAST_ROUNDS }) => {
  const warm = await inTurn(programs, (program) => warmUp(program, program.path ?? path))
  const roundMs = warm.reduce((sum, { ms }) => sum + ms, 0)
  const affordable = Math.min(rounds, Math.max(least, Math.floor(budgetMs / roundMs)))
  const times = programs.map(() => [])
  for (let round = 0; round < affordable; round++) {
    const order = [...programs.keys()]
    if (round % 2 === 1) order.reverse()
    for (const index of order) times[index].push(await runOnce(programs[index], programs[index].path ?? path))
  }
  return programs.map(({ name }, index) => ({
    name,
    best: Math.min(...times[index]),
    median: medianOf(times[index]),
    worst: Math.max(...times[index]),
    rounds: affordable,
    ratio: medianRatio(times[index], times[0]),
    times: times[index],
    peakMB: warm[index].peakMB,
  }))
}

/**
 * The same race, in which each program reads a file with next to nothing in it right before the other.
 *
 * @returns {Promise<(Run & { start: number, net: number, nets: number[], isInNoise: boolean })[]>}
 * `start`: median milliseconds over the small file; `nets`: of each round what the other took beyond the small one, and `net`
 * their median; `isInNoise`: that is less than start-up varies by
 */
export const raceWithoutStart = async (programs, path, { small, effort }) => {
  const both = await race(
    programs.flatMap((program) => [{ ...program, path: small }, program]),
    path,
    effort,
  )
  return programs.map((_, index) => {
    const [start, run] = both.slice(2 * index, 2 * index + 2)
    const nets = run.times.map((time, round) => Math.max(1, time - start.times[round]))
    const net = medianOf(nets)
    return {
      ...run,
      ratio: medianRatio(run.times, both[1].times),
      start: start.median,
      net,
      nets,
      isInNoise: net < start.median - start.best,
    }
  })
}
