import { inOneLine } from './text.ts'

let isListening = false

/** Writes to standard error. Messages that nobody can read must not cost a line; the exit code says it all the same. */
export const note = (text: string): void => {
  if (!isListening) process.stderr.on('error', () => {})
  isListening = true
  process.stderr.write(text)
}

/** Says something to the person; standard output is for data. */
export const complain = (message: string): void => {
  note(`storerr: ${inOneLine(message)}\n`)
}
