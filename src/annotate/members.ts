// The forms in which a match is written: one JSON member, flat JSON members, or a logfmt tail.

/** What is written of a match, in order. Values are scalars, or arrays of small objects (`alternatives`, `also`). */
export type Members = readonly (readonly [name: string, value: MemberValue])[]
export type MemberValue = string | number | boolean | readonly Readonly<Record<string, string>>[]

export type Schema = 'nested' | 'flat'

/** `"storage_error":{…}` */
export const nestedMember = (field: string, members: Members): string =>
  `${JSON.stringify(field)}:${JSON.stringify(Object.fromEntries(members))}`

/** `"storage_error.provider":"…","storage_error.code":"…"` */
export const flatMembers = (field: string, members: Members): string =>
  members.map(([name, value]) => `${JSON.stringify(`${field}.${name}`)}:${JSON.stringify(value)}`).join(',')

// Blank, quote, equals sign, backslash or control character: such a value is written as a JSON string.
const NEEDS_QUOTES = /[\s"=\\\p{Cc}]/u

const bare = (value: string): string => (value === '' || NEEDS_QUOTES.test(value) ? JSON.stringify(value) : value)

/** ` storage_error.provider=upyun storage_error.code=40400001 …` */
export const logfmtTail = (field: string, members: Members): string =>
  members
    .filter(([name]) => name !== 'alternatives')
    .map(([name, value]) => ` ${field}.${name}=${bare(typeof value === 'object' ? joined(value) : String(value))}`)
    .join('')

const joined = (codes: readonly Readonly<Record<string, string>>[]): string =>
  codes.map(({ provider, code }) => `${provider}:${code}`).join(',')
