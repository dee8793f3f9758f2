import { createRequire } from 'node:module'
import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { storerrBunyan } from '../../src/loggers/bunyan.ts'
import { storerrFormat } from '../../src/loggers/winston.ts'
import { recordFor } from '../fixtures/pino/records.mjs'

const MESSAGE = Symbol.for('message')
const require = createRequire(import.meta.url)

/** A package that may not be installed. */
const optional = <T>(name: string): T | undefined => {
  try {
    return require(name) as T
  } catch {
    return undefined
  }
}

const collector = () => {
  const lines: string[] = []
  return { lines, write: (line: string) => lines.push(line) > 0 }
}

describe('the winston format', () => {
  test('decodes the finished line and leaves the record alone', () => {
    const record = { level: 'error', message: 'upload failed', [MESSAGE]: JSON.stringify(recordFor(0)) }
    const out = storerrFormat().transform(record)
    expect(out).toBe(record)
    expect(out[MESSAGE]).toContain('"storage_error":{"provider":"baidu-pcs","code":"31066"')
    expect(Object.keys(out)).toEqual(['level', 'message'])
  })

  test('lets a record pass for which no line was written yet', () => {
    const record = { level: 'error', message: 'upload failed' }
    expect(storerrFormat().transform(record)).toBe(record)
    expect(record).toEqual({ level: 'error', message: 'upload failed' })
  })

  type Winston = {
    format: Record<'json' | 'simple' | 'logstash', () => object> & { combine(...formats: object[]): object }
    createLogger(options: object): { error(message: string, fields: object): void }
    transports: { Stream: new (options: object) => object }
  }
  const winston = optional<Winston>('winston')
  test.skipIf(winston === undefined).each(['json', 'simple', 'logstash'] as const)('decodes the lines of winston itself: %s', (form) => {
    const { format, createLogger, transports } = winston as Winston
    const stream = new PassThrough()
    createLogger({
      format: format.combine(format[form](), storerrFormat()),
      transports: [new transports.Stream({ stream })],
    }).error('upload failed', recordFor(2))
    expect(String(stream.read())).toMatch(/storage_error(":\{"|\.)provider(":"|=)tencent-cos/)
  })
})

describe('the bunyan stream', () => {
  test('decodes a record', () => {
    const out = collector()
    storerrBunyan({ destination: out }).stream.write(`${JSON.stringify(recordFor(1))}\n`)
    expect(JSON.parse(out.lines.join('')).storage_error).toMatchObject({ provider: 'upyun', code: '40400001' })
  })

  type Bunyan = { createLogger(options: object): { error(fields: object, message: string): void } }
  const bunyan = optional<Bunyan>('bunyan')
  test.skipIf(bunyan === undefined)('decodes the records of bunyan itself, at the level set beside it', () => {
    const out = collector()
    const streams = [{ level: 'error', ...storerrBunyan({ destination: out }) }]
    const logger = (bunyan as Bunyan).createLogger({ name: 'app', streams })
    logger.error(recordFor(1), 'upload failed')
    expect(out.lines).toHaveLength(1)
    expect(JSON.parse(out.lines[0] as string).storage_error).toMatchObject({ code: '40400001' })
  })
})
