import { latencies } from '../latency.js'
import { table } from '../markdown.js'
import { copyLoop, storerr } from '../programs.js'

export const name = 'latency'

const LINE = '{"level":30,"time":1767571200027,"pid":32883,"hostname":"web-1","msg":"request completed"}\n'
const HIT =
  '{"level":50,"time":1767571200027,"body":{"msg":"signature error","code":40100005,"id":"07f3ba78cd54b008655004b98f33964e"},"msg":"upload failed"}\n'

export const measure = async ({ folder, settings, say }) => {
  say('latency')
  const programs = [
    { ...copyLoop, line: LINE },
    { ...storerr, line: LINE },
    { ...storerr, name: 'storerr, a code in the line', line: HIT },
  ]
  const runs = await latencies(programs, { folder, lines: settings.latencyLines })
  return { runs, lines: settings.latencyLines }
}

const us = (value) => value.toFixed(0)

/** @param {Awaited<ReturnType<typeof measure>>} result */
export const page = ({ runs, lines }) => `## One line through a pipe

From writing a line into the program's pipe to having all of it out of the other, one line at a time, ${lines} lines in alternated blocks.
Programs of the lowest priority keep the processors awake meanwhile.

${table(
  ['program', 'p50 µs', 'p99 µs', 'p50 over the copy loop'],
  runs.map(({ name: program, p50, p99 }) => [program, us(p50), us(p99), `${us(p50 - runs[0].p50)} µs`]),
)}`
