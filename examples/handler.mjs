// A handler that is frozen as soon as it has answered: every line must be out by then. Run: node examples/handler.mjs
import pino from 'pino'
import { storerrDestination } from 'storerr/destination'

// Within the program and written at once: there is no worker to wait for, and nothing to flush.
const logger = pino(storerrDestination())

export const handler = async (event) => {
  logger.error({ err: { error_code: 31066, error_msg: 'file does not exist', request_id: event.id } }, 'download failed')
  return { statusCode: 404 }
}

await handler({ id: 504389125 })
// The platform stops the process here, without an end of any kind.
process.kill(process.pid, 'SIGKILL')
