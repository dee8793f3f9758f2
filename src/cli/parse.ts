import { nearest } from '../catalog/nearest.ts'
import { StorerrError } from '../errors.ts'
import { type Command, commandNamed, type Flag, MAIN_COMMAND } from './flags.ts'

/** A command line, understood. */
export type Parsed = {
  command: Command
  operands: string[]
  /** values by flag name: the last one given counts, unless the flag repeats */
  values: Map<string, string[]>
  switches: Set<string>
}

const usage = (message: string): StorerrError => new StorerrError('STORERR_USAGE', message)

const flagNamed = (command: Command, written: string): Flag => {
  const name = written.replace(/^--?/, '')
  const flag = written.startsWith('--')
    ? command.flags.find((candidate) => candidate.name === name)
    : command.flags.find((candidate) => candidate.short === name)
  if (flag !== undefined) return flag
  const [near] = nearest(
    name,
    command.flags.map((candidate) => candidate.name),
  )
  const hint = near === undefined ? `see storerr${command.name && ` ${command.name}`} --help` : `did you mean --${near}?`
  throw usage(`unknown option ${written}; ${hint}`)
}

const isOption = (argument: string): boolean => argument.length > 1 && argument.startsWith('-') && !/^-\d+$/.test(argument) // -177 is a code

/**
 * Reads a command line. The first operand that equals a command's name is the command; everything behind `--` is an
 * operand.
 *
 * @throws StorerrError `STORERR_USAGE`, naming the nearest option for an unknown one
 */
export const parseArguments = (args: readonly string[]): Parsed => {
  const first = args[0]
  const named = first === undefined ? undefined : commandNamed(first)
  const command = named ?? MAIN_COMMAND
  const parsed: Parsed = { command, operands: [], values: new Map(), switches: new Set() }
  const rest = named === undefined ? [...args] : args.slice(1)
  for (let i = 0; i < rest.length; i++) {
    const argument = rest[i] as string
    if (argument === '--') {
      parsed.operands.push(...rest.slice(i + 1))
      break
    }
    if (!isOption(argument)) {
      const late = command === MAIN_COMMAND && parsed.operands.length === 0 ? commandNamed(argument) : undefined
      // Options may stand before the command's name.
      if (late !== undefined) return parseArguments([argument, ...rest.slice(0, i), ...rest.slice(i + 1)])
      parsed.operands.push(argument)
      continue
    }
    const equals = argument.startsWith('--') ? argument.indexOf('=') : -1
    const flag = flagNamed(command, equals === -1 ? argument : argument.slice(0, equals))
    if (flag.value === undefined) {
      if (equals !== -1) throw usage(`--${flag.name} takes no value`)
      parsed.switches.add(flag.name)
      continue
    }
    const value = equals === -1 ? rest[++i] : argument.slice(equals + 1)
    if (value === undefined) throw usage(`--${flag.name} needs a value: ${flag.value}`)
    const values = parsed.values.get(flag.name) ?? []
    parsed.values.set(flag.name, flag.repeats ? [...values, value] : [value])
  }
  return parsed
}

/** The last value of a flag. */
export const lastValue = (parsed: Parsed, name: string): string | undefined => parsed.values.get(name)?.at(-1)

/** A flag's value as a whole number. */
export const numberOf = (parsed: Parsed, name: string): number | undefined => {
  const value = lastValue(parsed, name)
  if (value === undefined) return undefined
  if (!/^\d{1,12}$/.test(value)) throw usage(`--${name}: expected a whole number, got ${JSON.stringify(value)}`)
  return Number(value)
}
