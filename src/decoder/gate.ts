import type { Catalog } from '../catalog/catalog.ts'
import type { Scanner } from '../scan/scanner.ts'
import { openLineScanner } from './line-scanner.ts'

/** Whether a line may hold a code at all; most lines need not be read any further. */
export type Gate = (line: string | Uint8Array) => boolean

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
  return (line) => {
    if (typeof line === 'string' && line.length * MAX_BYTES_PER_UNIT <= scratch.length)
      return scanner.next(scratch, 0, scratch.write(line)) !== -1
    // A copy: bytes that a caller changes afterwards must not be taken for those searched before.
    const bytes = Buffer.from(line as string)
    return scanner.next(bytes, 0, bytes.length) !== -1
  }
}
