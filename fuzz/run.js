// Mutates corpus lines and the JSON suite, and holds what comes out against the oracles. Usage:
//   node fuzz/run.js [--seconds 600] [--seed N] [--corpus PATH]... [--found DIRECTORY] [--library]
// With --library the decoder by lines must say what the stream says, too: a line without a needle shows the difference.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createDecoder } from '../dist/decoder/decoder.js'
import { resolveOptions } from '../dist/decoder/options.js'
import { spliceWith } from '../dist/stream/open-splicer.js'
import { cutAtRandom, makeInput } from './mutate.js'
import { judge, splitLines } from './oracles.js'
import { createRandom } from './random.js'
import { readSeeds } from './seeds.js'
import { shrink } from './shrink.js'

const here = fileURLToPath(new URL('.', import.meta.url))
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '600' },
    seed: { type: 'string', default: String(Date.now() % 0x100000000) },
    corpus: { type: 'string', multiple: true, default: [join(here, '../test/corpus')] },
    library: { type: 'boolean', default: false },
    found: { type: 'string', default: join(here, 'found') },
  },
})

const SETTINGS = [
  {},
  { schema: 'flat' },
  { plain: false },
  { context: 0 },
  { context: 1, schema: 'flat' },
  { maxLineBytes: 200 },
  { maxLineBytes: 60, schema: 'flat' },
  { field: '@err.x', fields: '+action,-message', lang: 'zh' },
  { fields: ['code'] },
  { fields: ['name', 'also'], schema: 'flat' },
  { assume: ['upyun', 'baidu-pcs', 'tencent-cos'] },
]

/** One decoder for many inputs: the end of a file makes it forget everything but its counters. */
const openCore = (settings) => {
  const options = resolveOptions(settings)
  const { splicer, lines } = spliceWith(options)
  const run = (chunks) => {
    const { guarded } = lines.counters
    const output = chunks.map((chunk) => Buffer.from(splicer.push(chunk)))
    output.push(Buffer.from(splicer.endFile()))
    return { output: Buffer.concat(output), guarded: lines.counters.guarded - guarded }
  }
  const decoder = createDecoder(settings)
  const runLines = (input) => {
    const text = input.toString('utf8')
    if (!Buffer.from(text).equals(input)) return undefined
    // As many lines without content as make it forget the input before.
    for (let left = options.context; left >= 0; left--) decoder.annotate('')
    return Buffer.from(splitLines(input).map((line) => decoder.annotate(line.toString('utf8'))).join(''))
  }
  return { run, ...(values.library ? { runLines } : {}), field: options.field, settings }
}

const seeds = readSeeds(values.corpus, join(here, '../test/json-suite'))
if (seeds.lines.length === 0) {
  process.stderr.write(`fuzz: no corpus lines in ${values.corpus.join(', ')}\n`)
  process.exit(2)
}
const random = createRandom(Number(values.seed))
const cores = SETTINGS.map(openCore)
const endsAt = Date.now() + Number(values.seconds) * 1000
const counts = { inputs: 0, lines: 0, bytes: 0, findings: 0 }
const seen = new Map()

const keep = (problem, core, input) => {
  counts.findings++
  const kind = `${problem.replace(/\d+/g, 'N')} ${JSON.stringify(core.settings)}`
  const times = (seen.get(kind) ?? 0) + 1
  seen.set(kind, times)
  if (times > 3) return
  const check = (candidate) => examine(core, candidate, createRandom(7)) ?? examine(core, candidate, createRandom(8))
  const small = problem.startsWith('slow') ? input : shrink(input, (candidate) => check(candidate) !== undefined)
  mkdirSync(values.found, { recursive: true })
  const path = join(values.found, `${values.seed}-${counts.inputs}.json`)
  writeFileSync(path, JSON.stringify({ problem, settings: core.settings, text: small.toString('latin1') }, null, 2))
  process.stdout.write(`found: ${problem} ${JSON.stringify(core.settings)}\n  ${JSON.stringify(small.toString('latin1').slice(0, 600))}\n`)
}

const examine = (core, input, dice) => {
  try {
    return judge({ ...core, input, cut: (bytes) => cutAtRandom(dice, bytes), msPerKilobyte: 40 })
  } catch (error) {
    return `threw: ${error.stack}`
  }
}

for (let reportAt = Date.now() + 60_000; Date.now() < endsAt; ) {
  const input = makeInput(random, seeds)
  const core = random.pick(cores)
  counts.inputs++
  counts.bytes += input.length
  counts.lines += splitLines(input).length
  const problem = examine(core, input, random)
  if (problem !== undefined) keep(problem, core, input)
  if (Date.now() < reportAt) continue
  process.stdout.write(`${JSON.stringify(counts)}\n`)
  reportAt += 60_000
}
process.stdout.write(`seed ${values.seed}: ${counts.inputs} inputs, ${counts.lines} lines, ${counts.bytes} bytes, ${counts.findings} findings\n`)
process.exitCode = counts.findings > 0 ? 1 : 0
