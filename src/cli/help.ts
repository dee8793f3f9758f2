import { COMMANDS, type Command, type Flag, MAIN_COMMAND } from './flags.ts'
import { wrap } from './text.ts'

const WIDTH = 80

const EXIT_CODES =
  'Exit codes: 0 done; 1 --fail-on hit, unknown code, bad catalog; 2 usage, input or output error; 128+n ended by signal n. A file named like a command is read as ./explain or behind --.'

const spelled = (flag: Flag): string =>
  `${flag.short === undefined ? '    ' : `-${flag.short}, `}--${flag.name}${flag.value === undefined ? '' : ` ${flag.value}`}`

const rows = (pairs: readonly (readonly [string, string])[]): string => {
  const left = Math.min(30, Math.max(...pairs.map(([name]) => name.length)))
  return pairs
    .map(([name, about]) => {
      const lines = wrap(about, WIDTH - left - 4)
      const head = name.length > left ? `  ${name}\n${' '.repeat(left + 4)}` : `  ${name.padEnd(left)}  `
      return head + lines.join(`\n${' '.repeat(left + 4)}`)
    })
    .join('\n')
}

/** The help of a command, for a terminal of 80 columns. */
export const helpOf = (command: Command): string => {
  const parts = [
    `Usage: ${command.usage}`,
    wrap(command.about, WIDTH).join('\n'),
    `Options:\n${rows(command.flags.map((flag) => [spelled(flag), flag.about]))}`,
  ]
  if (command === MAIN_COMMAND) {
    const others = COMMANDS.filter((other) => other !== MAIN_COMMAND)
    parts.push(`Commands:\n${rows(others.map((other) => [other.name, other.about]))}`)
  }
  parts.push(`Examples:\n${command.examples.map(([line, why]) => `  ${line}\n      ${why}`).join('\n')}`)
  if (command === MAIN_COMMAND) parts.push(wrap(EXIT_CODES, WIDTH).join('\n'))
  return `${parts.join('\n\n')}\n`
}
