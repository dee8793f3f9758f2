import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { decoratedLines } from '../check.js'
import { END, makeEndedCorpus } from '../corpus.js'
import { about, ms, named, ratio, SPREAD, speed, spread, table } from '../markdown.js'
import { inTurn, medianRatio, outputOf, raceWithoutStart } from '../measure.js'
import { copyLoop, naive, storerr } from '../programs.js'
import { findRivals } from '../rivals.js'

export const name = 'rivals'

const WANTED = { form: 'json', hits: 0.01 }

const referees = [
  { ...copyLoop, does: 'copies' },
  { ...storerr, does: 'asks for evidence, any form of line; the line stays as it is but for the insertion', found: decoratedLines },
]

/** How many lines each program says hold a code, on a smaller file; a program that lost lines is as wrong as one that counts wrong. */
const countFound = async ({ folder, settings }, programs) => {
  const { path, lines, planted } = makeEndedCorpus(folder, { ...WANTED, bytes: settings.sampleBytes })
  const counts = await inTurn(programs, async (program) => {
    if (program.found === undefined) return {}
    const output = await outputOf(program, path)
    const found = program.found(output)
    return { found, isRight: program.isCounting === true || (found === planted && output.split('\n').length === lines + 1) }
  })
  rmSync(path)
  return { planted, counts }
}

const measureGroup = async (bench, rivals, wantedBytes) => {
  const { folder, settings, say } = bench
  const programs = [...referees, ...rivals]
  say(`what people use today: ${rivals.map((rival) => rival.name).join(', ')}`)
  const small = join(folder, 'end.log')
  writeFileSync(small, `${END}\n`)
  const { path, bytes } = makeEndedCorpus(folder, { ...WANTED, bytes: wantedBytes })
  const runs = await raceWithoutStart(programs, path, { small, effort: settings.main })
  rmSync(path)
  const { planted, counts } = await countFound(bench, programs)
  return { bytes, planted, runs: runs.map((run, index) => ({ ...programs[index], ...run, counted: counts[index] })) }
}

export const measure = async (bench) => {
  const { groups, missing } = findRivals(bench.folder)
  const filled = Object.entries(groups).filter(([, rivals]) => rivals.length > 0)
  const measured = await inTurn(filled, ([size, rivals]) => measureGroup(bench, rivals, bench.settings.rivalBytes[size]))
  const withNaive = measured.find(({ runs }) => named(runs, naive.name) !== undefined)
  return {
    groups: measured,
    missing,
    timesNaive: medianRatio(named(withNaive.runs, naive.name).nets, named(withNaive.runs, storerr.name).nets),
  }
}

const foundText = ({ isCounting, counted: { found, isRight } }, planted) => {
  if (found === undefined) return '–'
  if (isCounting) return `${found}, of which ${planted} hold one`
  return `${found} of ${planted}${isRight ? '' : ', **wrong**'}`
}

const tableOf = ({ bytes, planted, runs }) => `${about(bytes)}:

${table(
  ['program', 'what it does', '× copy loop', ...SPREAD, 'start-up ms', 'without start-up', 'storerr is … times as fast', 'lines found'],
  runs.map((run) => [
    run.name,
    run.does,
    ratio(run.ratio),
    ...spread(run),
    ms(run.start),
    run.isInNoise ? '–' : speed(bytes, run.net),
    run.isInNoise ? '–' : ratio(medianRatio(run.nets, named(runs, storerr.name).nets)),
    foundText(run, planted),
  ]),
)}`

/** @param {Awaited<ReturnType<typeof measure>>} result */
export const page = ({ groups, missing }) => `## Against what people use today

JSON lines of which one in a hundred holds a code. None of the others asks for evidence. Start-up is taken off both sides of the comparison with
storerr: the median time over a file of one line. Where that varies by more than the rest takes, nothing is said of the rest. Those that look codes
up have a table of the catalog's numbers. How many lines each of them says hold a code was counted on a smaller file of the same kind. rsyslog is
stopped by a Node program when the last line has come out, and that program's start is part of its start-up; syslog-ng reads from \`cat\`.${missing.length === 0 ? '' : `\n\nNot installed on this machine, so not measured: ${missing.join(', ')}.`}

${groups.map(tableOf).join('\n\n')}`
