import { Readable, type Transform } from 'node:stream'
import type { DecoderOptions } from '../decoder/options.ts'
import { openSplicer } from '../stream/open-splicer.ts'
import { LINE_OPTIONS, lineSource, openLineSource } from './line-source.ts'
import { readStageOptions } from './options.ts'

/**
 * A stage of a pino `pipeline`: lines in, decoded lines out.
 *
 * What a pipeline's last stage still holds at the end of the program is lost by pino; `target: 'storerr'` with `to`
 * loses nothing.
 *
 * @example
 * pino.transport({ pipeline: [{ target: 'storerr/pipeline' }, { target: 'pino/file' }] })
 *
 * @throws StorerrError when an option is bad
 */
export const pipelineStage = (options?: DecoderOptions): Transform => {
  const { splicer } = readStageOptions(options, openSplicer)
  // The types ask for the source itself; what is given back is only ever read from.
  return openLineSource((source) => decoded(source, lineSource(source, splicer)) as Transform, {
    ...LINE_OPTIONS,
    enablePipelining: true,
  })
}

const decoded = (source: Transform, lines: ReturnType<typeof lineSource>): Readable => {
  let isWanted = false
  const pump = (): void => {
    if (!isWanted) return
    const bytes = lines.take()
    if (bytes !== undefined) isWanted = readable.push(bytes)
  }
  const readable = new Readable({
    read() {
      isWanted = true
      pump()
    },
  })
  source.on('readable', pump)
  source.once('end', () => readable.push(null))
  return readable
}

export default pipelineStage
