import type { LineDecoder } from '../decoder/line-decoder.ts'
import { resolveOptions } from '../decoder/options.ts'
import { StorerrError } from '../errors.ts'
import { spliceWith } from '../stream/open-splicer.ts'
import type { Splicer } from '../stream/splicer.ts'
import { boundHeap, hasManyForms } from './bound-heap.ts'
import { complain, note } from './complain.ts'
import { decoderOptions } from './decoder-options.ts'
import { failOn } from './fail-on.ts'
import { MAIN_COMMAND } from './flags.ts'
import { helpOf } from './help.ts'
import { type Input, isTerminal, openInput } from './input.ts'
import { type Output, openOutput } from './output.ts'
import { lastValue, type Parsed } from './parse.ts'
import { reasonOf } from './reason.ts'
import { statsText } from './stats.ts'

const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const
type EndingSignal = keyof typeof SIGNAL_NUMBERS

/** What one run knows while it runs. */
type Run = {
  splicer: Splicer
  lines: LineDecoder
  output: Output
  exitCode: number
  input: Input | undefined
  endedBy: EndingSignal | undefined
  /** the reader went away */
  isDeserted: boolean
  isHeapBound: boolean
}

/** Tells a reader that left (quietly the end) from an output that fails (an error). */
const failedToWrite = (run: Run, error: unknown): false => {
  const { code } = error as NodeJS.ErrnoException
  if (code !== 'EPIPE' && code !== 'ECONNRESET') {
    complain(`cannot write to standard output: ${reasonOf(error)}; lines after this point are not passed on`)
    run.exitCode = 2
  }
  run.isDeserted = true
  return false
}

/** Writes; answers whether that is still possible, at once where the output takes all at once. */
const write = (run: Run, all: readonly Uint8Array[]): boolean | Promise<boolean> => {
  const pieces = all.filter((piece) => piece.length > 0)
  if (pieces.length === 0) return true
  try {
    const waiting = run.output.write(pieces)
    if (waiting === undefined) return true
    return waiting.then(
      () => true,
      (error: unknown) => failedToWrite(run, error),
    )
  } catch (error) {
    return failedToWrite(run, error)
  }
}

/** Passes a chunk on. */
const passChunk = (run: Run, chunk: Buffer): boolean | Promise<boolean> => {
  const isWritten = write(run, run.splicer.split(chunk))
  if (run.isHeapBound || !hasManyForms(run.lines.detector.forms)) return isWritten
  run.isHeapBound = true
  return boundHeap().then(() => isWritten)
}

/** Passes one input through. */
const pass = async (run: Run, path: string): Promise<void> => {
  try {
    run.input = await openInput(path, run.splicer.room)
    // Asked to end while it was opened: open, it would keep the process waiting.
    if (run.endedBy !== undefined) return run.input.stop()
    await run.input.read((chunk) => passChunk(run, chunk))
    if (run.isDeserted) return
  } catch (error) {
    complain(`${path === '-' ? 'standard input' : path}: ${reasonOf(error)}`)
    run.exitCode = 2
  }
  // A file's end ends its last line; an end from outside does not.
  if (run.endedBy === undefined) await write(run, [run.splicer.endFile()])
}

const listen = (run: Run): void => {
  let interrupts = 0
  const end = (signal: EndingSignal) => {
    // Asked twice: the output does not move, and the person wants out.
    if (run.endedBy !== undefined) process.exit(128 + SIGNAL_NUMBERS[signal])
    run.endedBy = signal
    run.input?.stop()
  }
  // Windows knows no such signal and refuses to listen.
  if (process.platform !== 'win32') process.on('SIGUSR1', () => note(statsText(run.splicer, run.lines.counters)))
  process.on('SIGTERM', () => end('SIGTERM'))
  process.on('SIGHUP', () => end('SIGHUP'))
  process.on('SIGINT', () => {
    // In a pipe the first Ctrl-C is the producer's: its last lines are still to come, and the end with them.
    if (interrupts++ > 0 || run.input?.isPiped !== true) end('SIGINT')
  })
}

/** The main job. */
export const decode = async (parsed: Parsed): Promise<number> => {
  const paths = parsed.operands.length === 0 ? ['-'] : parsed.operands
  if (parsed.operands.length === 0 && (await isTerminal(0))) {
    note(helpOf(MAIN_COMMAND))
    return 2
  }
  const isHit = failOn(lastValue(parsed, 'fail-on'))
  const options = resolveOptions(decoderOptions(parsed))
  const { splicer, lines } = spliceWith(options)
  const hasStats = parsed.switches.has('stats')
  splicer.countsLines = hasStats
  const run: Run = {
    splicer,
    lines,
    output: await openedOutput(),
    exitCode: 0,
    input: undefined,
    endedBy: undefined,
    isDeserted: false,
    isHeapBound: false,
  }
  listen(run)
  for (const path of paths) {
    if (run.isDeserted || run.endedBy !== undefined) break
    await pass(run, path)
  }
  if (run.endedBy !== undefined && !run.isDeserted) await write(run, [splicer.abandon()])
  if (hasStats) note(statsText(splicer, lines.counters))
  if (run.endedBy !== undefined) return 128 + SIGNAL_NUMBERS[run.endedBy]
  return run.exitCode === 0 && isHit(lines.counters) ? 1 : run.exitCode
}

const openedOutput = async (): Promise<Output> => {
  try {
    return await openOutput()
  } catch (cause) {
    throw new StorerrError('STORERR_OUTPUT_FAILED', `standard output is closed: ${reasonOf(cause)}`, { cause })
  }
}
