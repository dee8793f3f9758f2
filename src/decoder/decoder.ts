import { bytesAsText } from '../detect/vocabulary.ts'
import { openGate } from './gate.ts'
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

/** Length of a line without its end. */
const bodyLength = (line: string): number => {
  if (line.charCodeAt(line.length - 1) !== LF) return line.length
  return line.charCodeAt(line.length - 2) === CR ? line.length - 2 : line.length - 1
}

const CR = 0x0d
const LF = 0x0a

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
  const mayHoldCode = openGate(lines.detector.vocabulary)
  // The lines before the one at hand, nearest last; as text, or as the latin1 of their bytes. Undefined: too long to be kept.
  const recent: (string | { bytes: string } | undefined)[] = []
  const lookBack = (distance: number): string | undefined => {
    const line = recent[recent.length - distance]
    return typeof line === 'string' ? bytesAsText(line) : line?.bytes
  }
  const remember = (line: string | { bytes: string } | undefined): void => {
    recent.push(line)
    if (recent.length > resolved.context) recent.shift()
  }

  const judge = <T>(line: string | { bytes: string }, how: (bytes: string) => T | undefined): T | undefined => {
    const bytes = typeof line === 'string' ? bytesAsText(line) : line.bytes
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
      remember(line)
    }
  }
  /** Lets a line pass that holds no code and is certainly not too long. */
  const passes = (line: string): boolean => {
    if (lines.detector.isHungry || line.length * 3 > resolved.maxLineBytes || mayHoldCode(line)) return false
    lines.detector.skip(1)
    remember(line)
    return true
  }

  return {
    stats: lines.counters,
    decode(line) {
      const isText = typeof line === 'string'
      const text = isText ? line : Buffer.from(line.buffer, line.byteOffset, line.length).toString('latin1')
      const body = text.slice(0, bodyLength(text))
      if (isText && passes(body)) return undefined
      return judge(isText ? body : { bytes: body }, (bytes) => lines.decode(bytes, lookBack))
    },
    annotate(line) {
      const length = bodyLength(line)
      const body = line.slice(0, length)
      if (passes(body)) return line
      const found = judge(body, (bytes) => {
        const insertion = lines.insertion(bytes, lookBack)
        return insertion === undefined ? undefined : { text: insertion.text, behind: bytes.length - insertion.at }
      })
      if (found === undefined) return line
      // Behind the insertion stand only blanks and a brace: as many characters as bytes.
      const at = length - found.behind
      return line.slice(0, at) + found.text + line.slice(at)
    },
  }
}
