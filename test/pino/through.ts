import { once } from 'node:events'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TransportOptions } from '../../src/pino/options.ts'
import { transport } from '../../src/pino/transport.ts'

export const temporaryFile = (): string => join(mkdtempSync(join(tmpdir(), 'storerr-')), 'out.log')

/** What the transport writes to a file for the chunks it is given. */
export const through = async (chunks: Iterable<string | Buffer>, options: TransportOptions = {}): Promise<string> => {
  const file = temporaryFile()
  const stream = await transport({ destination: file, ...options })
  for (const chunk of chunks) if (!stream.write(chunk)) await once(stream, 'drain')
  stream.end()
  await once(stream, 'close')
  return readFileSync(file, 'utf8')
}
