import { bytesAsText } from '../detect/literals.ts'
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
  const gate = openGate(resolved.catalog, resolved.assume)
  const lines = new LineDecoder(resolved, gate.module)
  // The last lines, as text with their ends or as the latin1 of their bytes, in a ring: no line moves when one is added.
  // Undefined stands for a line too long to be kept.
  const { context } = resolved
  const recent: (string | { bytes: string } | undefined)[] = []
  let remembered = 0
  const lookBack = (distance: number): string | undefined => {
    if (distance > context || distance > remembered) return undefined
    const line = recent[(remembered - distance) % context]
    return typeof line === 'string' ? bytesAsText(line.slice(0, bodyLength(line))) : line?.bytes
  }
  const remember = (line: string | { bytes: string } | undefined): void => {
    if (context > 0) recent[remembered % context] = line
    remembered++
  }

  const judge = <T>(line: string | { bytes: string }, how: (bytes: string) => T | undefined): T | undefined => {
    const bytes = typeof line === 'string' ? bytesAsText(line.slice(0, bodyLength(line))) : line.bytes
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
    if (lines.detector.isHungry || line.length * 3 > resolved.maxLineBytes || gate.mayHoldCode(line)) return false
    lines.detector.skip(1)
    remember(line)
    return true
  }

  return {
    stats: lines.counters,
    decode(line) {
      const isText = typeof line === 'string'
      const text = isText ? line : Buffer.from(line.buffer, line.byteOffset, line.length).toString('latin1')
      if (isText && passes(text)) return undefined
      return judge(isText ? text : { bytes: text.slice(0, bodyLength(text)) }, (bytes) => lines.decode(bytes, lookBack))
    },
    annotate(line) {
      if (passes(line)) return line
      const found = judge(line, (bytes) => {
        const insertion = lines.insertion(bytes, lookBack)
        return insertion === undefined ? undefined : { text: insertion.written.text, behind: bytes.length - insertion.at }
      })
      if (found === undefined) return line
      // Behind the insertion stand only blanks and a brace: as many characters as bytes.
      const at = bodyLength(line) - found.behind
      return line.slice(0, at) + found.text + line.slice(at)
    },
  }
}
