import { type Entry, type KnownMeaning, lookupIn, similarCodes } from '../catalog/lookup.ts'
import type { Language } from '../catalog/types.ts'
import { StorerrError } from '../errors.ts'
import { catalogOf, languageOf, providersOf } from './codes.ts'
import { complain } from './complain.ts'
import type { Parsed } from './parse.ts'
import { print } from './print.ts'
import { padEnd, printable, wrap } from './text.ts'

const WIDTH = 80
const INDENT = '  '

const LABELS = {
  en: {
    retry: 'Retry',
    status: 'HTTP',
    action: 'Do',
    wire: 'Sent as',
    why: 'Why',
    source: 'Source',
    related: 'See also',
    example: 'Body',
    further: 'Another meaning',
    alike: 'Also used by',
  },
  zh: {
    retry: '重试',
    status: 'HTTP',
    action: '处理',
    wire: '原文',
    why: '说明',
    source: '来源',
    related: '参见',
    example: '响应体',
    further: '另一含义',
    alike: '同样使用',
  },
} as const

const RETRY = {
  en: { yes: 'yes, the same request may work later', no: 'no, change something first', unknown: 'not known' },
  zh: { yes: '可以，稍后重发同一请求', no: '不可，需先修改', unknown: '未知' },
} as const

const retryText = (meaning: KnownMeaning, language: Language): string =>
  RETRY[language][meaning.retryable === undefined ? 'unknown' : meaning.retryable ? 'yes' : 'no']

const field = (label: string, text: string): string => {
  const left = 10
  const lines = printable(text)
    .split('\n')
    .flatMap((line) => wrap(line, WIDTH - left - INDENT.length))
  return `${INDENT}${padEnd(label, left)}${lines.join(`\n${INDENT}${' '.repeat(left)}`)}\n`
}

const sourceText = (meaning: KnownMeaning): string =>
  meaning.sources
    .map(
      ({ title, row, text, note }) =>
        `${title}${row === undefined ? '' : `, row ${row}`}${text === undefined ? '' : `: ${text.trim()}`}${text === undefined && note !== undefined ? `: ${note}` : ''}`,
    )
    .join('\n')

const meaningText = (meaning: KnownMeaning, language: Language): string => {
  const label = LABELS[language]
  const head = wrap(meaning.message[language], WIDTH - INDENT.length)
    .map((line) => `${INDENT}${line}\n`)
    .join('')
  return [
    head,
    field(language === 'en' ? 'Category' : '类别', `${meaning.category}, ${meaning.severity}`),
    ...(meaning.http_status === undefined ? [] : [field(label.status, String(meaning.http_status))]),
    field(label.retry, retryText(meaning, language)),
    ...(meaning.action === undefined ? [] : [field(label.action, meaning.action[language])]),
    ...(meaning.reason === undefined ? [] : [field(label.why, meaning.reason)]),
    ...(meaning.wire === undefined ? [] : [field(label.wire, meaning.wire.join('\n'))]),
    field(label.source, sourceText(meaning)),
  ].join('')
}

const entryText = (entry: Entry, language: Language): string => {
  const label = LABELS[language]
  const [leading, ...further] = entry.meanings as [KnownMeaning, ...KnownMeaning[]]
  const name = leading.name === undefined || leading.name === entry.code ? '' : `  ${leading.name}`
  const parts = [`${entry.code}${name}  ${entry.title[language]} (${entry.provider})\n`, meaningText(leading, language)]
  for (const meaning of further) {
    const other = meaning.name === undefined ? '' : ` (${meaning.name})`
    parts.push(`\n${INDENT}${label.further}${other}:\n`, meaningText(meaning, language))
  }
  if (entry.related.length > 0) parts.push(field(label.related, entry.related.join(', ')))
  if (entry.example !== undefined) parts.push(field(label.example, entry.example))
  return parts.join('')
}

/** Owners of a shared word that mean the same by it: a table instead of as many blocks. */
const alikeText = (alike: readonly Entry[], language: Language): string => {
  if (alike.length === 0) return ''
  const width = Math.max(...alike.map(({ provider }) => provider.length))
  const rows = alike.map(({ provider, meanings: [meaning] }) => {
    const status = String(meaning?.http_status ?? '-').padEnd(3)
    return `${INDENT}${INDENT}${provider.padEnd(width)}  ${status}  ${meaning?.category}\n`
  })
  return `${INDENT}${LABELS[language].alike}:\n${rows.join('')}`
}

const isSameMeaning = (a: Entry, b: Entry): boolean => {
  const [first] = a.meanings
  const [second] = b.meanings
  return a.code === b.code && !/^-?\d+$/.test(a.code) && first?.category === second?.category && first?.retryable === second?.retryable
}

/** Entries as blocks; words that several providers use in one meaning become one block and a table. */
const group = (entries: readonly Entry[]): { entry: Entry; alike: Entry[] }[] => {
  // A family's own entry leads its members.
  const families = new Set(entries.map(({ family }) => family))
  const ordered = [...entries].sort((a, b) => Number(families.has(b.provider)) - Number(families.has(a.provider)))
  const groups: { entry: Entry; alike: Entry[] }[] = []
  for (const entry of ordered) {
    const same = groups.find((other) => isSameMeaning(other.entry, entry))
    if (same === undefined) groups.push({ entry, alike: [] })
    else same.alike.push(entry)
  }
  return groups
}

/** `storerr explain CODE...` */
export const explain = (parsed: Parsed): number => {
  if (parsed.operands.length === 0)
    throw new StorerrError('STORERR_USAGE', 'explain needs a code, symbol or name; for example: storerr explain 31066')
  const catalog = catalogOf(parsed)
  const language = languageOf(parsed)
  const only = parsed.values.has('provider') ? providersOf(parsed, catalog).map(({ file }) => file.id) : []
  const found = parsed.operands.map((asked) => ({ asked, entries: lookupIn(catalog, asked, only) }))
  const unknown = found.filter(({ entries }) => entries.length === 0)
  const alike = unknown.map(({ asked }) => ({ asked, near: similarCodes(catalog, asked, only) }))
  if (parsed.switches.has('json')) {
    const document = { version: catalog.version, found: found.flatMap(({ entries }) => entries), unknown: alike }
    print(`${JSON.stringify(document, null, 2)}\n`)
  } else {
    const blocks = found
      .flatMap(({ entries }) => group(entries))
      .map(({ entry, alike: others }) => entryText(entry, language) + alikeText(others, language))
    print(blocks.join('\n'))
    for (const { asked, near } of alike) {
      const hint =
        near.length === 0
          ? 'nothing in the catalog looks like it'
          : `near it: ${near.map(({ provider, code }) => `${code} (${provider})`).join(', ')}`
      complain(`${JSON.stringify(asked)} is unknown; ${hint}`)
    }
  }
  return unknown.length > 0 ? 1 : 0
}
