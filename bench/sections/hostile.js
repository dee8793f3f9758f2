import { rmSync } from 'node:fs'
import { HOSTILE, makeHostileCorpus } from '../corpus.js'
import { about, ratio, speedName, speedOf, table } from '../markdown.js'
import { inTurn, race, runOnce } from '../measure.js'
import { storerr } from '../programs.js'

export const name = 'hostile'

const LENGTHS = [100_000, 900_000]
const ENOUGH_MS = 3000
const TOO_LONG_MS = 6000

/** One file for each length of line. */
const makeBoth = (folder, kind, bytes) => LENGTHS.map((lineBytes) => makeHostileCorpus(folder, { name: kind, lineBytes, bytes }))

/** @returns {Promise<{ bytes: number, time: number }[]>} milliseconds, as `timed` takes them */
const timeBoth = async (folder, { kind, bytes }, timed) => {
  const corpora = makeBoth(folder, kind, bytes)
  const times = await timed(corpora.map(({ path }) => path))
  for (const { path } of corpora) rmSync(path)
  return corpora.map((corpus, index) => ({ bytes: corpus.bytes, time: times[index] }))
}

/** Small files: enough for lines that take very long, and what the size of the others is chosen by. */
const probe = ({ folder, settings }, kind) =>
  timeBoth(folder, { kind, bytes: settings.hostileBytes.least }, (paths) => inTurn(paths, (path) => runOnce(storerr, path)))

const measureFitting = ({ folder, settings }, { kind, bytes }) =>
  timeBoth(folder, { kind, bytes }, async ([short, long]) => {
    const programs = [short, long].map((path) => ({ ...storerr, path }))
    const runs = await race(programs, short, settings.hostile)
    return runs.map(({ best }) => best)
  })

/** How long both lengths take, in files that are made larger until that is long enough to be told from start-up. */
const timeKind = async (bench, kind) => {
  const { startMs, settings } = bench
  const { least, most } = settings.hostileBytes
  const netOf = (files) => Math.max(1, ...files.map(({ time }) => time - startMs))
  const probed = await probe(bench, kind)
  if (netOf(probed) > TOO_LONG_MS) return probed
  for (let bytes = least, net = netOf(probed); ; ) {
    bytes = Math.min(most, Math.max(1, Math.round(ENOUGH_MS / net)) * bytes)
    const files = await measureFitting(bench, { kind, bytes })
    net = netOf(files)
    if (net > ENOUGH_MS / 2 || bytes === most) return files
  }
}

const measureKind = async (bench, kind) => {
  const { startMs, noiseMs } = bench
  const files = await timeKind(bench, kind)
  // What is shorter than start-up varies by is not told from nothing.
  const isInNoise = files.map(({ time }) => time - startMs <= noiseMs)
  const speeds = files.map(({ bytes, time }) => speedOf(bytes, Math.max(noiseMs, time - startMs)))
  return { kind, bytes: files[0].bytes, speeds, isInNoise, growth: speeds[0] / speeds[1] }
}

export const measure = async (bench) => {
  const { empty, settings, say } = bench
  const [{ best, median }] = await race([storerr], empty, settings.startUps)
  return inTurn(Object.keys(HOSTILE), (kind) => {
    say(`hostile lines: ${kind}`)
    return measureKind({ ...bench, startMs: best, noiseMs: median - best }, kind)
  })
}

/** @param {Awaited<ReturnType<typeof measure>>} kinds */
export const page = (kinds) => `## Hostile lines

Lines made of one thing over and over, with another value each time where three dots stand: 256 MB, or as many as take some seconds; the
best run, start-up taken off. Time is linear when a byte of a long line costs what one of a short line costs: 1.00 in the last column.

${table(
  ['line made of', 'bytes', ...LENGTHS.map((bytes) => `lines of ${bytes / 1000} KB`), 'time for a byte, long : short'],
  kinds.map(({ kind, bytes, speeds, isInNoise, growth }) => [
    `\`${kind}\``,
    about(bytes),
    ...speeds.map((value, index) => `${isInNoise[index] ? 'over ' : ''}${speedName(value)} MB/s`),
    ratio(growth),
  ]),
)}`
