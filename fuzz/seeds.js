import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const lineOf = (text) => {
  try {
    const value = JSON.parse(text)
    return typeof value?.line === 'string' ? value.line : text
  } catch {
    return text
  }
}

/** Lines of a corpus file: the `line` of each record of a .jsonl file, or each line of a text. */
const linesOf = (path) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Buffer.from(path.endsWith('.jsonl') ? lineOf(line) : line))

const filesUnder = (path) =>
  statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => filesUnder(join(path, name))) : [path]

/** What mutation starts from: the corpus by lines, the JSON suite by files. */
export const readSeeds = (corpusPaths, suitePath) => {
  const corpus = corpusPaths.filter(existsSync).flatMap(filesUnder).filter((path) => /\.(jsonl|log|txt)$/.test(path))
  const suite = existsSync(suitePath) ? filesUnder(suitePath).filter((path) => path.endsWith('.json')) : []
  return { lines: corpus.flatMap(linesOf), texts: suite.map((path) => readFileSync(path)).filter((text) => text.length < 10_000) }
}
