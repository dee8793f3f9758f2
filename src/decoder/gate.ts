import type { Catalog } from '../catalog/catalog.ts'
import type { ScanModule } from '../scan/module.ts'
import type { Scanner } from '../scan/scanner.ts'
import { openLineScanner } from './line-scanner.ts'

export type Gate = {
  /** Whether a line may hold a code at all; most lines need not be read any further. */
  mayHoldCode(line: string): boolean
  /** the scanner's module */
  readonly module: ScanModule | undefined
}

const SCRATCH_BYTES = 64 * 1024
/** a UTF-16 code unit is at most three bytes of UTF-8 */
const MAX_BYTES_PER_UNIT = 3

const scanners = new WeakMap<Catalog, Scanner>()

const scannerFor = (catalog: Catalog, assumed: readonly string[]): Scanner => {
  if (assumed.length > 0) return openLineScanner(catalog, assumed)
  const scanner = scanners.get(catalog) ?? openLineScanner(catalog, assumed)
  scanners.set(catalog, scanner)
  return scanner
}

/** Opens the scanner that the byte stream uses to lines that come one by one; finds the same lines. */
export const openGate = (catalog: Catalog, assumed: readonly string[]): Gate => {
  const scanner = scannerFor(catalog, assumed)
  // Written over by every line, so that a line without a code allocates nothing. All gates of a catalog may share the
  // scanner's room: a line is written and searched in one go.
  const scratch = scanner.room ?? Buffer.allocUnsafeSlow(SCRATCH_BYTES)
  return {
    module: scanner.module,
    mayHoldCode(line) {
      if (line.length * MAX_BYTES_PER_UNIT <= scratch.length) return scanner.next(scratch, 0, scratch.write(line)) !== -1
      const bytes = Buffer.from(line)
      return scanner.next(bytes, 0, bytes.length) !== -1
    },
  }
}
