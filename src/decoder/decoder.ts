import { bytesAsText } from '../detect/vocabulary.ts'
import { type Counters, LineDecoder } from './line-decoder.ts'
import type { Match } from './match.ts'
import { type DecoderOptions, resolveOptions } from './options.ts'

/** Decodes lines one at a time. Lines that belong together must go through one decoder, in order. */
export type Decoder = {
  /**
   * What a line says, or undefined. The line may carry its end. Never throws.
   */
  decode(line: string | Uint8Array): Match | undefined
  /**
   * The line with the decoded fields inserted, its end kept; the same string when there is nothing to say. Never throws.
   */
  annotate(line: string): string
  /** counters so far */
  readonly stats: Readonly<Counters>
}

const END = /\r?\n$/

/**
 * Makes a decoder.
 *
 * @example
 * const decoder = createDecoder({ lang: 'zh' })
 * decoder.annotate('{"error_code":31066,"error_msg":"file does not exist","request_id":5043891251155860743}')
 *
 * @throws StorerrError when an option or a catalog file is bad
 */
export const createDecoder = (options: DecoderOptions = {}): Decoder => {
  const resolved = resolveOptions(options)
  const lines = new LineDecoder(resolved)
  // The lines before the one at hand, nearest last.
  const recent: (string | undefined)[] = []
  const remember = (line: string | undefined): void => {
    recent.push(line)
    if (recent.length > resolved.context) recent.shift()
  }
  const lookBack = (distance: number): string | undefined => recent[recent.length - distance]

  const judge = <T>(bytes: string, how: (line: string) => T | undefined): T | undefined => {
    if (bytes.length > resolved.maxLineBytes && !lines.isOverByInsertion(bytes)) {
      lines.counters.overlong++
      lines.detector.skipUnread()
      remember(undefined)
      return undefined
    }
    try {
      return how(bytes)
    } catch {
      // A defect of ours must not become a defect of the program that logs.
      lines.counters.guarded++
      return undefined
    } finally {
      remember(bytes)
    }
  }

  return {
    stats: lines.counters,
    decode(line) {
      const text = typeof line === 'string' ? bytesAsText(line) : Buffer.from(line.buffer, line.byteOffset, line.length).toString('latin1')
      return judge(text.replace(END, ''), (bytes) => lines.decode(bytes, lookBack))
    },
    annotate(line) {
      const end = END.exec(line)?.[0] ?? ''
      const body = line.slice(0, line.length - end.length)
      const bytes = bytesAsText(body)
      const insertion = judge(bytes, (text) => lines.insertion(text, lookBack))
      if (insertion === undefined) return line
      // Behind the insertion stand only blanks and a brace: as many characters as bytes.
      const at = body.length - (bytes.length - insertion.at)
      return body.slice(0, at) + insertion.text + body.slice(at) + end
    },
  }
}
