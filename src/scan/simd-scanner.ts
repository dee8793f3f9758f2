import { KIND } from './bytes.ts'
import { LAYOUT, type ScanModule } from './module.ts'
import { needleImage } from './needle-image.ts'
import { byHead, type NeedleSource, NeedleTable } from './needle-table.ts'
import { type ScanTables, scanTables } from './scan-tables.ts'
import type { Needle, Scanner } from './scanner.ts'
import { instantiate, type WasmModule } from './webassembly.ts'

// Chunks that stand elsewhere are copied to the bench, piece by piece: in the room another chunk may still be at work.
const { second: SECOND_TABLE, bench: BENCH, benchBytes: BENCH_BYTES } = LAYOUT
const BLOCK = 64
/** of bytes copied, the last few are only looked at as the rest of a needle */
const SEARCHED_BYTES = BENCH_BYTES - BLOCK

/** so far the module looks round a place to turn it away: a key that leads to it, a needle and a value */
const LOOKED_BACK = 257
const LOOKED_AHEAD = 512

/** Puts the tables where the module looks for them. */
const layOut = (exports: ScanModule, { first, second, hasNumbers }: ScanTables): void => {
  const memory = new Uint8Array(exports.memory.buffer)
  memory.set(first)
  memory.set(second, SECOND_TABLE)
  memory.set(KIND, LAYOUT.kinds)
  exports.setTables(first.length - 1, second.length - 1, Number(hasNumbers))
}

/** What is made of needles before anything is searched (see `scanTables` and `needleImage`), and how they are asked for one by one. */
export type ReadyMade = { tables: ScanTables; image: Uint8Array | undefined; needlesAt: NeedleSource }

/**
 * A scanner whose inner loop is WebAssembly with SIMD.
 *
 * @param needles what to look for; asked for when the first place is found at which one may stand, or not at all
 * @param module the compiled scan module
 * @param ready what is made of the needles, where it is at hand
 */
export const createSimdScanner = (
  needles: () => readonly Needle[],
  module: WasmModule,
  { tables = scanTables(needles()), image = needleImage(needles()), needlesAt }: Partial<ReadyMade> = {},
): Scanner => {
  const exports = instantiate(module) as ScanModule
  layOut(exports, tables)
  const hasImage = image !== undefined && image.length <= LAYOUT.needlesEnd - LAYOUT.needles
  if (hasImage) new Uint8Array(exports.memory.buffer).set(image, LAYOUT.needles)
  let table: NeedleTable | undefined
  const { buffer } = exports.memory
  const bench = Buffer.from(buffer, BENCH, BENCH_BYTES)
  // What stands on the bench.
  let copied: Uint8Array | undefined
  let copiedFrom = 0

  /**
   * Searches a stretch of the chunk that stands in memory, `shift` bytes away from its offset in the chunk. The module turns
   * places away where all that it may look at is part of the chunk: of what stands in memory between `from` and `until`.
   */
  const search = (chunk: Uint8Array, first: number, shift: number, end: number, from: number, until: number): number => {
    for (let found = first; found !== -1; found = exports.resume()) {
      const isInside = hasImage && found >= from + LOOKED_BACK && found + LOOKED_AHEAD <= until
      if (isInside && exports.mayStand(found, end + shift) === 0) continue
      table ??= new NeedleTable(needlesAt ?? byHead(needles()))
      if (table.matches(chunk, found - shift, end)) return found - shift
    }
    return -1
  }

  /** Turns most places away before anybody asks for the needles. */
  const walk = (chunk: Uint8Array, from: number, end: number): number => {
    copied = undefined
    const shift = chunk.byteOffset
    for (let found = exports.walk(from + shift, end + shift); found !== -1; found = exports.walkOn(from + shift, end + shift)) {
      table ??= new NeedleTable(needlesAt ?? byHead(needles()))
      if (table.matches(chunk, found - shift, end)) return found - shift
    }
    return -1
  }

  return {
    room: Buffer.from(buffer, LAYOUT.room, LAYOUT.roomBytes),
    module: exports,
    ...(hasImage ? { walk } : {}),
    next(chunk, from, end) {
      if (chunk.buffer === buffer) {
        copied = undefined
        const [start, stop] = [chunk.byteOffset + from, chunk.byteOffset + end]
        return search(chunk, exports.start(start, stop), chunk.byteOffset, end, start, stop)
      }
      for (let at = from; at < end; ) {
        if (chunk !== copied || at < copiedFrom || at + BLOCK > copiedFrom + SEARCHED_BYTES) {
          bench.set(chunk.subarray(at, at + BENCH_BYTES))
          copied = chunk
          copiedFrom = at
        }
        const shift = BENCH - copiedFrom
        // Whole blocks, so that the search can go on behind them.
        const blocks = Math.floor((copiedFrom + SEARCHED_BYTES - at) / BLOCK)
        const stop = Math.min(end, at + blocks * BLOCK)
        const go = at === from ? exports.start : exports.goOn
        const copiedUntil = BENCH + Math.min(BENCH_BYTES, chunk.length - copiedFrom)
        const found = search(chunk, go(at + shift, stop + shift), shift, end, BENCH, copiedUntil)
        if (found !== -1) return found
        at = stop
      }
      return -1
    },
  }
}
