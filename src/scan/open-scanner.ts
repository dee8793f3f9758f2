import { readFileSync } from 'node:fs'
import type { Needle, Scanner } from './scanner.ts'
import { createSimdScanner } from './simd-scanner.ts'
import { createTableScanner } from './table-scanner.ts'
import { compile, type WasmModule } from './webassembly.ts'

// Made by the build; the same place seen from src/scan and from dist/scan.
const MODULE_URL = new URL('../../dist/scan/scan.wasm', import.meta.url)

let compiled: WasmModule | undefined | null

/** The compiled module; null where there is no WebAssembly, no SIMD or no file (a bundler may leave it behind). */
const scanModule = (): WasmModule | null => {
  if (compiled === undefined) {
    try {
      compiled = compile(readFileSync(MODULE_URL))
    } catch {
      compiled = null
    }
  }
  return compiled
}

/** The fastest scanner there is here. */
export const openScanner = (needles: readonly Needle[]): Scanner => {
  const module = scanModule()
  return module === null ? createTableScanner(needles) : createSimdScanner(needles, module)
}
