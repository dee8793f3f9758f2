import { EventEmitter } from 'node:events'
import { closeSync, mkdirSync, openSync, write } from 'node:fs'
import { dirname } from 'node:path'
import { StorerrError } from '../errors.ts'
import type { DestinationOptions } from './options.ts'

const STDERR = 2
const HIGH_WATER_BYTES = 64 * 1024
/** how much waits for a destination that fails, before lines are given up */
const HELD_BYTES = 16 * 1024 * 1024
/** how long a full pipe is left alone; the longer it stays full, the longer, so that a reader that stands still costs nothing */
const SHORTEST_PAUSE_MS = 5
const LONGEST_PAUSE_MS = 80
const RETRY_MS = 1000

/**
 * Opens a destination for writing.
 *
 * @throws StorerrError `STORERR_OUTPUT_FAILED` naming the path
 */
export const openDescriptor = ({ destination = 1, mkdir = false, append = true }: DestinationOptions): number => {
  if (typeof destination === 'number') return destination
  try {
    if (mkdir) mkdirSync(dirname(destination), { recursive: true })
    return openSync(destination, append ? 'a' : 'w')
  } catch (error) {
    throw new StorerrError('STORERR_OUTPUT_FAILED', `options.destination: cannot open ${destination}: ${(error as Error).message}`, {
      cause: error,
      details: { option: 'options.destination', file: destination },
    })
  }
}

/** Closes a descriptor that is ours; the standard ones belong to the program. */
export const closeDescriptor = (fd: number): void => {
  if (fd > STDERR) closeSync(fd)
}

/** What a destination is called in messages. */
export const nameOf = ({ destination = 1 }: DestinationOptions): string =>
  typeof destination === 'string' ? destination : destination === 1 ? 'standard output' : `file descriptor ${destination}`

const linesIn = (bytes: Buffer): number => {
  let count = 0
  for (let at = bytes.indexOf(0x0a); at !== -1; at = bytes.indexOf(0x0a, at + 1)) count++
  return count
}

/**
 * A file descriptor as a pino target, with node:fs alone: sonic-boom is pino's dependency, not ours, and gives a write
 * that failed to nobody. Emits `drain`, `failure` (what went wrong, in words) and `close`; a failed write is tried
 * again until it succeeds or the end comes.
 */
export class FileOutput extends EventEmitter {
  readonly #fd: number
  readonly #name: string
  #waiting: Buffer[] = []
  #waitingBytes = 0
  #current: Buffer | undefined
  #needsDrain = false
  #isEnding = false
  #isFailing = false
  #isGone = false
  #lostLines = 0
  #retry: NodeJS.Timeout | undefined
  #pauseMs = SHORTEST_PAUSE_MS
  #flushed: (() => void)[] = []

  constructor(options: DestinationOptions) {
    super()
    this.#fd = openDescriptor(options)
    this.#name = nameOf(options)
  }

  write(bytes: Uint8Array | string): boolean {
    const chunk = typeof bytes === 'string' ? Buffer.from(bytes) : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    if (this.#isGone) return true
    if (this.#isFailing && this.#waitingBytes + chunk.length > HELD_BYTES) {
      this.#lostLines += linesIn(chunk)
      return true
    }
    this.#waiting.push(chunk)
    this.#waitingBytes += chunk.length
    if (this.#current === undefined) this.#start()
    this.#needsDrain = !this.#isFailing && this.#waitingBytes >= HIGH_WATER_BYTES
    return !this.#needsDrain
  }

  /** Calls back when all that was written so far has reached the destination, or cannot. */
  flush(done: () => void): void {
    if (this.#current === undefined || this.#isFailing) done()
    else this.#flushed.push(done)
  }

  end(): void {
    if (this.#isEnding) return
    this.#isEnding = true
    if (this.#retry !== undefined) {
      clearTimeout(this.#retry)
      this.#write()
    } else if (this.#current === undefined) this.#close()
  }

  #start(): void {
    this.#current = Buffer.concat(this.#waiting, this.#waitingBytes)
    this.#waiting = []
    this.#waitingBytes = 0
    this.#write()
  }

  #write(): void {
    const bytes = this.#current as Buffer
    this.#retry = undefined
    write(this.#fd, bytes, 0, bytes.length, null, (error, written) => {
      if (error !== null) {
        this.#refused(error)
        return
      }
      this.#pauseMs = SHORTEST_PAUSE_MS
      if (written < bytes.length) {
        this.#current = bytes.subarray(written)
        this.#write()
      } else this.#done()
    })
  }

  #refused(error: NodeJS.ErrnoException): void {
    if (error.code === 'EAGAIN' || error.code === 'EBUSY') {
      this.#retry = setTimeout(() => this.#write(), this.#pauseMs)
      this.#pauseMs = Math.min(2 * this.#pauseMs, LONGEST_PAUSE_MS)
      return
    }
    // Nobody reads any more, and nobody will: as in any pipe, that is no failure.
    this.#isGone = error.code === 'EPIPE'
    if (!this.#isGone && !this.#isFailing) this.emit('failure', `cannot write to ${this.#name}: ${error.message}`)
    this.#isFailing = true
    if (this.#isGone || this.#isEnding) this.#giveUp()
    else this.#retry = setTimeout(() => this.#write(), RETRY_MS)
    this.#release()
  }

  #giveUp(): void {
    const rest = [this.#current as Buffer, ...this.#waiting]
    for (const bytes of rest) this.#lostLines += linesIn(bytes)
    this.#waiting = []
    this.#waitingBytes = 0
    this.#current = undefined
    if (this.#isEnding) this.#close()
  }

  #done(): void {
    if (this.#isFailing) {
      this.#isFailing = false
      this.emit('failure', `${this.#name} takes lines again; ${this.#lostLines} were lost`)
      this.#lostLines = 0
    }
    this.#current = undefined
    if (this.#waitingBytes > 0) {
      this.#start()
      return
    }
    this.#release()
    if (this.#isEnding) this.#close()
  }

  #release(): void {
    for (const done of this.#flushed.splice(0)) done()
    if (!this.#needsDrain) return
    this.#needsDrain = false
    this.emit('drain')
  }

  #close(): void {
    if (this.#lostLines > 0 && !this.#isGone) this.emit('failure', `${this.#lostLines} lines did not reach ${this.#name}`)
    closeDescriptor(this.#fd)
    this.emit('close')
  }
}
