import { needlesOf } from '../detect/needles.ts'
import type { Vocabulary } from '../detect/vocabulary.ts'
import type { Scanner } from '../scan/scanner.ts'
import { createTableScanner } from '../scan/table-scanner.ts'

/** Whether a line may hold a code at all; most lines need not be read any further. */
export type Gate = (line: string | Uint8Array) => boolean

const SCRATCH_BYTES = 64 * 1024
/** a UTF-16 code unit is at most three bytes of UTF-8 */
const MAX_BYTES_PER_UNIT = 3

const scanners = new WeakMap<Vocabulary, Scanner>()

const scannerFor = (vocabulary: Vocabulary): Scanner => {
  const scanner = scanners.get(vocabulary) ?? createTableScanner(needlesOf(vocabulary))
  scanners.set(vocabulary, scanner)
  return scanner
}

/** Opens the scanner that the byte stream uses to lines that come as strings; finds the same lines. */
export const openGate = (vocabulary: Vocabulary): Gate => {
  const scanner = scannerFor(vocabulary)
  // Written over by every line, so that a line without a code allocates nothing.
  const scratch = Buffer.allocUnsafeSlow(SCRATCH_BYTES)
  return (line) => {
    if (typeof line !== 'string') return scanner.next(line, 0, line.length) !== -1
    if (line.length * MAX_BYTES_PER_UNIT <= SCRATCH_BYTES) return scanner.next(scratch, 0, scratch.write(line)) !== -1
    const bytes = Buffer.from(line)
    return scanner.next(bytes, 0, bytes.length) !== -1
  }
}
