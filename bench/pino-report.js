// Writes docs/pino-cost.md from what bench/pino.js measured.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cpus } from 'node:os'
import { dirname, join } from 'node:path'
import { medianOf } from './measure.js'
import { FORMS } from './pino-forms.js'

const micro = (nanoseconds) => (nanoseconds / 1000).toFixed(2)
const signed = (text) => (text.startsWith('-') ? text : `+${text}`)

/** What a form costs over the one without storerr: of the two figures of each round, the median difference and quotient. */
const over = (costs, base, figure) => {
  const [difference, quotient] = [(a, b) => a - b, (a, b) => a / b].map((compare) =>
    medianOf(costs.map((cost, round) => compare(cost[figure], base[round][figure]))),
  )
  return `${signed(micro(difference))} µs, ${signed(((quotient - 1) * 100).toFixed(1))} %`
}

const cells = (costs, base, figure) => {
  const values = costs.map((cost) => cost[figure])
  if (values.some(Number.isNaN)) return ['–', '–', '–']
  return [micro(Math.min(...values)), micro(medianOf(values)), base === undefined ? '' : over(costs, base, figure)]
}

const row = ({ form, costs }, programs) => {
  const base = programs.find((program) => program.form === FORMS[form].without)?.costs
  return `| \`${form}\` | ${[...cells(costs, base, 'calls'), ...cells(costs, base, 'thread')].join(' | ')} |`
}

const table = ({ hits, programs }) => `## ${hits * 100} % of lines with a code

| form | calls: best µs | median µs | over pino alone | thread: best µs | median µs | over pino alone |
| --- | --- | --- | --- | --- | --- | --- |
${programs.map((program) => row(program, programs)).join('\n')}`

const pinoVersion = () => {
  const main = createRequire(import.meta.url).resolve('pino')
  return JSON.parse(readFileSync(join(dirname(main), 'package.json'), 'utf8')).version
}

/** @param {{ results: object[], lines: number, rounds: number, isQuick: boolean }} measured */
export const report = ({ results, lines, rounds, isQuick }) => {
  const machine = `${cpus().length} cores (${cpus()[0]?.model.replace(/\s+/g, ' ').trim()}), ${process.platform} ${process.arch}`
  const page = `# What storerr costs the program that logs

Written by \`npm run bench:pino\`${isQuick ? ' (-- --quick: few lines, few rounds)' : ''}; do not edit. The machine: ${machine}; Node ${process.version}, pino ${pinoVersion()}.

Figures are for one line of about 270 bytes, written to a file. *Calls* is the time spent inside \`logger.info()\`, by the clock. *Thread* is the
processor time of the program's main thread from the first call until all lines have arrived: it holds what pino does between the calls
as well, such as handing lines to its worker. Each form runs in a process of its own; the processes take turns, ${rounds} rounds of ${lines} lines, a
hundred in a turn of the event loop. *Over pino alone* is the median, over the rounds, of the difference to the form without storerr
measured a moment before: \`pino.destination()\` for the forms in the program, \`pino/file\` for those in a worker.
Where the machine has no processor to spare, the worker takes the clock's time from the calls, and not the thread's.

${results.map(table).join('\n\n')}
`
  writeFileSync(new URL('../docs/pino-cost.md', import.meta.url), page)
}
