// A program that logs with pino: the worker decodes, pino/file writes. Run: node examples/pino-app.mjs
import pino from 'pino'

const logger = pino(pino.transport({ target: 'storerr', options: { to: 'pino/file', fields: '+action' } }))

logger.info({ bucket: 'reports' }, 'upload started')
logger.error({ err: { error_code: 31112, error_msg: 'exceed quota', request_id: 504389125 } }, 'upload failed')
// No flush is needed: pino waits for the worker when the program ends, even here.
process.exit(0)
