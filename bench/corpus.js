// The files the benchmark reads. Each is made from its own seed, so that a run can be repeated anywhere.
import { appendFileSync, closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { jsonLine, plainLine } from './lines.js'
import { seeded } from './random.js'

/** @import { Random } from './random.js' */

const BATCH_BYTES = 1024 * 1024
const FIRST_TIME = Date.UTC(2026, 0, 5)

/** @typedef {{ path: string, bytes: number, lines: number, planted: number }} Corpus `bytes`: of the file; `planted`: lines with a code */

/** The last line of a file that a program must read to its end without ever being told that it ended. */
export const END = '{"level":30,"msg":"end of the benchmark"}'

/**
 * Writes lines until the file has the size, or a little more: the last line is whole.
 *
 * @param {string} path
 * @param {number} bytes
 * @param {() => string} nextLine without its end
 * @returns {{ lines: number, bytes: number }}
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
  return { lines, bytes: written }
}

/**
 * Lines of one form, of which a share holds a code.
 *
 * @param {string} folder
 * @param {{ form: 'json' | 'plain', hits: number, bytes: number }} wanted
 * @returns {Corpus}
 */
export const makeCorpus = (folder, { form, hits, bytes }) => {
  const random = seeded(form === 'json' ? 17 + hits * 1000 : 71 + hits * 1000)
  const line = form === 'json' ? jsonLine : plainLine
  const path = join(folder, `${form}-${hits * 100}.log`)
  let time = FIRST_TIME
  let planted = 0
  const written = writeLines(path, bytes, () => {
    time += random.below(40)
    const isHit = random.chance(hits)
    if (isHit) planted++
    return line(random, time, isHit)
  })
  return { path, ...written, planted }
}

/** The same, and the line that marks the end. */
export const makeEndedCorpus = (folder, wanted) => {
  const corpus = makeCorpus(folder, wanted)
  appendFileSync(corpus.path, `${END}\n`)
  return { ...corpus, lines: corpus.lines + 1, bytes: corpus.bytes + END.length + 1 }
}

const LONG_LINE_BYTES = 100_000
const LONGEST_FIELD = 32
const PAD_BYTES = ',"pad":""'.length

const lineOfLength = (random, lineBytes, isHit) => {
  const head = `{"level":30,"time":${FIRST_TIME + random.below(1e9)}`
  const tail = isHit ? ',"code":40100005,"msg":"signature error"}' : '}'
  const room = lineBytes - tail.length - PAD_BYTES
  let line = head
  for (let i = 0; line.length + LONGEST_FIELD < room; i++) line += `,"field${i}":"${random.hex(12)}"`
  return `${line},"pad":"${random.hex(room - line.length)}"${tail}`
}

/**
 * JSON lines of one length, one in a hundred with a code; of long lines, of which there are few, one in ten.
 *
 * @param {string} folder
 * @param {{ lineBytes: number, bytes: number }} wanted `lineBytes`: of each line, its end not counted
 * @returns {Corpus}
 */
export const makeLengthCorpus = (folder, { lineBytes, bytes }) => {
  const random = seeded(lineBytes)
  const path = join(folder, `length-${lineBytes}.log`)
  const share = lineBytes < LONG_LINE_BYTES ? 0.01 : 0.1
  let planted = 0
  const written = writeLines(path, bytes, () => {
    const isHit = random.chance(share)
    if (isHit) planted++
    return lineOfLength(random, lineBytes, isHit)
  })
  return { path, ...written, planted }
}

/** A name in letters, as classes and operations have them: another one for each number. */
const nameOf = (number) => {
  let name = ''
  for (let rest = number; name.length < 5; rest = Math.floor(rest / 26)) name += String.fromCharCode(0x61 + (rest % 26))
  return `Do${name[0].toUpperCase()}${name.slice(1)}Task`
}

/**
 * JSON lines, all with a code, in which a name makes lines of as many forms as wanted.
 *
 * @param {string} folder
 * @param {{ forms: number, bytes: number }} wanted
 * @returns {Corpus}
 */
export const makeVarietyCorpus = (folder, { forms, bytes }) => {
  const random = seeded(90_001)
  const path = join(folder, `variety-${forms}.log`)
  let time = FIRST_TIME
  let line = 0
  const written = writeLines(path, bytes, () => {
    time += random.below(40)
    const name = nameOf(Number.isFinite(forms) ? random.below(forms) : line)
    line++
    return jsonLine(random, time, true).replace('{', `{"task":"${name}",`)
  })
  return { path, ...written, planted: written.lines }
}

/**
 * What hostile lines are made of: keys without values, objects without ends, escapes of escapes, case changes, half a proof;
 * the same over and over, or with another value each time.
 *
 * @type {Record<string, (random: Random) => string>}
 */
export const HOSTILE = {
  '"code":': () => '"code":',
  '{"code":': () => '{"code":',
  backslashes: () => '\\',
  aB: () => 'aB',
  '"code":4,': () => '"code":4,',
  code: () => 'code ',
  'code=NoSuchKey msg=a': () => 'code=NoSuchKey msg=a ',
  '"message":"': () => '"message":"',
  'code=NoSuchKey msg=…': (random) => `code=NoSuchKey msg=${random.hex(4)} `,
  '"code":…,': (random) => `"code":${random.below(1e6)},`,
}

/**
 * Lines of one length made of one thing over and over.
 *
 * @param {string} folder
 * @param {{ name: keyof typeof HOSTILE, lineBytes: number, bytes: number }} wanted
 * @returns {Corpus}
 */
export const makeHostileCorpus = (folder, { name, lineBytes, bytes }) => {
  const random = seeded(1313)
  const unit = HOSTILE[name]
  const path = join(folder, `hostile-${Object.keys(HOSTILE).indexOf(name)}-${lineBytes}.log`)
  const bodyOf = () => {
    // What is always the same need not be put together piece by piece.
    if (unit.length === 0) return unit().repeat(Math.floor(lineBytes / unit().length))
    let body = ''
    while (body.length < lineBytes) body += unit(random)
    return body
  }
  let n = 0
  return { path, ...writeLines(path, bytes, () => `${n++} ${bodyOf()}`), planted: 0 }
}
