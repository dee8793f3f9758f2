import { readFileSync } from 'node:fs'
import { compileShape, compileTail } from './shape.ts'
import { checkStructure, escapePointer } from './structure.ts'
import type { Detection, Meaning, Problem, ProviderFile } from './types.ts'

const MAX_PROBLEMS = 20
const MAX_TEXT = 400
// In a larger file only the first problem is looked for: all of them might not fit into memory.
const MAX_LISTED_SIZE = 100_000

type SchemaError = { instanceLocation: string; keyword: string; keywordLocation: string; error: string }

// What a text must look like, by the name of its field.
const FORMS: Record<string, string> = {
  id: 'lower-case words joined by dashes',
  url: 'an http or https address',
  text: 'three plain characters before the first <',
  code: 'no blank at either end',
}

const REWORDED: readonly [RegExp, string][] = [
  [/^Instance does not have required property "(.*)"$/, 'the property "$1"'],
  [/^Property "(.*)" does not match additional properties schema$/, 'no property "$1"'],
  [/^Instance type "(.*)" is invalid\. Expected "(.*)"$/, '$2, found $1'],
  [/^Instance does not match any of (.*)$/, 'one of $1'],
  [/^Array has too few items \((\d+) < (\d+)\)$/, 'at least $2 item, found $1'],
  [/^String is too short \((\d+) < (\d+)\)$/, 'at least $2 characters, found $1'],
  [/^(\S+) is less than (?:or equal to )?(\S+)$/, 'a number of at least $2, found $1'],
  [/^(\S+) is greater than (?:or equal to )?(\S+)$/, 'a number of at most $2, found $1'],
  [/^Duplicate items at indexes (\d+) and (\d+)$/, 'nothing twice, found the same at $1 and $2'],
  [/^Instance does not have at least (\d+) properties$/, 'at least $1 property'],
]

/** Messages of the validator say what it saw; the reader wants to know what should stand there. */
const expectationOf = ({ error, instanceLocation }: SchemaError): string => {
  const said = error.replace(/\.$/, '')
  const field = instanceLocation.slice(instanceLocation.lastIndexOf('/') + 1)
  if (said.startsWith('String does not match pattern')) return FORMS[field] ?? 'another form of text'
  for (const [pattern, expected] of REWORDED) if (pattern.test(said)) return said.replace(pattern, expected)
  return said
}

const bySchema = (value: unknown, size: number): Problem[] => {
  // Loaded only when a file is to be checked: the built-in catalog is checked by the tests.
  // So is what loads it: every start would have to wait for it.
  const require = process.getBuiltinModule('node:module').createRequire(import.meta.url)
  const { Validator } = require('@cfworker/json-schema') as typeof import('@cfworker/json-schema')
  const schema = JSON.parse(readFileSync(new URL('../../data/schema.json', import.meta.url), 'utf8'))
  // Compared pair by pair there; checkStructure has looked for repeated words already.
  delete schema.$defs.words.uniqueItems
  const { errors } = new Validator(schema, '2020-12', size > MAX_LISTED_SIZE).validate(value) as { errors: SchemaError[] }
  // The validator reports each error once more for every object around it; the innermost say what is wrong.
  const wrappers = new Set(['properties', 'items', '$ref', 'additionalProperties', 'prefixItems'])
  const inner = errors.filter((error) => !wrappers.has(error.keyword) || isLeaf(error, errors))
  return inner.map((error) => ({ pointer: error.instanceLocation.slice(1), expected: expectationOf(error) }))
}

const isLeaf = (error: SchemaError, errors: readonly SchemaError[]): boolean =>
  !errors.some((other) => other !== error && other.keywordLocation.startsWith(`${error.keywordLocation}/`))

const tryShape = (pointer: string, compile: () => unknown): Problem[] => {
  try {
    compile()
    return []
  } catch (error) {
    return [{ pointer, expected: `a form that can be read (${(error as Error).message})` }]
  }
}

const detectionProblems = (detection: Detection): Problem[] => {
  const problems: Problem[] = []
  detection.shapes?.forEach((shape, i) => {
    problems.push(...tryShape(`/detection/shapes/${i}`, () => compileShape(shape)))
  })
  detection.fieldSets?.forEach((set, i) => {
    for (const [key, shape] of Object.entries(set.fields)) {
      problems.push(...tryShape(`/detection/fieldSets/${i}/fields/${escapePointer(key)}`, () => compileShape(shape)))
    }
    set.codes?.forEach((shape, j) => {
      problems.push(...tryShape(`/detection/fieldSets/${i}/codes/${j}`, () => compileShape(shape)))
    })
  })
  detection.fieldSigns?.forEach(({ value }, i) => {
    problems.push(...tryShape(`/detection/fieldSigns/${i}/value`, () => compileShape(value)))
  })
  detection.signs?.forEach(({ text }, i) => {
    const pointer = `/detection/signs/${i}/text`
    if (text.indexOf('<') !== -1 && text.indexOf('<') < 3) problems.push({ pointer, expected: 'three plain characters before the first <' })
    else problems.push(...tryShape(pointer, () => compileTail(text)))
  })
  return problems
}

const patternProblems = (file: ProviderFile): Problem[] =>
  (file.patterns ?? []).flatMap((pattern, i) => tryShape(`/patterns/${i}/form`, () => compileShape(pattern.form)))

/** What a schema cannot say: documents that rows name exist, codes stand once, exceptions have reasons, forms can be read. */
const byMeaning = (file: ProviderFile): Problem[] => {
  const problems = [...detectionProblems(file.detection), ...patternProblems(file)]
  for (const name of ['family', 'speaks'] as const) {
    if (file[name] === file.id) problems.push({ pointer: `/${name}`, expected: 'the id of another provider' })
  }
  const seen = new Map<string, number>()
  const checkMeaning = (meaning: Meaning, pointer: string) => {
    meaning.sources.forEach((source, i) => {
      if (!Object.hasOwn(file.documents, source.document)) {
        problems.push({ pointer: `${pointer}/sources/${i}/document`, expected: `a name under documents, found "${source.document}"` })
      }
    })
    if ((meaning.severity !== undefined || meaning.retryable !== undefined) && meaning.reason === undefined) {
      problems.push({ pointer, expected: 'a reason, since severity or retryable differ from the category' })
    }
  }
  file.patterns?.forEach((pattern, i) => {
    checkMeaning(pattern, `/patterns/${i}`)
  })
  file.codes.forEach((row, i) => {
    const pointer = `/codes/${i}`
    const earlier = seen.get(row.code)
    if (earlier !== undefined)
      problems.push({ pointer: `${pointer}/code`, expected: `each code once, "${row.code}" stands at /codes/${earlier} too` })
    seen.set(row.code, i)
    checkMeaning(row, pointer)
    row.meanings?.forEach((meaning, j) => {
      checkMeaning(meaning, `${pointer}/meanings/${j}`)
    })
  })
  return problems
}

/** Everything wrong with a would-be provider file; empty when it can be used. */
export const checkProviderFile = (value: unknown): Problem[] => {
  const { problems: first, size } = checkStructure(value)
  const second = first.length > 0 ? first : bySchema(value, size)
  const problems = second.length > 0 ? second : byMeaning(value as ProviderFile)
  return problems.slice(0, MAX_PROBLEMS).map(({ pointer, expected }) => ({ pointer: clip(pointer), expected: clip(expected) }))
}

const clip = (text: string): string => (text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)}…`)
