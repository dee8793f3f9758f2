import { resolveOptions } from '../decoder/options.ts'
import { Detector } from '../detect/detector.ts'
import type { Explained } from '../detect/explained.ts'
import { complain } from './complain.ts'
import { decoderOptions } from './decoder-options.ts'
import { openInput } from './input.ts'
import type { Parsed } from './parse.ts'
import { print } from './print.ts'
import { reasonOf } from './reason.ts'
import { printable } from './text.ts'

const SHOWN = 72

const caseText = (explained: Explained): string[] =>
  explained.cases.map(({ id, row, score, needed, isVetoed, reasons }) => {
    const verdict = isVetoed ? 'vetoed by what stands beside it' : `${score} of ${needed}`
    const evidence = reasons.map(({ weight, what }) => `+${weight} ${what}`).join(', ')
    return `    ${id}${row === undefined ? ' (not in its table)' : ''}: ${verdict}${evidence && `: ${evidence}`}`
  })

const lineText = (number: number, line: string, explained: readonly Explained[]): string => {
  const shown = line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line
  const parts = [`${number}: ${printable(shown)}`]
  if (explained.length === 0) parts.push('  no code in sight')
  for (const anchor of explained) {
    parts.push(
      `  ${anchor.code} (${anchor.form}, column ${anchor.at + 1}): ${anchor.chosen === undefined ? 'not decoded' : `decoded as ${anchor.chosen}`}`,
    )
    parts.push(...(anchor.cases.length === 0 ? ['    no provider reads this key'] : caseText(anchor)))
  }
  return `${parts.join('\n')}\n`
}

/** The same story as data, without the rows. */
const lineJson = (number: number, line: string, explained: readonly Explained[]) => ({
  line: number,
  text: line,
  codes: explained.map(({ cases, ...anchor }) => ({
    ...anchor,
    cases: cases.map(({ id, row, score, needed, isVetoed, reasons }) => ({
      provider: id,
      listed: row !== undefined,
      score,
      needed,
      isVetoed,
      reasons,
    })),
  })),
})

/** Goes through the lines of an input, one character a byte and without their ends. */
const eachLine = async (path: string, take: (line: string) => void): Promise<void> => {
  let rest = ''
  const input = await openInput(path)
  await input.read((chunk) => {
    const lines = (rest + chunk.toString('latin1')).split('\n')
    rest = lines.pop() as string
    for (const line of lines) take(line)
    return true
  })
  if (rest !== '') take(rest)
}

/** `storerr explain-line` */
export const explainLine = async (parsed: Parsed): Promise<number> => {
  const options = resolveOptions(decoderOptions(parsed))
  const detector = new Detector({
    catalog: options.catalog,
    assume: options.assume,
    context: options.context,
    ...(options.provider && { providers: options.provider }),
  })
  const recent: string[] = []
  const stories: ReturnType<typeof lineJson>[] = []
  let number = 0
  let code = 0
  const explain = (bytes: string): void => {
    const line = bytes.replace(/\r$/, '')
    const explained = detector.explain(line, (distance) => recent[recent.length - distance])
    recent.push(line)
    if (recent.length > options.context) recent.shift()
    number++
    const text = Buffer.from(line, 'latin1').toString('utf8')
    if (parsed.switches.has('json')) stories.push(lineJson(number, text, explained))
    else print(lineText(number, text, explained))
  }
  for (const path of parsed.operands.length === 0 ? ['-'] : parsed.operands) {
    try {
      await eachLine(path, explain)
    } catch (error) {
      complain(`${path === '-' ? 'standard input' : path}: ${reasonOf(error)}`)
      code = 2
    }
  }
  if (parsed.switches.has('json')) print(`${JSON.stringify(stories, null, 2)}\n`)
  return code
}
