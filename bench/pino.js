// npm run bench:pino [-- --quick]: what storerr adds to a log call on the program's own thread. Writes docs/pino-cost.md.
// Each form has a process of its own, as in real life; the processes take turns, so that a slow minute is everybody's.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { FORMS } from './pino-forms.js'
import { report } from './pino-report.js'

const isQuick = process.argv.includes('--quick')
const { lines, rounds } = isQuick ? { lines: 5000, rounds: 5 } : { lines: 20_000, rounds: 31 }
/** for the compilers, and for the processor to wake up */
const WARM_ROUNDS = 5

const folder = mkdtempSync(join(tmpdir(), 'storerr-bench-'))
const program = fileURLToPath(new URL('pino-program.js', import.meta.url))

const start = async (form, hits) => {
  const child = fork(program, [form, `${hits}`, `${lines}`, join(folder, `${Object.keys(FORMS).indexOf(form)}.log`)])
  child.once('exit', (status) => {
    if (status !== 0) throw new Error(`${form} ended with ${status}`)
  })
  await once(child, 'message')
  return { form, child, costs: [] }
}

const takeTurn = async ({ child, costs }, isWarm) => {
  child.send('go')
  const [cost] = await once(child, 'message')
  if (isWarm) costs.push(cost)
}

const measure = async (hits) => {
  const programs = []
  for (const form of Object.keys(FORMS)) programs.push(await start(form, hits))
  for (let round = 0; round < WARM_ROUNDS + rounds; round++) {
    for (const program of programs) await takeTurn(program, round >= WARM_ROUNDS)
  }
  for (const { child } of programs) child.disconnect()
  return programs.map(({ form, costs }) => ({ form, costs }))
}

const results = []
for (const hits of [0, 0.01]) {
  process.stderr.write(`${hits * 100} % of lines with a code\n`)
  results.push({ hits, programs: await measure(hits) })
}
rmSync(folder, { recursive: true })
report({ results, lines, rounds, isQuick })
