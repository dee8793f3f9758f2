import { searchIn } from '../catalog/search.ts'
import { StorerrError } from '../errors.ts'
import { catalogOf, languageOf, providersOf } from './codes.ts'
import { complain } from './complain.ts'
import type { Parsed } from './parse.ts'
import { print } from './print.ts'
import { wrap } from './text.ts'

/** `storerr search TEXT...` */
export const search = (parsed: Parsed): number => {
  const text = parsed.operands.join(' ')
  if (text.trim() === '') throw new StorerrError('STORERR_USAGE', 'search needs a text; for example: storerr search signature expired')
  const catalog = catalogOf(parsed)
  const language = languageOf(parsed)
  const only = parsed.values.has('provider') ? providersOf(parsed, catalog).map(({ file }) => file.id) : []
  const entries = searchIn(catalog, text, only)
  if (parsed.switches.has('json')) {
    print(`${JSON.stringify({ version: catalog.version, found: entries }, null, 2)}\n`)
    return 0
  }
  if (entries.length === 0) complain(`nothing in the catalog speaks of ${JSON.stringify(text)}`)
  for (const { provider, code, meanings } of entries) {
    const [meaning] = meanings
    if (meaning === undefined) continue
    const name = meaning.name === undefined || meaning.name === code ? '' : `  ${meaning.name}`
    print(`${code}${name}  ${provider}, ${meaning.category}\n`)
    print(
      wrap(meaning.message[language], 76)
        .map((line) => `    ${line}\n`)
        .join(''),
    )
  }
  return 0
}
