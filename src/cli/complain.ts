import { inOneLine } from './text.ts'

/** Says something to the person; standard output is for data. */
export const complain = (message: string): void => {
  process.stderr.write(`storerr: ${inOneLine(message)}\n`)
}
