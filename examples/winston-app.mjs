// A program that logs with winston. Run: node examples/winston-app.mjs
import { storerrFormat } from 'storerr/winston'
import winston from 'winston'

const { combine, errors, json } = winston.format
const logger = winston.createLogger({
  // Last: it decodes the line that the formats before it have written.
  format: combine(errors({ stack: true }), json(), storerrFormat()),
  transports: [new winston.transports.Console()],
})

logger.error('upload failed', { response: { code: -177, message: 'ERROR_CMD_COS_FILE_EXIST' } })
