// The ways of logging that bench/pino.js compares: each with the one that does the same without storerr.
import pino from 'pino'
import { createDecoder } from 'storerr/decoder'
import { storerrDestination } from 'storerr/destination'

const inWorker = (target, options) => pino(pino.transport({ target, options }))
const toFile = (destination) => pino.destination({ dest: destination, sync: true })

/** @type {Record<string, { without?: string, open(file: string): import('pino').Logger }>} */
export const FORMS = {
  'pino.destination()': { open: (file) => pino(toFile(file)) },
  'storerrDestination()': { without: 'pino.destination()', open: (file) => pino(storerrDestination({ destination: file })) },
  'storerrDestination() over pino.destination()': {
    without: 'pino.destination()',
    open: (file) => pino(storerrDestination({ destination: toFile(file) })),
  },
  'hooks.streamWrite': {
    without: 'pino.destination()',
    open: (file) => pino({ hooks: { streamWrite: createDecoder().annotate } }, toFile(file)),
  },
  "target: 'pino/file'": { open: (destination) => inWorker('pino/file', { destination }) },
  "target: 'storerr' to 'pino/file'": {
    without: "target: 'pino/file'",
    open: (destination) => inWorker('storerr', { to: { target: 'pino/file', options: { destination } } }),
  },
  "target: 'storerr'": { without: "target: 'pino/file'", open: (destination) => inWorker('storerr', { destination }) },
}

const LINES_A_TURN = 100

/** Records as a web service logs them, about 270 bytes a line; a share of them holds the body of a storage error. */
export const recordsOf = (random, { count, hits }) =>
  Array.from({ length: count }, () => {
    const req = { id: random.hex(16), method: 'PUT', url: `/${random.hex(8)}/${random.hex(12)}.jpg`, remoteAddress: '10.12.3.7' }
    return random.chance(hits)
      ? { req, err: { error_code: 31066, error_msg: 'file does not exist', request_id: 1e15 + random.below(1e9) } }
      : { req, res: { statusCode: 200, bytes: random.below(4e6) }, responseTime: random.below(9000), userAgent: 'okhttp/4.12.0' }
  })

/** Logs all records, a hundred in a turn of the event loop, as a program under load does; answers the nanoseconds spent in the calls. */
export const logAll = async (logger, records) => {
  let spent = 0n
  for (let from = 0; from < records.length; from += LINES_A_TURN) {
    const to = Math.min(from + LINES_A_TURN, records.length)
    const start = process.hrtime.bigint()
    for (let i = from; i < to; i++) logger.info(records[i], 'request completed')
    spent += process.hrtime.bigint() - start
    await new Promise((resolve) => setImmediate(resolve))
  }
  return Number(spent)
}
