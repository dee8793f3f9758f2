// The files the benchmark reads. Each is made from its own seed, so that a run can be repeated anywhere.
import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { jsonLine, plainLine } from './lines.js'
import { seeded } from './random.js'

const BATCH_BYTES = 1024 * 1024
const FIRST_TIME = Date.UTC(2026, 0, 5)

/**
 * Writes lines until the file has the size.
 *
 * @param {string} path
 * @param {number} bytes
 * @param {() => string} nextLine without its end
 * @returns {number} how many lines there are
 */
const writeLines = (path, bytes, nextLine) => {
  const fd = openSync(path, 'w')
  let lines = 0
  let written = 0
  while (written < bytes) {
    let batch = ''
    while (batch.length < BATCH_BYTES && written + batch.length < bytes) {
      batch += `${nextLine()}\n`
      lines++
    }
    written += writeSync(fd, batch)
  }
  closeSync(fd)
  return lines
}

/**
 * Lines of one form, of which a share holds a code.
 *
 * @param {string} folder
 * @param {{ form: 'json' | 'plain', hits: number, bytes: number }} wanted
 */
export const makeCorpus = (folder, { form, hits, bytes }) => {
  const random = seeded(form === 'json' ? 17 + hits * 1000 : 71 + hits * 1000)
  const line = form === 'json' ? jsonLine : plainLine
  let time = FIRST_TIME
  const path = join(folder, `${form}-${hits * 100}.log`)
  const lines = writeLines(path, bytes, () => {
    time += random.below(40)
    return line(random, time, random.chance(hits))
  })
  return { path, form, hits, bytes, lines }
}

/** JSON lines of one length, one in a hundred with a code. */
export const makeLengthCorpus = (folder, { lineBytes, bytes }) => {
  const random = seeded(lineBytes)
  const path = join(folder, `length-${lineBytes}.log`)
  const lines = writeLines(path, bytes, () => {
    const tail = random.chance(0.01) ? ',"code":40100005,"msg":"signature error"}' : '}'
    let line = `{"level":30,"time":${FIRST_TIME + random.below(1e9)}`
    for (let i = 0; line.length + tail.length + 32 < lineBytes; i++) line += `,"field${i}":"${random.hex(12)}"`
    return `${line},"pad":"${random.hex(Math.max(1, lineBytes - line.length - tail.length - 9))}"${tail}`
  })
  return { path, lineBytes, bytes, lines }
}

const HOSTILE_LINE_BYTES = 900 * 1024

/** Lines of 900 KB made to be slow: keys without values, objects without ends, escapes of escapes, case changes. */
export const HOSTILE = {
  '"code":': '"code":',
  '{"code":': '{"code":',
  backslashes: '\\',
  aB: 'aB',
  '"code":4': '"code":4,',
  'code code': 'code ',
}

/** @param {string} folder */
export const makeHostileCorpus = (folder, { name, bytes }) => {
  const unit = HOSTILE[name]
  const body = unit.repeat(Math.floor(HOSTILE_LINE_BYTES / unit.length))
  const path = join(folder, `hostile-${Object.keys(HOSTILE).indexOf(name)}.log`)
  let n = 0
  const lines = writeLines(path, bytes, () => `${n++} ${body}`)
  return { path, name, bytes, lines }
}
