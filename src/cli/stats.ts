import type { Counters } from '../decoder/line-decoder.ts'
import type { Splicer } from '../stream/splicer.ts'

const listed = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')

/** Counters for a person: one line each on standard error. */
export const statsText = (splicer: Splicer, counters: Counters): string => {
  const lines = [
    `lines ${splicer.countsLines ? splicer.lines : 'not counted (see --stats)'}, bytes ${splicer.bytes}`,
    `decoded ${counters.decoded}${counters.decoded > 0 ? `: ${listed(counters.byProvider)}` : ''}`,
    ...(counters.decoded > 0 ? [`by category: ${listed(counters.byCategory)}`] : []),
    `already there ${counters.present}, over the line limit ${counters.overlong}, guarded errors ${counters.guarded}`,
  ]
  return lines.map((line) => `storerr: ${line}\n`).join('')
}
