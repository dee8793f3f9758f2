import { execFileSync } from 'node:child_process'
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

const { O_RDONLY, O_RDWR, O_WRONLY, O_NONBLOCK } = constants

/** A directory that goes away with the test. */
export const temporaryDirectory = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'storerr-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

export const makeFifo = (): string => {
  const path = join(temporaryDirectory(), 'fifo')
  execFileSync('mkfifo', [path])
  return path
}

/**
 * A real pipe, as a shell makes it; Node's own `pipe` between processes is a socket. Each end may be non-blocking, as an
 * earlier program may have left it.
 */
export const openPipe = ({ nonBlockingReader = false, nonBlockingWriter = false } = {}): { reader: number; writer: number } => {
  const path = makeFifo()
  // Held open both ways, so that neither end waits for the other.
  const held = openSync(path, O_RDWR)
  const reader = openSync(path, O_RDONLY | (nonBlockingReader ? O_NONBLOCK : 0))
  const writer = openSync(path, O_WRONLY | (nonBlockingWriter ? O_NONBLOCK : 0))
  closeSync(held)
  return { reader, writer }
}
