// pino-program.js FORM HITS LINES FILE: logs LINES lines in a FORM each time it is told to, and answers what that cost.
import { readFileSync, truncateSync } from 'node:fs'
import { FORMS, logAll, recordsOf } from './pino-forms.js'
import { seeded } from './random.js'

const [form, hits, lines, file] = process.argv.slice(2)
const logger = FORMS[form].open(file)
const records = recordsOf(seeded(1), { count: Number(lines), hits: Number(hits) })

/** Nanoseconds of processor time that this thread has used; no Node before 23 tells, but Linux does. */
const threadTime = () => {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0])
  } catch {
    return Number.NaN
  }
}

const flushed = () => new Promise((resolve) => logger.flush(resolve))
const linesIn = (path) => readFileSync(path, 'latin1').split('\n').length - 1

process.on('message', async () => {
  const before = threadTime()
  const calls = await logAll(logger, records)
  await flushed()
  const thread = threadTime() - before
  // Nobody is fast by losing lines.
  const arrived = linesIn(file)
  if (arrived !== records.length) throw new Error(`${form}: ${arrived} of ${records.length} lines arrived`)
  truncateSync(file)
  process.send({ calls: calls / records.length, thread: thread / records.length })
})
process.once('disconnect', () => process.exit())
process.send('ready')
