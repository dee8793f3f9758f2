import type { Language } from '../catalog/types.ts'
import type { DecoderOptions } from '../decoder/options.ts'
import { StorerrError } from '../errors.ts'
import { lastValue, numberOf, type Parsed } from './parse.ts'

/** The decoder's options as the command line gives them; the decoder checks them. */
export const decoderOptions = (parsed: Parsed): DecoderOptions => {
  const plain = lastValue(parsed, 'plain')
  if (plain !== undefined && plain !== 'tail' && plain !== 'off') {
    throw new StorerrError('STORERR_USAGE', `--plain: expected tail or off, got ${JSON.stringify(plain)}`)
  }
  const given: Record<string, unknown> = {
    assume: parsed.values.get('assume'),
    provider: parsed.values.get('provider'),
    catalog: parsed.values.get('catalog'),
    field: lastValue(parsed, 'field'),
    fields: lastValue(parsed, 'fields'),
    schema: lastValue(parsed, 'schema'),
    lang: lastValue(parsed, 'lang') as Language | undefined,
    plain: plain === undefined ? undefined : plain === 'tail',
    context: numberOf(parsed, 'context'),
    maxLineBytes: numberOf(parsed, 'max-line-bytes'),
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}
