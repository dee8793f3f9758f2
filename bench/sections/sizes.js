import { rmSync, statfsSync, truncateSync } from 'node:fs'
import { freemem } from 'node:os'
import { makeCorpus } from '../corpus.js'
import { bytesName, megabytes, ratio, SPREAD, speed, spread, table } from '../markdown.js'
import { inTurn, race } from '../measure.js'
import { copyLoop, storerr } from '../programs.js'

export const name = 'sizes'

const ROOM_TO_SPARE = 1.1

const freeBytes = (folder) => {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

/** One file, measured whole and then cut down, so that the largest is made once. */
export const measure = async ({ folder, settings, say }) => {
  const free = freeBytes(folder)
  const [fitting, skipped] = [true, false].map((fits) => settings.sizes.filter((bytes) => bytes * ROOM_TO_SPARE < free === fits))
  if (fitting.length === 0) return { sizes: [], skipped }
  say(`size of the input: up to ${bytesName(Math.max(...fitting))}`)
  const { path } = makeCorpus(folder, { form: 'json', hits: 0.01, bytes: Math.max(...fitting) })
  const sizes = await inTurn(
    fitting.sort((a, b) => b - a),
    async (bytes) => {
      truncateSync(path, bytes)
      return { bytes, isWarm: freemem() > bytes, runs: await race([copyLoop, storerr], path, settings.side) }
    },
  )
  rmSync(path)
  return { sizes: sizes.reverse(), skipped }
}

const rowsOf = ({ bytes, isWarm, runs }) =>
  runs.map((run) => [
    `${bytesName(bytes)}${isWarm ? '' : ' (more than the free memory)'}`,
    run.name,
    ratio(run.ratio),
    ...spread(run),
    speed(bytes, run.median),
    megabytes(run.peakMB),
  ])

/** @param {Awaited<ReturnType<typeof measure>>} result */
export const page = ({ sizes, skipped }) => `## Size of the input

JSON lines of which one in a hundred holds a code.${skipped.length === 0 ? '' : ` Left out, because the temporary folder has no room for it: ${skipped.map(bytesName).join(', ')}.`}

${table(['input', 'program', '× copy loop', ...SPREAD, 'median', 'peak MB'], sizes.flatMap(rowsOf))}`
