import type { Catalog } from '../catalog/catalog.ts'
import type { Meaning, ProviderFile, ProviderIndex, SharedVocabulary } from '../catalog/types.ts'
import { emptyKept } from '../template/kept-words.ts'
import { LONGEST_NUMBER } from '../template/template.ts'
import {
  BEGINNINGS,
  emptyWords,
  FORMED,
  KEPT,
  KEY,
  keepWords,
  LEADS,
  markBeginning,
  markWord,
  runsOf,
  type TemplateWords,
} from '../template/words.ts'
import { bytesAsText, literalOf } from './literals.ts'
import { unsettle } from './unsettled.ts'

// What of a line detection reads, for the templates of lines: every word that any table, key, sign or expression of
// detection knows.

/** Words in the expressions of source.ts, words.ts, value.ts and spoken-of.ts. */
const OWN_WORDS = [
  'failed failure error exception client server int str string array object bool long float double number boolean',
  'raise throw new const let var return def func assert expect code errno',
  'log MESSAGE textPayload',
]

/** A word that only stands in messages has no mark of its own. */
const MESSAGE = 0

const ANY = '*'
// SOAP 1.1, a-zA-Z0-9: what looks like part of a version or a name is kept behind such a word only
const VERSIONED = /([A-Za-z]\w*)(?: \d+\.|-)\d/g
const SHORT_NUMBER = /^-?\d{1,5}$/
const LONGEST_SHORT = 6
const STATUS = /^\d{3}$/
const NUMBER = /^\d{4,}$/
// XAmzContentSHA256Mismatch; a name without digits is kept however it ends
const NAME_WITH_DIGITS = /^[A-Za-z].*\d/
// image/audio, "records": what looks like no word of a message and is one
const NO_TEXT = /(?<=\/)\w+|(?<=")\w+(?=")|\w+(?=\/)/g
const TAIL = /<(\w+):/g
// Runs that are replaced stay of these classes.
const LOOSE = new Set(['label', 'any', 'word', 'alnum'])

/** Keeps a literal's words; those behind a blank only where they may stand in a text. */
const keepLiteral = (words: TemplateWords, literal: string): void => {
  for (const [index, part] of literal.split(' ').entries()) keepWords(words, part, index === 0 ? KEPT : MESSAGE)
}

const lastRun = (literal: string): string | undefined => /[0-9A-Za-z_$]+$/.exec(literal)?.[0]

const addKey = (words: TemplateWords, key: string, flag: number): void => {
  const literal = literalOf(key)
  keepLiteral(words, literal)
  const last = lastRun(literal)
  if (last !== undefined) markWord(words, last, flag)
  // The last character of a key in Chinese.
  else if (literal.charCodeAt(literal.length - 3) >= 0xe0) markWord(words, literal.slice(-3), flag)
}

const addSign = (words: TemplateWords, text: string): void => {
  const cut = text.indexOf('<')
  const literal = literalOf(cut === -1 ? text : text.slice(0, cut))
  keepLiteral(words, literal)
  const last = lastRun(literal)
  if (cut !== -1) {
    const tail = text.slice(cut)
    keepWords(words, literalOf(tail.replace(/<[^>]*>/g, ' ')))
    const [before, beginning] = runsOf(literal).slice(-2)
    if ([...tail.matchAll(TAIL)].some(([, name]) => !LOOSE.has(name as string))) {
      // In `txn: tx<hex:12-32>` the run goes on behind the literal: it is known by the word before.
      if (last !== undefined && beginning !== undefined) {
        markWord(words, before as string, FORMED)
        unsettle(words, last + tail)
      } else markWord(words, beginning ?? (before as string), LEADS)
    }
  }
  if (last !== undefined) addBeginning(words, literal, last)
}

/** A literal may end within a run: `bcebos` in bcebosclient. */
const addBeginning = (words: TemplateWords, literal: string, last: string): void => {
  const before = runsOf(literal).at(-2)
  // Ids begin like a number too; it is the word before it that tells them apart.
  if (NUMBER.test(last) && before !== undefined) {
    markWord(words, before, LEADS)
    return
  }
  const beginning = BEGINNINGS.find((length) => last.length >= length)
  if (beginning !== undefined) markBeginning(words, last.slice(0, beginning))
}

