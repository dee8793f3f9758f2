import { rmSync } from 'node:fs'
import { checkOutput } from '../check.js'
import { makeLengthCorpus } from '../corpus.js'
import { about, megabytes, ratio, SPREAD, speed, spread, table } from '../markdown.js'
import { inTurn, race } from '../measure.js'
import { copyLoop, storerr } from '../programs.js'

export const name = 'lengths'

// The last one is a line of 1 MiB with its end.
const LENGTHS = [100, 1000, 10_000, 100_000, 2 ** 20 - 1]
const SAMPLE_LINES = 40

const measureLength = async ({ folder, settings }, lineBytes) => {
  const corpus = makeLengthCorpus(folder, { lineBytes, bytes: settings.lengthBytes })
  const runs = await race([copyLoop, storerr], corpus.path, settings.side)
  const sample = makeLengthCorpus(folder, { lineBytes, bytes: Math.max(settings.sampleBytes, SAMPLE_LINES * lineBytes) })
  const checked = await checkOutput(sample)
  rmSync(sample.path)
  return { lineBytes, bytes: corpus.bytes, runs, checked }
}

export const measure = (bench) => {
  bench.say('length of lines')
  return inTurn(LENGTHS, (lineBytes) => measureLength(bench, lineBytes))
}

/** @param {Awaited<ReturnType<typeof measure>>} lengths */
export const page = (lengths) => `## Length of lines

${about(lengths[0].bytes)} of JSON lines of one length; one in a hundred holds a code, from 100,000 bytes on one in ten. How many were decoded was
counted on another file of the same kind.

${table(
  ['bytes a line', '× copy loop', ...SPREAD, 'median', 'peak MB', 'decoded'],
  lengths.map(({ lineBytes, bytes, runs: [, own], checked }) => [
    lineBytes,
    ratio(own.ratio),
    ...spread(own),
    speed(bytes, own.median),
    megabytes(own.peakMB),
    `${checked.decoded} of ${checked.planted}`,
  ]),
)}`
