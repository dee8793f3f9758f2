import { rmSync } from 'node:fs'
import { makeCatalog } from '../catalog.js'
import { makeCorpus } from '../corpus.js'
import { about, ms, ratio, SPREAD, speed, spread, table } from '../markdown.js'
import { medianRatio, raceWithoutStart } from '../measure.js'
import { storerrWith } from '../programs.js'

export const name = 'dictionary'

const SIZES = [200, 2000, 20_000]

export const measure = async ({ folder, empty, settings, say }) => {
  say('size of the dictionary')
  const programs = SIZES.map((codes) => storerrWith(`${codes} codes`, makeCatalog(folder, codes)))
  const corpus = makeCorpus(folder, { form: 'json', hits: 0.01, bytes: settings.caseBytes })
  const runs = await raceWithoutStart(programs, corpus.path, { small: empty, effort: settings.main, startEffort: settings.startUps })
  rmSync(corpus.path)
  return { bytes: corpus.bytes, runs, ratio: medianRatio(runs.at(-1).nets, runs[0].nets) }
}

/** @param {Awaited<ReturnType<typeof measure>>} result */
export const page = ({ bytes, runs }) => `## Size of the dictionary

A user's catalog of so many codes beside ours, over ${about(bytes)} of JSON lines. Load time is the median time over an empty file.

${table(
  ['catalog', ...SPREAD, 'load ms', 'without load', '× 200 codes'],
  runs.map((run) => [run.name, ...spread(run), ms(run.start), speed(bytes, run.net), ratio(medianRatio(run.nets, runs[0].nets))]),
)}`
