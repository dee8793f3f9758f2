// Measures detection on the corpus: how many lines that name code and provider are decoded right, how many are decoded
// as somebody else's, and how many lines without a code are decoded all the same. `--list` prints what is not right.
import { readFileSync } from 'node:fs'
import { createDecoder } from '../dist/index.js'

const corpus = (name) =>
  readFileSync(new URL(`../test/corpus/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

const decoders = new Map()
/** One decoder for each hint; blank lines between the corpus lines keep evidence from flowing. */
const decode = ({ line, assume = [] }) => {
  const key = assume.join()
  if (!decoders.has(key)) decoders.set(key, createDecoder({ assume, context: 0 }))
  return decoders.get(key).decode(line)
}

/** Measures the whole corpus. */
export const measure = () => {
  const positives = corpus('positives').map((entry) => ({ ...entry, match: decode(entry) }))
  const negatives = corpus('negatives').map((entry) => ({ ...entry, match: decode(entry) }))
  const isRight = ({ match, provider, code, also = [] }) =>
    match?.provider === provider &&
    (match.code === code || match.name === code) &&
    also.every((other) => match.also?.some((found) => `${found.provider}:${found.code}` === other))
  return {
    positives: positives.length,
    negatives: negatives.length,
    missed: positives.filter(({ match }) => match === undefined),
    wrongProvider: positives.filter(({ match, provider }) => match !== undefined && match.provider !== provider),
    wrongCode: positives.filter((entry) => entry.match?.provider === entry.provider && !isRight(entry)),
    falseAlarms: negatives.filter(({ match }) => match !== undefined),
    right: positives.filter(isRight).length,
  }
}

if (process.argv[1]?.endsWith('accuracy.js')) {
  const result = measure()
  if (process.argv.includes('--list')) {
    for (const kind of ['missed', 'wrongProvider', 'wrongCode', 'falseAlarms']) {
      for (const { line, provider, code, dialect, trap, match } of result[kind]) {
        const wanted = provider === undefined ? trap : `${provider} ${code} (${dialect})`
        console.log(`${kind}: ${wanted}${match === undefined ? '' : `, got ${match.provider} ${match.code}`}\n  ${line.slice(0, 400)}`)
      }
    }
  }
  const percent = (count, of) => `${((100 * count) / of).toFixed(1)} %`
  console.log(`right ${result.right} of ${result.positives} = ${percent(result.right, result.positives)}`)
  console.log(`missed ${result.missed.length}, wrong provider ${result.wrongProvider.length}, wrong code ${result.wrongCode.length}`)
  console.log(`false alarms ${result.falseAlarms.length} of ${result.negatives} = ${percent(result.falseAlarms.length, result.negatives)}`)
}
