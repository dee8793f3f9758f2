import type { Catalog } from '../catalog/catalog.ts'
import { addedNeedles, needlesByHead, needlesOf } from '../detect/needles.ts'
import { openVocabulary } from '../detect/open-vocabulary.ts'
import type { NeedleSource } from '../scan/needle-table.ts'
import { openScanner } from '../scan/open-scanner.ts'
import type { Needle, Scanner } from '../scan/scanner.ts'

/**
 * Opens a scanner for the lines worth reading: the same for bytes and for lines that come one by one.
 *
 * @param assumed ids of providers that need no sign: more is looked for then than the ready-made tables hold
 */
export const openLineScanner = (catalog: Catalog, assumed: readonly string[]): Scanner => {
  let made: readonly Needle[] | undefined
  const needles = (): readonly Needle[] => {
    made ??= needlesOf(openVocabulary(catalog), assumed)
    return made
  }
  if (assumed.length > 0) return openScanner(needles)
  // What a user's files add is made of them at once.
  const added = catalog.isBuiltIn ? undefined : addedNeedles(openVocabulary(catalog))
  if (!catalog.isBuiltIn && added === undefined) return openScanner(needles)
  // Nothing is read of the catalog before a place is found.
  let needlesAt: NeedleSource | undefined
  const byHead: NeedleSource = (head) => {
    needlesAt ??= needlesByHead(openVocabulary(catalog))
    return needlesAt(head)
  }
  return openScanner(needles, byHead, added)
}
