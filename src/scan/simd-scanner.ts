import { KIND } from './bytes.ts'
import { LAYOUT, type ScanModule } from './module.ts'
import { needleImage } from './needle-image.ts'
import { checkLength, NeedleTable } from './needle-table.ts'
import type { Needle, Scanner } from './scanner.ts'
import { instantiate, type WasmModule } from './webassembly.ts'

const LARGEST_TABLE_BITS = 18
const SMALLEST_TABLE_BITS = 14
// Chunks that stand elsewhere are copied to the bench, piece by piece: in the room another chunk may still be at work.
const { second: SECOND_TABLE, room: ROOM, roomBytes: ROOM_BYTES, bench: BENCH, benchBytes: BENCH_BYTES } = LAYOUT
const BLOCK = 64
/** of bytes copied, the last few are only looked at as the rest of a needle */
const SEARCHED_BYTES = BENCH_BYTES - BLOCK

// As in scripts/wasm/scan-module.js.
const LONG = 1
const FIVE_TO_SEVEN = 2
const FOUR = 4
const EXACT_SHIFT = 3
const ANY_CASE = 1
const EXACT = 2

const FOLD_ALL = 0x20202020

const word = (text: string, at: number): number =>
  text.charCodeAt(at) | (text.charCodeAt(at + 1) << 8) | (text.charCodeAt(at + 2) << 16) | (text.charCodeAt(at + 3) << 24)

const firstHash = (text: string, fold: number): number => Math.imul(word(text, 0) | fold, 0x9e3779b1)

const secondHash = (text: string, fold: number): number => {
  const rest = text.length < 8 ? text.charCodeAt(4) : word(text, 4)
  return Math.imul(firstHash(text, fold) ^ (rest | fold), 0x85ebca6b)
}

/** The two tables over hashes, one behind the other, for needles found once and for all. */
export type ScanTables = Uint8Array

/** Fills the tables, large enough that few of their places are taken. */
export const scanTables = (needles: readonly Needle[]): ScanTables => {
  const bits = Math.min(LARGEST_TABLE_BITS, Math.max(SMALLEST_TABLE_BITS, Math.ceil(Math.log2(needles.length * 16))))
  const shift = 32 - bits
  const size = 1 << bits
  const tables = new Uint8Array(2 * size)
  for (const needle of needles) {
    checkLength(needle)
    const { text, isExact } = needle
    const fold = isExact ? 0 : FOLD_ALL
    const length = text.length === 4 ? FOUR : text.length < 8 ? FIVE_TO_SEVEN : LONG
    tables[firstHash(text, fold) >>> shift] |= isExact ? length << EXACT_SHIFT : length
    if (text.length > 4) tables[size + (secondHash(text, fold) >>> shift)] |= isExact ? EXACT : ANY_CASE
  }
  return tables
}

const END = Buffer.from('end\n')

/** The tables as a file, with a mark at the end. */
export const writeTables = (tables: ScanTables): Uint8Array => Buffer.concat([tables, END])

/**
 * The tables out of a file.
 *
 * @throws RangeError when the file is not whole: half of a table finds nothing, and nobody would know
 */
export const readTables = (file: Uint8Array): ScanTables => {
  const end = file.length - END.length
  if (end <= 0 || !END.equals(file.subarray(end))) throw new RangeError('the file of the tables is not whole')
  return file.subarray(0, end)
}

/** Puts the tables where the module looks for them. */
const layOut = (exports: ScanModule, tables: ScanTables): void => {
  const memory = new Uint8Array(exports.memory.buffer)
  const size = tables.length / 2
  memory.set(tables.subarray(0, size))
  memory.set(tables.subarray(size), SECOND_TABLE)
  memory.set(KIND, LAYOUT.kinds)
  exports.setShift(32 - Math.log2(size))
}

/** What is made of needles before anything is searched: see `scanTables` and `needleImage`. */
export type ReadyMade = { tables: ScanTables; image: Uint8Array | undefined }

/**
 * A scanner whose inner loop is WebAssembly with SIMD.
 *
 * @param needles what to look for; asked for when the first place is found at which one may stand
 * @param module the compiled scan module
 * @param ready what is made of the needles, where it is at hand
 */
export const createSimdScanner = (
  needles: () => readonly Needle[],
  module: WasmModule,
  { tables = scanTables(needles()), image = needleImage(needles()) }: Partial<ReadyMade> = {},
): Scanner => {
  const exports = instantiate(module) as ScanModule
  layOut(exports, tables)
  const hasImage = image !== undefined && image.length <= LAYOUT.needlesEnd - LAYOUT.needles
  if (hasImage) new Uint8Array(exports.memory.buffer).set(image, LAYOUT.needles)
  let table: NeedleTable | undefined
  const room = Buffer.from(exports.memory.buffer, ROOM, ROOM_BYTES)
  const bench = Buffer.from(exports.memory.buffer, BENCH, BENCH_BYTES)
  // What stands on the bench.
  let copied: Uint8Array | undefined
  let copiedFrom = 0

  /** Searches a stretch of the chunk that stands in memory, `shift` bytes away from its offset in the chunk. */
  const search = (chunk: Uint8Array, first: number, shift: number, end: number): number => {
    for (let found = first; found !== -1; found = exports.resume()) {
      table ??= new NeedleTable(needles())
      if (table.matches(chunk, found - shift, end)) return found - shift
    }
    return -1
  }

  /** Turns most places away before anybody asks for the needles. */
  const walk = (chunk: Uint8Array, from: number, end: number): number => {
    copied = undefined
    const shift = chunk.byteOffset
    for (let found = exports.walk(from + shift, end + shift); found !== -1; found = exports.walkOn(from + shift, end + shift)) {
      table ??= new NeedleTable(needles())
      if (table.matches(chunk, found - shift, end)) return found - shift
    }
    return -1
  }

  return {
    room,
    module: exports,
    ...(hasImage ? { walk } : {}),
    next(chunk, from, end) {
      if (chunk.buffer === room.buffer) {
        copied = undefined
        return search(chunk, exports.start(chunk.byteOffset + from, chunk.byteOffset + end), chunk.byteOffset, end)
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
        const found = search(chunk, go(at + shift, stop + shift), shift, end)
        if (found !== -1) return found
        at = stop
      }
      return -1
    },
  }
}
