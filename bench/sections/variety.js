import { checkOutput } from '../check.js'
import { makeVarietyCorpus } from '../corpus.js'
import { about, megabytes, ratio, SPREAD, speed, spread, table } from '../markdown.js'
import { inTurn, race } from '../measure.js'
import { copyLoop, storerr } from '../programs.js'

export const name = 'variety'

// The last one: no two lines have the same form.
const FORMS = [1, 100, 1000, 10_000, Number.POSITIVE_INFINITY]

const measureForms = async ({ folder, settings }, forms) => {
  const corpus = makeVarietyCorpus(folder, { forms, bytes: settings.lengthBytes })
  const runs = await race([copyLoop, storerr], corpus.path, settings.side)
  const checked = await checkOutput(makeVarietyCorpus(folder, { forms, bytes: settings.sampleBytes }))
  return { forms, bytes: corpus.bytes, runs, checked }
}

export const measure = (bench) => {
  bench.say('variety of lines')
  return inTurn(FORMS, (forms) => measureForms(bench, forms))
}

/** @param {Awaited<ReturnType<typeof measure>>} rows */
export const page = (rows) => `## Variety

A program writes lines of a few forms over and over, and storerr judges each form once. How much that helps depends on the log:
${about(rows[0].bytes)} of JSON lines, each with a code, and with a name in it that makes as many forms of them as the first column says (times the
twelve that the bodies make).

${table(
  ['names', '× copy loop', ...SPREAD, 'median', 'peak MB', 'decoded'],
  rows.map(({ forms, bytes, runs: [, own], checked }) => [
    Number.isFinite(forms) ? forms : 'another in each line',
    ratio(own.ratio),
    ...spread(own),
    speed(bytes, own.median),
    megabytes(own.peakMB),
    `${checked.decoded} of ${checked.planted}`,
  ]),
)}`
