import { rmSync } from 'node:fs'
import { makeCatalog } from '../catalog.js'
import { makeCorpus } from '../corpus.js'
import { about, ms, ratio, SPREAD, speed, spread, table } from '../markdown.js'
import { medianRatio, raceWithoutStart } from '../measure.js'
import { storerrWith } from '../programs.js'

export const name = 'dictionary'

const SIZES = [200, 2000, 20_000]
/** bytes of lines, each with a code */
const FIRST_LINES = 1000

export const measure = async ({ folder, settings, say }) => {
  say('size of the dictionary')
  const programs = SIZES.map((codes) => storerrWith(`${codes} codes`, makeCatalog(folder, codes)))
  const corpus = makeCorpus(folder, { form: 'json', hits: 0.01, bytes: settings.dictionaryBytes })
  // What is made of a catalog is made when the first line is to be read.
  const small = makeCorpus(folder, { form: 'json', hits: 1, bytes: FIRST_LINES }).path
  const runs = await raceWithoutStart(programs, corpus.path, { small, effort: settings.main })
  for (const path of [corpus.path, small]) rmSync(path)
  return { bytes: corpus.bytes, runs, ratio: medianRatio(runs.at(-1).nets, runs[0].nets) }
}

/** @param {Awaited<ReturnType<typeof measure>>} result */
export const page = ({ bytes, runs }) => `## Size of the dictionary

A user's catalog of so many codes beside ours, over ${about(bytes)} of JSON lines. Load time is the median time over a few lines with a
code, by which all that is made of a catalog has been made.

${table(
  ['catalog', ...SPREAD, 'load ms', 'without load', '× 200 codes'],
  runs.map((run) => [run.name, ...spread(run), ms(run.start), speed(bytes, run.net), ratio(medianRatio(run.nets, runs[0].nets))]),
)}`
