import type { Catalog } from '../catalog/catalog.ts'
import { needlesOf } from '../detect/needles.ts'
import { compileVocabulary } from '../detect/vocabulary.ts'
import { openScanner } from '../scan/open-scanner.ts'
import type { Scanner } from '../scan/scanner.ts'

/**
 * Opens a scanner for the lines worth reading: the same for bytes and for lines that come one by one.
 *
 * @param assumed ids of providers that need no sign: more is looked for then than the ready-made tables hold
 */
export const openLineScanner = (catalog: Catalog, assumed: readonly string[]): Scanner =>
  openScanner(() => needlesOf(compileVocabulary(catalog), assumed), catalog.isBuiltIn && assumed.length === 0)
