// The page, from what was measured.
import { goalRows } from './goals.js'
import { table } from './markdown.js'
import { machine, versions } from './programs.js'

/**
 * @param {{ isQuick: boolean, minutes: number, results: object, sections: { name: string, page: (result: unknown) => string }[] }} measured
 * @returns {string} Markdown
 */
export const pageOf = ({ isQuick, minutes, results, sections }) => {
  const rows = goalRows(results)
  const met = rows.filter(([, , , verdict]) => verdict.startsWith('met')).length
  return `# Benchmarks

Written by \`npm run bench${isQuick ? ' -- --quick' : ''}\` in ${minutes.toFixed(0)} minutes; do not edit.${isQuick ? ' Small files and few rounds: figures to look at, not to quote.' : ''}

The machine: ${machine()}; ${versions().join('; ')}.

${met} of ${rows.length} goals are met. In brackets, a further goal.

${table(['', 'goal', 'measured', ''], rows)}

Files are warm, output goes to /dev/null, programs take turns on the same file, the first round is not counted. A ratio is the median over the rounds
of what two programs took in the same round, start-up included unless the table says otherwise; best and worst show the spread. A race that takes
long has fewer rounds. On a shared machine only numbers of one table can be compared. A megabyte is a million bytes. Peak memory is that of the
process; that of Node with nothing to read is
${results.barePeakMB.toFixed(0)} MB.

${sections.map(({ name, page }) => page(results[name])).join('\n\n')}
`
}
