import { openCatalog } from './catalog.ts'
import { type Entry, lookupIn } from './lookup.ts'
import { searchIn } from './search.ts'

export type AskOptions = {
  /** look in these providers only */
  provider?: string | readonly string[]
}

const only = ({ provider }: AskOptions): readonly string[] =>
  provider === undefined ? [] : typeof provider === 'string' ? [provider] : provider

/**
 * Everything the catalog knows of a code: one entry for each provider that documents it, with all its meanings.
 *
 * @param code a number, symbol or word, as a number or a string
 * @example lookup(-177, { provider: 'tencent-cos' })[0]?.meanings[0]?.message.zh
 */
export const lookup = (code: string | number, options: AskOptions = {}): Entry[] => lookupIn(openCatalog(), code, only(options))

/**
 * Finds codes by their messages, descriptions, symbols and actions, in both languages, best first, twenty at most.
 *
 * @example search('signature expired')[0]?.code
 */
export const search = (text: string, options: AskOptions = {}): Entry[] => searchIn(openCatalog(), text, only(options))