const addDetection = (words: TemplateWords, { detection }: ProviderIndex): void => {
  const { keys = [], fieldSets = [], fieldSigns = [], signs = [], vetoes = [] } = detection
  for (const { key } of keys) addKey(words, key, KEY)
  const addForm = (key: string, form: string): void => {
    addKey(words, key, form === ANY ? KEPT : FORMED)
    if (form !== ANY) unsettle(words, form)
    keepWords(words, literalOf(form.replace(/<[^>]*>/g, ' ')))
  }
  for (const { fields } of fieldSets) for (const [key, form] of Object.entries(fields)) addForm(key, form)
  for (const { key, value } of fieldSigns) addForm(key, value)
  for (const { text } of signs) addSign(words, text)
  for (const { fields = [], signs: against = [] } of vetoes) {
    for (const key of fields) keepWords(words, literalOf(key))
    for (const text of against) addSign(words, text)
  }
}

const addTexts = (words: TemplateWords, { wire = [], texts = [], symbol, aliases = [] }: Meaning): void => {
  for (const text of [...wire, ...texts]) {
    const written = bytesAsText(text)
    for (const [, word] of text.matchAll(VERSIONED)) markWord(words, word as string, KEY)
    for (const [word] of written.matchAll(NO_TEXT)) markWord(words, word, KEPT)
    for (const word of runsOf(written)) {
      const isShort = word.length <= LONGEST_NUMBER || !/\d/.test(word)
      markWord(words, word, isShort && word !== written ? MESSAGE : KEPT)
    }
  }
  for (const alias of aliases) keepWords(words, bytesAsText(alias))
  if (symbol !== undefined) keepWords(words, symbol)
}

const addShared = (words: TemplateWords, vocabulary: SharedVocabulary): void => {
  const keys = [...OWN_WORDS, ...vocabulary.messageKeys, ...vocabulary.notKeys, ...vocabulary.recordKeys, ...vocabulary.foreignPaths]
  for (const text of keys) keepWords(words, bytesAsText(text))
  for (const { fields = [] } of vocabulary.vetoes) for (const key of fields) keepWords(words, bytesAsText(key))
  for (const text of [...vocabulary.definers, ...vocabulary.queryWords]) keepWords(words, bytesAsText(text), MESSAGE)
}

const addCodes = (words: TemplateWords, { codes, symbols }: ProviderIndex): void => {
  for (const code of codes) if (code.length > LONGEST_SHORT || !SHORT_NUMBER.test(code)) keepWords(words, code)
  for (const [symbol, code] of symbols) {
    keepWords(words, symbol)
    // Beside its symbol a status is a witness: 612 HTTP_FILE_NOTEXIST
    if (STATUS.test(code)) keepWords(words, code)
  }
}

const addFile = (words: TemplateWords, { codes, patterns = [] }: ProviderFile): void => {
  for (const row of codes) {
    addTexts(words, row)
    for (const meaning of row.meanings ?? []) addTexts(words, meaning)
  }
  for (const pattern of patterns) addTexts(words, pattern)
}

/**
 * Collects the words that templates keep. Reads all providers' texts, which takes a while: the built-in catalog's come ready.
 *
 * @param ready those of the built-in catalog, to which the ones of a user's files are added; a word more does no harm
 * @param known all that class names add to words, where a user's files add nothing to it
 */
export const templateWordsOf = (catalog: Catalog, ready?: TemplateWords, known?: readonly string[]): TemplateWords => {
  const words = ready === undefined ? emptyWords() : { ...ready, kept: emptyKept() }
  const added = ready === undefined ? catalog.providers : catalog.providers.filter(({ id }) => catalog.laidOver.includes(id))
  if (ready === undefined) addShared(words, catalog.vocabulary)
  for (const index of added) {
    addDetection(words, index)
    addCodes(words, index)
    const file = catalog.provider(index.id)?.file
    if (file !== undefined) addFile(words, file)
  }
  // Class names add to the words of every provider.
  const suffixes = known ?? catalog.providers.flatMap(({ detection }) => (detection.suffixes ?? []).map(({ text }) => text))
  const all = new Set(suffixes)
  const addName = (name: string): void => {
    if (NAME_WITH_DIGITS.test(name)) for (const suffix of all) keepWords(words, name + suffix)
  }
  // Names of ours are among those that come ready.
  for (const { codes, symbols } of known === undefined ? catalog.providers : added) {
    for (const code of codes) addName(code)
    for (const [symbol] of symbols) addName(symbol)
  }
  return words
}
