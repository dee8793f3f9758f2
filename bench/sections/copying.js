import { rmSync } from 'node:fs'
import { checkOutput } from '../check.js'
import { makeCorpus } from '../corpus.js'
import { about, megabytes, percent, ratio, SPREAD, speed, spread, table } from '../markdown.js'
import { inTurn, race } from '../measure.js'
import { copyLoop, storerr } from '../programs.js'

export const name = 'copying'

const CASES = ['json', 'plain'].flatMap((form) => [0, 0.01, 0.1, 1].map((hits) => ({ form, hits })))

const measureCase = async ({ folder, settings, say }, wanted) => {
  say(`${wanted.form}, ${percent(wanted.hits)} of lines with a code`)
  const corpus = makeCorpus(folder, { ...wanted, bytes: settings.caseBytes })
  const runs = await race([copyLoop, storerr], corpus.path, settings.main)
  rmSync(corpus.path)
  const sample = makeCorpus(folder, { ...wanted, bytes: settings.sampleBytes })
  const checked = await checkOutput(sample)
  rmSync(sample.path)
  const [, own] = runs
  return { ...wanted, bytes: corpus.bytes, runs, checked, ratio: own.ratio }
}

export const measure = (bench) => inTurn(CASES, (wanted) => measureCase(bench, wanted))

const rowsOf = ({ form, hits, bytes, runs }) =>
  runs.map((run) => [
    `${form}, ${percent(hits)}`,
    run.name,
    ratio(run.ratio),
    ...spread(run),
    speed(bytes, run.median),
    megabytes(run.peakMB),
  ])

const checkedLine = ({ form, hits, checked: { lines, planted, decoded } }) =>
  `${form} ${percent(hits)}: ${decoded} decoded of ${planted}${decoded === planted ? '' : ' (**wrong**)'}, ${lines} lines`

/** @param {Awaited<ReturnType<typeof measure>>} cases */
export const page = (cases) => `## Against copying

Files of ${about(cases[0].bytes)}. The copy loop reads 256 KiB and writes it on (\`readSync\`, \`writeSync\`).

${table(['corpus, lines with a code', 'program', '× copy loop', ...SPREAD, 'median', 'peak MB'], cases.flatMap(rowsOf))}

On a smaller file of the same kind, the output was compared with the input: every line came out, in order, changed by nothing but the
insertion. ${cases.map(checkedLine).join('; ')}.`
