import type { Problem } from './types.ts'

// What is wrong with a provider file by data/schema.json. The build makes functions of it (scripts/schema-checks.js).

/** As Ajv tells it. */
type SchemaError = { instancePath: string; keyword: string; params: Record<string, unknown> }

type Check = { (value: unknown): boolean; errors: readonly SchemaError[] }

// What a text must look like, by the name of its field.
const FORMS: Record<string, string> = {
  id: 'lower-case words joined by dashes',
  url: 'an http or https address',
  text: 'three plain characters before the first <',
  code: 'no blank at either end',
}

const typeOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value)

const plural = (count: unknown, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

/** What should have stood there, by the keyword that was not satisfied. */
const EXPECTED: Record<string, (params: SchemaError['params'], found: unknown, field: string) => string> = {
  required: ({ missingProperty }) => `the property "${missingProperty}"`,
  additionalProperties: ({ additionalProperty }) => `no property "${additionalProperty}"`,
  type: ({ type }, found) => `${type}, found ${typeOf(found)}`,
  enum: ({ allowedValues }) => `one of ${JSON.stringify(allowedValues)}`,
  minItems: ({ limit }, found) => `at least ${plural(limit, 'item', 'items')}, found ${(found as unknown[]).length}`,
  minLength: ({ limit }, found) => `at least ${plural(limit, 'character', 'characters')}, found ${[...(found as string)].length}`,
  maxLength: ({ limit }, found) => `at most ${plural(limit, 'character', 'characters')}, found ${[...(found as string)].length}`,
  minProperties: ({ limit }) => `at least ${plural(limit, 'property', 'properties')}`,
  minimum: ({ limit }, found) => `a number of at least ${limit}, found ${found}`,
  maximum: ({ limit }, found) => `a number of at most ${limit}, found ${found}`,
  pattern: (_params, _found, field) => FORMS[field] ?? 'another form of text',
  anyOf: () => 'one of the properties above',
}

const unescaped = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~')

const problemOf = ({ instancePath, keyword, params }: SchemaError, value: unknown): Problem => {
  const path = instancePath.split('/').slice(1).map(unescaped)
  const found = path.reduce((holder, part) => (holder as Record<string, unknown>)[part], value)
  const expected = EXPECTED[keyword]?.(params, found, path.at(-1) ?? '') ?? keyword
  return { pointer: instancePath, expected }
}

const load = (name: string): Check => {
  // Loaded only when a file is to be checked: the built-in catalog is checked by the tests.
  // So is what loads it: every start would have to wait for it.
  const require = process.getBuiltinModule('node:module').createRequire(import.meta.url)
  return require(`../../dist/catalog/${name}.cjs`) as Check
}

const everyError = (value: unknown): readonly SchemaError[] => {
  const check = load('schema-all')
  check(value)
  return check.errors
}

/**
 * What is wrong with a would-be provider file that `checkStructure` has nothing to say against.
 *
 * @param isLarge then only the first problem is looked for: all of them might not fit into memory
 */
export const bySchema = (value: unknown, isLarge: boolean): Problem[] => {
  const check = load('schema-first')
  if (check(value)) return []
  return (isLarge ? check.errors : everyError(value)).map((error) => problemOf(error, value))
}
