// npm run bench [-- --quick] [-- --only NAME]: makes its corpora in a temporary folder, measures, and writes docs/benchmarks.md.
// With --only, one section is measured and shown, and the page stays as it is.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { parseArgs } from 'node:util'
import { inTurn, medianOf, runForPeak } from './measure.js'
import { copyLoop } from './programs.js'
import { pageOf } from './report.js'
import * as copying from './sections/copying.js'
import * as dictionary from './sections/dictionary.js'
import * as hostile from './sections/hostile.js'
import * as latency from './sections/latency.js'
import * as lengths from './sections/lengths.js'
import * as rivals from './sections/rivals.js'
import * as sizes from './sections/sizes.js'
import * as startUp from './sections/start-up.js'
import * as variety from './sections/variety.js'
import { settingsFor } from './settings.js'

const SECTIONS = [copying, variety, rivals, startUp, sizes, lengths, dictionary, hostile, latency]

const chosen = () => {
  const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } } })
  const sections = SECTIONS.filter(({ name }) => values.only === undefined || name === values.only)
  if (sections.length > 0) return { ...values, sections }
  process.stderr.write(`no section ${values.only}; there are ${SECTIONS.map(({ name }) => name).join(', ')}\n`)
  process.exit(2)
}

/** A folder that goes away with this process, however it ends. */
const temporaryFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'storerr-bench-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  process.on('SIGINT', () => process.exit(130))
  process.on('SIGTERM', () => process.exit(143))
  return folder
}

const { quick, only, sections } = chosen()
const folder = temporaryFolder()
const empty = join(folder, 'empty.log')
writeFileSync(empty, '')
// Where daemons are, and users' search paths often do not lead.
process.env.PATH += `${delimiter}/usr/local/sbin${delimiter}/usr/sbin`

const started = Date.now()
const bench = { folder, empty, settings: settingsFor(quick), say: (text) => process.stderr.write(`${text}\n`) }
const barePeaks = await inTurn([1, 2, 3], () => runForPeak(copyLoop, empty))
const results = { barePeakMB: medianOf(barePeaks.map(({ peakMB }) => peakMB)) }
for (const { name, measure } of sections) {
  results[name] = await measure(bench)
}

const page = pageOf({ isQuick: quick, minutes: (Date.now() - started) / 60_000, results, sections })
if (only === undefined) writeFileSync(new URL('../docs/benchmarks.md', import.meta.url), page)
else process.stdout.write(page)
