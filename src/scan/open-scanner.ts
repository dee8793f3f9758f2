import { readFileSync } from 'node:fs'
import { readTables, readWhole } from './scan-tables.ts'
import type { Needle, Scanner } from './scanner.ts'
import { createSimdScanner } from './simd-scanner.ts'
import { createTableScanner } from './table-scanner.ts'
import { compile } from './webassembly.ts'

// Made by the build; the same place seen from src/scan and from dist/scan.
const MODULE_URL = new URL('../../dist/scan/scan.wasm', import.meta.url)

/** What is made of the built-in catalog's needles, made by the build too. */
const TABLES_URL = new URL('../../dist/scan/tables.bin', import.meta.url)
const IMAGE_URL = new URL('../../dist/scan/needles.bin', import.meta.url)

const parts = new Map<URL, unknown>()

/** What a file holds, read once; undefined where it cannot be had (a bundler may leave it behind) or is not whole. */
const once = <T>(url: URL, make: (bytes: Uint8Array) => T): T | undefined => {
  if (!parts.has(url)) {
    let made: T | undefined
    try {
      made = make(readFileSync(url))
    } catch {
      made = undefined
    }
    parts.set(url, made)
  }
  return parts.get(url) as T | undefined
}

/**
 * The fastest scanner there is here: WebAssembly, or plain JavaScript where there is no WebAssembly, no SIMD or no file.
 *
 * @param needles what to look for
 * @param isBuiltIn the needles are those of the built-in catalog, whose tables come ready
 */
export const openScanner = (needles: () => readonly Needle[], isBuiltIn = false): Scanner => {
  const module = once(MODULE_URL, compile)
  if (module === undefined) return createTableScanner(needles())
  const [tables, image] = isBuiltIn ? [once(TABLES_URL, readTables), once(IMAGE_URL, readWhole)] : []
  return createSimdScanner(needles, module, { ...(tables && { tables }), ...(image && { image }) })
}
