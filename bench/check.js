// Nobody is fast by being wrong: what storerr writes is compared with what it read.
import { readFileSync } from 'node:fs'
import { outputOf } from './measure.js'
import { storerr } from './programs.js'

/** @import { Corpus } from './corpus.js' */

const INSERTION = /,"storage_error":\{.*?\}(?=\}$)| storage_error\..*$/

/**
 * Every line of the file must come out, in order, changed by nothing but an insertion.
 *
 * @param {Corpus} corpus
 * @returns {Promise<{ lines: number, planted: number, decoded: number }>} `decoded`: lines that were added to
 * @throws {Error} when a line is missing or changed
 */
export const checkOutput = async ({ path, lines, planted }) => {
  const before = readFileSync(path, 'utf8').split('\n')
  const after = (await outputOf(storerr, path)).split('\n')
  if (before.length !== after.length) throw new Error(`${path}: ${before.length} lines in, ${after.length} out`)
  let decoded = 0
  for (const [index, line] of after.entries()) {
    if (line === before[index]) continue
    decoded++
    if (line.replace(INSERTION, '') !== before[index]) throw new Error(`${path}: line ${index + 1} was changed`)
  }
  return { lines, planted, decoded }
}

/** How many lines of an output bear our field, or a rival's. */
export const decoratedLines = (output) => output.split('\n').filter((line) => line.includes('storage_error')).length
