import { isStorerrError } from '../errors.ts'
import { complain } from './complain.ts'
import { decode } from './decode.ts'
import { helpOf } from './help.ts'
import { type Parsed, parseArguments } from './parse.ts'
import { print } from './print.ts'

const run = async (parsed: Parsed): Promise<number> => {
  if (parsed.switches.has('help')) {
    print(helpOf(parsed.command))
    return 0
  }
  // Each command is loaded only when it is run.
  switch (parsed.command.name) {
    case 'codes':
      return (await import('./codes.ts')).codes(parsed)
    case 'explain':
      return (await import('./explain.ts')).explain(parsed)
    case 'search':
      return (await import('./search.ts')).search(parsed)
    case 'explain-line':
      return (await import('./explain-line.ts')).explainLine(parsed)
    case 'catalog':
      return (await import('./catalog-check.ts')).catalogCheck(parsed)
    default:
      if (parsed.switches.has('version')) return (await import('./version.ts')).version()
      return decode(parsed)
  }
}

/** The command. Sets the exit code; never ends the process while something is still to be written. */
export const main = async (args: readonly string[] = process.argv.slice(2)): Promise<void> => {
  try {
    const code = await run(parseArguments(args))
    // What could not be printed has set it already.
    process.exitCode = process.exitCode === 2 ? 2 : code
  } catch (error) {
    if (!isStorerrError(error)) throw error
    complain(error.message)
    process.exitCode = 2
  }
}
