// Writes docs/benchmarks.md from what was measured.
import { writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { versions } from './programs.js'

const ms = (value) => value.toFixed(0)
const ratio = (value) => value.toFixed(2)
const speed = (bytes, milliseconds) => `${(bytes / milliseconds / 1000).toFixed(0)} MB/s`
const table = (head, rows) =>
  [`| ${head.join(' | ')} |`, `| ${head.map(() => '---').join(' | ')} |`, ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n')
const named = (runs, name) => runs.find((run) => run.name === name)

const machine = () => {
  const [first] = cpus()
  return `${cpus().length} cores (${first?.model.replace(/\s+/g, ' ').trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB of memory, ${process.platform} ${process.arch}`
}

const caseRows = ({ title, bytes, runs }) =>
  runs.map((run) => [
    title,
    run.name,
    ratio(run.median / named(runs, 'Node copy loop').median),
    ms(run.best),
    ms(run.median),
    ms(run.worst),
    speed(bytes, run.median),
  ])

/** @param {object} results */
export const report = (results) => {
  const { startUp, cases, rivals, dictionary, lengths, hostile, latency, peaks, barePeak, checks } = results
  const node = named(startUp, 'node -e 0')
  const naiveStart = named(startUp, 'split2 + JSON.parse')
  const ownStart = named(startUp, 'storerr')
  const [own, naive] = ['storerr', 'split2 + JSON.parse'].map((name) => named(rivals.runs, name))
  const [few, many] = dictionary
  const grown = (many.median - many.load) / (few.median - few.load)
  const sections = [
    `# Benchmarks

Written by \`npm run bench\`${results.isQuick ? ' (-- --quick: small files, few rounds)' : ''}; do not edit. The machine: ${machine()}; ${versions().join('; ')}.
Files are warm, output goes to /dev/null, start-up is included, programs take turns on the same file, and the first round is not counted. Ratios are of medians; best and worst show the spread. On a shared machine only numbers of one table can be compared.`,
    `## Against copying

${table(['corpus, lines with a code', 'program', '× copy loop', 'best ms', 'median ms', 'worst ms', 'median'], cases.flatMap(caseRows))}`,
    `Every line came out, changed by nothing but the insertion: ${checks.map(({ form, hits, lines, decoded }) => `${form} ${hits * 100} %: ${decoded} of ${lines} decoded`).join('; ')}.`,
    `## Against what people use today

One line in a hundred holds a code. The others look a code up by its key alone, or only reprint the line: none of them asks for evidence. Start-up taken off both, storerr is ${ratio((naive.median - naiveStart.median) / Math.max(1, own.median - ownStart.median))} times as fast as split2 + JSON.parse.

${table(['corpus, lines with a code', 'program', '× copy loop', 'best ms', 'median ms', 'worst ms', 'median'], caseRows({ title: 'json, 1 %', ...rivals }))}`,
    `## Start-up

${table(
  ['program', 'best ms', 'median ms', 'over `node -e 0`'],
  startUp.map((run) => [run.name, ms(run.best), ms(run.median), `${ms(run.median - node.median)} ms (best ${ms(run.best - node.best)})`]),
)}`,
    `## Memory

${table(
  ['program', 'peak MiB', 'over bare Node'],
  [...peaks, ...lengths.map(({ lineBytes, peak }) => [`storerr, lines of ${lineBytes} bytes`, peak])].map(([name, peak]) => [
    name,
    peak.toFixed(0),
    (peak - barePeak).toFixed(0),
  ]),
)}`,
    `## Growth

A catalog of ${many.codes} codes beside one of ${few.codes}, load time (${ms(many.load)} and ${ms(few.load)} ms) taken off: ${ratio(grown)} ×.

${table(
  ['bytes a line', 'storerr × copy loop', 'storerr'],
  lengths.map(({ lineBytes, bytes, runs }) => [lineBytes, ratio(runs[1].median / runs[0].median), speed(bytes, runs[1].median)]),
)}`,
    `## Hostile lines

Lines of 900 KB, start-up included.

${table(
  ['line made of', 'storerr'],
  hostile.map(({ name, bytes, median }) => [`\`${name}\``, speed(bytes, median)]),
)}`,
    `## One line through a pipe

${table(
  ['program', 'p50 µs', 'p99 µs'],
  latency.map(({ name, p50, p99 }) => [name, p50.toFixed(0), p99.toFixed(0)]),
)}`,
  ]
  const page = new URL('../docs/benchmarks.md', import.meta.url)
  writeFileSync(page, `${sections.join('\n\n')}\n`)
}
