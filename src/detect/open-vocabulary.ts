import { readOnce } from '../built/read-once.ts'
import type { Catalog } from '../catalog/catalog.ts'
import { layOver } from './lay-over.ts'
import { type Vocabulary, vocabularyOf } from './vocabulary.ts'
import { readVocabulary } from './vocabulary-file.ts'
import { compileParts } from './vocabulary-parts.ts'

// Made by the build; the same place seen from src/detect and from dist/detect.
const PARTS_URL = new URL('../../dist/detect/vocabulary.bin', import.meta.url)

const opened = new WeakMap<Catalog, Vocabulary>()

/** The tables that the line reader uses: read as the build laid them out, with a user's files laid over; once for each catalog. */
export const openVocabulary = (catalog: Catalog): Vocabulary => {
  let vocabulary = opened.get(catalog)
  if (vocabulary === undefined) {
    const built = readOnce(PARTS_URL, readVocabulary)
    const parts = built === undefined || catalog.isBuiltIn ? built : layOver(catalog, built)
    vocabulary = vocabularyOf(catalog, parts ?? compileParts(catalog))
    opened.set(catalog, vocabulary)
  }
  return vocabulary
}
