import { readFileSync } from 'node:fs'
import type { Catalog } from '../catalog/catalog.ts'
import type { ScanModule } from '../scan/module.ts'
import { type ByTemplate, createByTemplate } from '../template/by-template.ts'
import { createSimdByTemplate } from '../template/simd-by-template.ts'
import { readWords, type TemplateWords } from '../template/words.ts'
import { LineReader } from './line-reader.ts'
import { openVocabulary } from './open-vocabulary.ts'
import { Reading } from './reading.ts'
import { templateWordsOf } from './template-words.ts'

// Made by the build; the same place seen from src/detect and from dist/detect, or from dist/cli.
const WORDS_URL = new URL('../../dist/template/words.bin', import.meta.url)

/** Those of the built-in catalog, which the build collected; undefined where they cannot be had. */
const readyWords = (): TemplateWords | undefined => {
  try {
    return readWords(readFileSync(WORDS_URL))
  } catch {
    return undefined
  }
}

const wordsOf = (catalog: Catalog): TemplateWords => {
  const ready = readyWords()
  if (ready === undefined) return templateWordsOf(catalog)
  if (catalog.isBuiltIn) return ready
  const { added, suffixes } = openVocabulary(catalog)
  return templateWordsOf(catalog, ready, added && suffixes)
}

const opened = new WeakMap<object, ByTemplate<Reading>>()

/**
 * What is known of the templates of lines, shared by all who read lines by the same catalog in the same place.
 *
 * @param module the scanner's instance of its module, where lines stand in its memory
 */
export const readingsOf = (catalog: Catalog, module?: ScanModule): ByTemplate<Reading> => {
  let readings = opened.get(module ?? catalog)
  if (readings === undefined) {
    const words = wordsOf(catalog)
    const reader = new LineReader(openVocabulary(catalog), module)
    const make = (template: string): Reading => new Reading(template, reader)
    readings = module === undefined ? createByTemplate(words, make) : createSimdByTemplate(module, words, make)
    opened.set(module ?? catalog, readings)
  }
  return readings
}
