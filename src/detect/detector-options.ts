import type { Catalog } from '../catalog/catalog.ts'
import type { ScanModule } from '../scan/module.ts'

/** What a detector goes by. */
export type DetectorOptions = {
  catalog: Catalog
  /** provider ids whose weak evidence is enough */
  assume?: readonly string[]
  /** report these providers only; the others still compete, so that none of their codes is taken for one of these */
  providers?: readonly string[]
  /** over how many lines evidence may flow forward */
  context?: number
  /** the scanner's module, where lines stand in its memory */
  module?: ScanModule | undefined
  /** the name of our own field, if lines may bear it */
  field?: string
}
