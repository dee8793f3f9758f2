// node bench/pino-endings.js [LINES]: how many lines arrive decoded, for each way of using storerr with pino, each ending
// and each Node (this one, and those that STORERR_TEST_NODES names). Prints a table for each Node. "1000" stands for all
// lines, in order, each with its own code; "870 of 1000" for fewer.
import { execFile } from 'node:child_process'
import { delimiter } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { codeFor } from '../test/fixtures/pino/records.mjs'

const lines = Number(process.argv[2] ?? 1000)
const nodes = [process.execPath, ...(process.env.STORERR_TEST_NODES ?? '').split(delimiter).filter((path) => path !== '')]
const app = fileURLToPath(new URL('../test/fixtures/pino/app.mjs', import.meta.url))

const WAYS = [
  'transport',
  'transport to pino/file',
  'transport to pino-pretty',
  'transport to a slow target',
  'beside other targets',
  'pipeline to pino/file',
  'pipeline beside other targets',
  'pipeline to a slow target',
  'destination',
  'streamWrite',
  'pino/file alone',
]
const ENDINGS = [
  'natural end',
  'process.exit at once',
  'process.exit later',
  'process.exit after flush',
  'uncaught error',
  'SIGTERM with a handler',
  'SIGTERM after flush',
  'SIGTERM at once',
]

/** What a program wrote, however it ended: some of these programs are meant to fail. */
const outputOf = (node, args) =>
  promisify(execFile)(node, [app, ...args], { maxBuffer: 1 << 28 }).then(
    ({ stdout }) => stdout,
    (error) => error.stdout,
  )

/** Whether a line is the one numbered `i`, with its own code; pino alone decodes none. */
const isRight = (line, i, isDecoded) =>
  line.includes(`"i":${i},`) && (!isDecoded || (line.includes('"storage_error":{"provider":"') && line.includes(`"code":"${codeFor(i)}"`)))

const result = async (node, way, ending) => {
  const output = await outputOf(node, [way, ending, `${lines}`])
  // pino-pretty writes further lines for the error.
  const arrived = output.split('\n').filter((line) => line.includes('"i":'))
  const right = arrived.filter((line, i) => isRight(line, i, way !== 'pino/file alone')).length
  return right === lines && arrived.length === lines ? `${lines}` : `${right} of ${lines}`
}

for (const node of nodes) {
  const { stdout } = await promisify(execFile)(node, ['--version'])
  console.log(`\n**Node ${stdout.trim()}**\n\n| | ${ENDINGS.join(' | ')} |\n|${' --- |'.repeat(ENDINGS.length + 1)}`)
  for (const way of WAYS) {
    const cells = []
    for (const ending of ENDINGS) cells.push(await result(node, way, ending))
    console.log(`| ${way} | ${cells.join(' | ')} |`)
  }
}
