import { ms, SPREAD, spread, table } from '../markdown.js'
import { medianOf, race } from '../measure.js'
import { bareNode, copyLoop, naive, storerr } from '../programs.js'

/** @import { Run } from '../measure.js' */

export const name = 'start-up'

/** Milliseconds beyond Node's own, the median over the rounds. */
const beyond = (run, bare) => medianOf(run.times.map((time, round) => time - bare.times[round]))

/** @returns {Promise<{ runs: Run[], over: number }>} `over`: milliseconds of storerr beyond Node's own */
export const measure = async ({ empty, settings }) => {
  const runs = await race([bareNode, copyLoop, naive, storerr], empty, settings.startUps)
  const [bare, , , own] = runs
  return { runs, over: beyond(own, bare) }
}

export const page = ({ runs }) => {
  const [bare] = runs
  const rows = runs.map((run) => [
    run.name,
    ...spread(run),
    `${beyond(run, bare).toFixed(1)} ms (best over best ${ms(run.best - bare.best)})`,
  ])
  return `## Start-up

The input is empty. What is over Node's own is the median of the differences in each round.

${table(['program', ...SPREAD, 'over `node -e 0`'], rows)}`
}
