import { ms, SPREAD, spread, table } from '../markdown.js'
import { medianOf, race } from '../measure.js'
import { bareNode, copyLoop, naive, storerr } from '../programs.js'

/** @import { Run } from '../measure.js' */

export const name = 'start-up'

/** @returns {Promise<{ runs: Run[], over: number }>} `over`: milliseconds of storerr beyond Node's own, the median over the rounds */
export const measure = async ({ empty, settings }) => {
  const runs = await race([bareNode, copyLoop, naive, storerr], empty, settings.startUps)
  const [bare, , , own] = runs
  return { runs, over: medianOf(own.times.map((time, round) => time - bare.times[round])) }
}

export const page = ({ runs }) => {
  const [bare] = runs
  const rows = runs.map((run) => [run.name, ...spread(run), `${ms(run.median - bare.median)} ms (best ${ms(run.best - bare.best)})`])
  return `## Start-up

The input is empty.

${table(['program', ...SPREAD, 'over `node -e 0`'], rows)}`
}
