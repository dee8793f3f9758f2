import { bySchema } from './by-schema.ts'
import { compileShape, compileTail } from './shape.ts'
import { checkStructure, escapePointer } from './structure.ts'
import type { Detection, Meaning, Problem, ProviderFile } from './types.ts'

const MAX_PROBLEMS = 20
const MAX_TEXT = 400
// In a larger file only the first problem is looked for: all of them might not fit into memory.
const MAX_LISTED_SIZE = 100_000

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
  // Nothing is made for a row that is good: a file has tens of thousands.
  const check = (meaning: Meaning, list: string, i: number, end = '') => {
    if (!isGood(meaning, file)) problems.push(...meaningProblems(meaning, file, `/${list}/${i}${end}`))
  }
  file.patterns?.forEach((pattern, i) => {
    check(pattern, 'patterns', i)
  })
  file.codes.forEach((row, i) => {
    const earlier = seen.get(row.code)
    if (earlier !== undefined)
      problems.push({ pointer: `/codes/${i}/code`, expected: `each code once, "${row.code}" stands at /codes/${earlier} too` })
    seen.set(row.code, i)
    check(row, 'codes', i)
    row.meanings?.forEach((meaning, j) => {
      check(meaning, 'codes', i, `/meanings/${j}`)
    })
  })
  return problems
}

const lacksReason = ({ severity, retryable, reason }: Meaning): boolean =>
  (severity !== undefined || retryable !== undefined) && reason === undefined

const isGood = (meaning: Meaning, { documents }: ProviderFile): boolean =>
  !lacksReason(meaning) && meaning.sources.every(({ document }) => Object.hasOwn(documents, document))

const meaningProblems = (meaning: Meaning, { documents }: ProviderFile, pointer: string): Problem[] => {
  const problems: Problem[] = []
  meaning.sources.forEach(({ document }, i) => {
    if (!Object.hasOwn(documents, document)) {
      problems.push({ pointer: `${pointer}/sources/${i}/document`, expected: `a name under documents, found "${document}"` })
    }
  })
  if (lacksReason(meaning)) problems.push({ pointer, expected: 'a reason, since severity or retryable differ from the category' })
  return problems
}

/** Everything wrong with a would-be provider file; empty when it can be used. */
export const checkProviderFile = (value: unknown): Problem[] => {
  const { problems: first, size } = checkStructure(value)
  const second = first.length > 0 ? first : bySchema(value, size > MAX_LISTED_SIZE)
  const problems = second.length > 0 ? second : byMeaning(value as ProviderFile)
  return problems.slice(0, MAX_PROBLEMS).map(({ pointer, expected }) => ({ pointer: clip(pointer), expected: clip(expected) }))
}

const clip = (text: string): string => (text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)}…`)
