import { readIfThere, readOnce } from '../built/read-once.ts'
import { readWhole } from '../built/whole-file.ts'
import { addToImage } from './needle-image.ts'
import type { NeedleSource } from './needle-table.ts'
import { addToTables, readTables } from './scan-tables.ts'
import type { AddedNeedles, Needle, Scanner } from './scanner.ts'
import { createSimdScanner } from './simd-scanner.ts'
import { createTableScanner } from './table-scanner.ts'
import { compile } from './webassembly.ts'

// Made by the build; the same place seen from src/scan and from dist/scan.
const MODULE_URL = new URL('../../dist/scan/scan.wasm', import.meta.url)

/** What is made of the built-in catalog's needles, made by the build too. */
const TABLES_URL = new URL('../../dist/scan/tables.bin', import.meta.url)
const IMAGE_URL = new URL('../../dist/scan/needles.bin', import.meta.url)

/**
 * The fastest scanner there is here: WebAssembly, or plain JavaScript where there is no WebAssembly, no SIMD or no file.
 *
 * @param needles what to look for
 * @param byHead the same by how they begin, where they are those of the built-in catalog, whose tables come ready
 * @param added what a user's files add to those
 */
export const openScanner = (needles: () => readonly Needle[], byHead?: NeedleSource, added?: AddedNeedles): Scanner => {
  const module = readOnce(MODULE_URL, compile)
  if (module === undefined) return createTableScanner(needles())
  if (byHead === undefined) return createSimdScanner(needles, module)
  // Copied to the module's memory, and not needed beyond that.
  const [tables, image] = [readIfThere(TABLES_URL, readTables), readIfThere(IMAGE_URL, readWhole)]
  return createSimdScanner(needles, module, {
    needlesAt: byHead,
    ...(tables && { tables: added === undefined ? tables : addToTables(tables, added) }),
    ...(image && { image: added === undefined ? image : addToImage(image, added) }),
  })
}
