// npm run bench [-- --quick]: makes its corpora in a temporary folder, measures, and writes docs/benchmarks.md.
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeCatalog } from './catalog.js'
import { HOSTILE, makeCorpus, makeHostileCorpus, makeLengthCorpus } from './corpus.js'
import { latencyOf, medianOf, peakOf, race } from './measure.js'
import { COPY, copyLoop, fastRivals, naive, STORERR, slowRivals, storerr } from './programs.js'
import { report } from './report.js'

const isQuick = process.argv.includes('--quick')
const MB = 1e6
const sizes = isQuick
  ? { large: 64 * MB, small: 4 * MB, hostile: 8 * MB, rounds: 2 }
  : { large: 256 * MB, small: 16 * MB, hostile: 16 * MB, rounds: 3 }

const folder = mkdtempSync(join(tmpdir(), 'storerr-bench-'))
const say = (text) => process.stderr.write(`${text}\n`)

const outputOf = ([program, ...args], path) => {
  const input = openSync(path, 'r')
  const { stdout } = spawnSync(program, args, { stdio: [input, 'pipe', 'ignore'], maxBuffer: 1e9 })
  closeSync(input)
  return stdout
}

/** Nobody is fast by being wrong: every line of the input is there, and as many as hold a code are added to. */
const checkOutput = (corpus) => {
  const before = readFileSync(corpus.path, 'utf8').split('\n')
  const after = outputOf(storerr.command, corpus.path).toString().split('\n')
  if (before.length !== after.length) throw new Error(`${corpus.path}: ${before.length} lines in, ${after.length} out`)
  let decoded = 0
  after.forEach((line, index) => {
    if (line === before[index]) return
    decoded++
    if (line.replace(/,"storage_error":\{.*?\}(?=\}$)| storage_error\..*$/, '') !== before[index])
      throw new Error(`changed: ${before[index]}`)
  })
  return { lines: before.length - 1, decoded }
}

const empty = join(folder, 'empty.log')
writeFileSync(empty, '')
const results = { isQuick, sizes, cases: [], checks: [] }

say('start-up')
results.startUp = race([{ name: 'node -e 0', command: [process.execPath, '-e', '0'] }, copyLoop, naive, storerr], empty, sizes.rounds * 3)

for (const form of ['json', 'plain']) {
  for (const hits of [0, 0.01, 0.1, 1]) {
    say(`${form}, ${hits * 100} % of lines with a code`)
    const bytes = hits === 1 ? sizes.large / 4 : sizes.large
    const corpus = makeCorpus(folder, { form, hits, bytes })
    const rivals = hits === 0.01 ? fastRivals() : []
    results.cases.push({
      title: `${form}, ${hits * 100} %`,
      bytes,
      runs: race([copyLoop, storerr, ...rivals], corpus.path, hits === 1 ? 2 : sizes.rounds),
    })
    if (form === 'json' && hits === 0.01) results.peaks = [['Node copy loop', COPY], ['storerr', STORERR]].map(([name, script]) => [name, peakOf(script, [], corpus.path)]) // biome-ignore format: pairs
    rmSync(corpus.path)
    const sample = makeCorpus(folder, { form, hits, bytes: sizes.small / 4 })
    results.checks.push({ form, hits, ...checkOutput(sample) })
    rmSync(sample.path)
  }
}

say('what people use today')
const small = makeCorpus(folder, { form: 'json', hits: 0.01, bytes: sizes.small })
results.rivals = { bytes: sizes.small, runs: race([copyLoop, storerr, ...slowRivals()], small.path, isQuick ? 1 : 3) }

say('size of the dictionary')
const catalogs = [200, 20_000].map((codes) => [codes, makeCatalog(folder, codes)])
const dictionary = (path) => [process.execPath, STORERR, '--catalog', path]
const medium = makeCorpus(folder, { form: 'json', hits: 0.01, bytes: sizes.large / 2 })
results.dictionary = catalogs.map(([codes, path]) => {
  const program = { name: `${codes} codes`, command: dictionary(path) }
  return { codes, load: race([program], empty, sizes.rounds)[0].median, program }
})
const grown = race(results.dictionary.map(({ program }) => program), medium.path, sizes.rounds) // biome-ignore format: one step
results.dictionary.forEach((entry, index) => {
  entry.median = grown[index].median
})
rmSync(medium.path)

say('length of lines')
results.lengths = [100, 1000, 10_000, 100_000, 1_000_000].map((lineBytes) => {
  const corpus = makeLengthCorpus(folder, { lineBytes, bytes: sizes.large / 4 })
  const runs = race([copyLoop, storerr], corpus.path, 3)
  const peak = peakOf(STORERR, [], corpus.path)
  rmSync(corpus.path)
  return { lineBytes, bytes: sizes.large / 4, runs, peak }
})

say('hostile lines')
results.hostile = Object.keys(HOSTILE).map((name) => {
  const corpus = makeHostileCorpus(folder, { name, bytes: sizes.hostile })
  const [run] = race([storerr], corpus.path, 1)
  rmSync(corpus.path)
  return { ...run, name, bytes: sizes.hostile }
})

say('latency')
const lines = isQuick ? 2000 : 10_000
const line = '{"level":30,"time":1767571200027,"pid":32883,"hostname":"web-1","msg":"request completed"}\n'
const hit =
  '{"level":50,"time":1767571200027,"body":{"msg":"signature error","code":40100005,"id":"07f3ba78cd54b008655004b98f33964e"},"msg":"upload failed"}\n'
results.latency = []
for (const [name, program, text] of [
  ['Node copy loop', copyLoop, line],
  ['storerr', storerr, line],
  ['storerr, a code in the line', storerr, hit],
]) {
  results.latency.push({ name, ...(await latencyOf(program, text, lines)) })
}

const bare = medianOf([0, 1, 2].map(() => peakOf(COPY, [], empty)))
results.barePeak = bare
rmSync(folder, { recursive: true })
report(results)
