import { readFileSync } from 'node:fs'
import type { Needle, Scanner } from '../../src/scan/scanner.ts'
import { createSimdScanner } from '../../src/scan/simd-scanner.ts'
import { compile } from '../../src/scan/webassembly.ts'

const MODULE_URL = new URL('../../dist/scan/scan.wasm', import.meta.url)

/** The WebAssembly scanner itself: a test of it must fail, not fall back, where it is missing. */
export const simdScanner = (needles: readonly Needle[]): Scanner => createSimdScanner(() => needles, compile(readFileSync(MODULE_URL)))

export const bytes = (text: string): Buffer => Buffer.from(text, 'utf8')

export const anyCase = (text: string): Needle => ({ text: Buffer.from(text, 'utf8').toString('latin1'), isExact: false })

export const exact = (text: string): Needle => ({ ...anyCase(text), isExact: true })

/** Every place a scanner finds, going on right behind each. */
export const placesOf = (scanner: Scanner, chunk: Uint8Array, from = 0, end = chunk.length): number[] => {
  const places: number[] = []
  for (let at = scanner.next(chunk, from, end); at !== -1; at = scanner.next(chunk, at + 1, end)) places.push(at)
  return places
}
