import { writeSync } from 'node:fs'
import { StorerrError } from '../errors.ts'
import { closeDescriptor, nameOf, openDescriptor } from './file-output.ts'
import type { DestinationOptions } from './options.ts'

const BUSY_MS = 5
const EMPTY = Buffer.alloc(0)
const clock = new Int32Array(new SharedArrayBuffer(4))

/**
 * A file descriptor that is written at once: when `write` returns, the line is with the operating system, whatever
 * becomes of the process.
 */
export class SyncOutput {
  readonly #name: string
  readonly #onFailure: (error: StorerrError) => void
  #fd: number
  #rest: Buffer = EMPTY
  #lostLines = 0
  #isFailing = false

  constructor(options: DestinationOptions, onFailure: (error: StorerrError) => void) {
    this.#fd = openDescriptor(options)
    this.#name = nameOf(options)
    this.#onFailure = onFailure
  }

  write(line: string): void {
    if (this.#fd === -1) return
    // A line that failed halfway is finished first, so that no other line is glued to it.
    if (this.#rest.length > 0 && !this.#put(this.#rest)) this.#lostLines++
    else if (!this.#put(Buffer.from(line))) {
      if (this.#rest.length === 0) this.#lostLines++
    } else if (this.#isFailing) this.#recovered()
  }

  end(): void {
    if (this.#fd === -1) return
    closeDescriptor(this.#fd)
    this.#fd = -1
    if (this.#lostLines > 0) this.#fail(`${this.#lostLines} lines did not reach ${this.#name}`)
  }

  /** Writes all bytes; false when they could not all be written. What is left of a line begun is kept. */
  #put(bytes: Buffer): boolean {
    let from = 0
    while (from < bytes.length) {
      try {
        from += writeSync(this.#fd, bytes, from)
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        if (code === 'EAGAIN' || code === 'EBUSY') {
          // A pipe that is full: wait without burning the processor.
          Atomics.wait(clock, 0, 0, BUSY_MS)
          continue
        }
        this.#refused(error as NodeJS.ErrnoException)
        this.#rest = from > 0 || bytes === this.#rest ? bytes.subarray(from) : EMPTY
        return false
      }
    }
    this.#rest = EMPTY
    return true
  }

  #refused(error: NodeJS.ErrnoException): void {
    if (error.code === 'EPIPE') {
      // Nobody reads any more, and nobody will: as in any pipe, that is no failure.
      this.#fd = -1
      return
    }
    if (!this.#isFailing) this.#fail(`cannot write to ${this.#name}: ${error.message}`, error)
    this.#isFailing = true
  }

  #recovered(): void {
    this.#isFailing = false
    const lost = this.#lostLines
    this.#lostLines = 0
    this.#fail(`${this.#name} takes lines again; ${lost} were lost`)
  }

  #fail(message: string, cause?: unknown): void {
    this.#onFailure(new StorerrError('STORERR_OUTPUT_FAILED', message, { cause, details: { destination: this.#name } }))
  }
}
