// What the figures are held against. Computed from the same results as the rest of the page.
import { bytesName, percent, ratio, speedName } from './markdown.js'
import { storerr } from './programs.js'

/** @typedef {{ goal: string, limit: number, stretch?: number, value: number, isFloor?: boolean, show: (value: number) => string }} Goal */

const times = (value) => `${ratio(value)} ×`

const copyGoals = (cases) =>
  cases.map(({ form, hits, ratio: value }) => ({
    goal: `${form === 'json' ? 'JSON' : 'plain'}, ${percent(hits)} of lines with a code${hits === 1 ? ', full evidence' : ''}: time over the copy loop's`,
    ...(hits <= 0.01 ? { limit: 2.6, stretch: 1.8 } : hits < 1 ? { limit: 4 } : { limit: 10, stretch: 6 }),
    value,
    show: times,
  }))

/** Every peak of storerr that was taken, with what it read. */
const peaksOf = ({ copying = [], variety = [], sizes, lengths = [] }) => [
  ...copying.map(({ form, hits, runs }) => ({ what: `${form}, ${percent(hits)}`, runs })),
  ...variety.map(({ forms, runs }) => ({ what: `forms by ${forms} names`, runs })),
  ...(sizes?.sizes ?? []).map(({ bytes, runs }) => ({ what: bytesName(bytes), runs })),
  ...lengths.map(({ lineBytes, runs }) => ({ what: `lines of ${lineBytes} bytes`, runs })),
]

const memoryGoals = (results) => {
  const peaks = peaksOf(results).map(({ what, runs }) => ({
    what,
    over: runs.find((run) => run.name === storerr.name).peakMB - results.barePeakMB,
  }))
  if (peaks.length === 0) return []
  const worst = peaks.reduce((a, b) => (b.over > a.over ? b : a))
  const show = (value) => `${value.toFixed(0)} MB (${worst.what})`
  return [{ goal: 'peak memory over bare Node, any input size, lines up to 1 MiB', limit: 25, value: worst.over, show }]
}

const hostileGoals = (kinds) => {
  const slowest = kinds.reduce((a, b) => (Math.min(...b.speeds) < Math.min(...a.speeds) ? b : a))
  const steepest = kinds.reduce((a, b) => (b.growth > a.growth ? b : a))
  return [
    {
      goal: 'hostile lines: MB/s, the slowest of them',
      limit: 100,
      isFloor: true,
      value: Math.min(...slowest.speeds),
      show: (value) => `${speedName(value)} MB/s (\`${slowest.kind}\`)`,
    },
    {
      goal: 'hostile lines are linear: a byte of a 900 KB line over one of a 100 KB line (9 were the square)',
      limit: 3,
      value: steepest.growth,
      show: (value) => `${times(value)} (\`${steepest.kind}\`)`,
    },
  ]
}

const latencyGoals = ({ runs: [copy, ...own] }) =>
  own.map(({ name, p50 }) => ({
    goal: `one line through a pipe${name === storerr.name ? '' : ', decoded'}: p50 over the copy loop's`,
    limit: 20,
    value: p50 - copy.p50,
    show: (value) => `${value.toFixed(0)} µs`,
  }))

const SECTION_GOALS = {
  copying: copyGoals,
  rivals: ({ timesNaive }) => [
    {
      goal: 'split2 + JSON.parse takes so many times as long, start-up taken off both',
      limit: 25,
      isFloor: true,
      value: timesNaive,
      show: times,
    },
  ],
  'start-up': ({ over }) => [
    { goal: 'start-up over `node -e 0`', limit: 12, stretch: 4, value: over, show: (value) => `${value.toFixed(1)} ms` },
  ],
  dictionary: ({ ratio: value }) => [
    { goal: 'catalog of 20,000 codes over one of 200, load time taken off', limit: 1.15, value, show: times },
  ],
  hostile: hostileGoals,
  latency: latencyGoals,
}

/** @returns {Goal[]} those for which there are results */
const goalsOf = (results) => [
  ...Object.entries(SECTION_GOALS).flatMap(([section, goals]) => (results[section] === undefined ? [] : goals(results[section]))),
  ...memoryGoals(results),
]

const verdict = ({ value, limit, stretch, isFloor = false }) => {
  const reaches = (bound) => (isFloor ? value >= bound : value <= bound)
  if (stretch !== undefined && reaches(stretch)) return 'met, the further one too'
  return reaches(limit) ? 'met' : '**not met**'
}

const bound = ({ limit, stretch, isFloor }) => `${isFloor ? '≥' : '≤'} ${limit}${stretch === undefined ? '' : ` (${stretch})`}`

/**
 * @param {object} results by section
 * @returns {string[][]} cells: what, the goal, what was measured, whether it is met
 */
export const goalRows = (results) => goalsOf(results).map((goal) => [goal.goal, bound(goal), goal.show(goal.value), verdict(goal)])
