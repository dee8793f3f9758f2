import { complain } from './complain.ts'
import { reasonOf } from './reason.ts'

let isListening = false

const listen = (): void => {
  // A reader that went away wants no more help texts or listings either.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return
    complain(`cannot write to standard output: ${reasonOf(error)}`)
    process.exitCode = 2
  })
}

/** Writes help texts, listings and answers to standard output. */
export const print = (text: string): void => {
  if (!isListening) listen()
  isListening = true
  process.stdout.write(text)
}
