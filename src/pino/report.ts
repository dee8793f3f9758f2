import { writeSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'

/** Name of the event that the program's transport emits when a destination fails. */
const FAILURE_EVENT = 'storerr:failure'

/**
 * Tells of a failed destination in clear text on standard error, and the program through an event of its transport.
 * Written straight to the descriptor: a worker's process.stderr goes through the program's event loop, which may stand
 * still by now.
 */
export const report = (message: string): void => {
  try {
    writeSync(2, `storerr: ${message}\n`)
  } catch {
    // Nobody listens on standard error either.
  }
  // thread-stream hands messages of this form to the program as events.
  parentPort?.postMessage({ code: 'EVENT', name: FAILURE_EVENT, args: [{ message }] })
}
