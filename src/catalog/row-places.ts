import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

// Where each row of a provider file stands, so that one row can be read without the other five hundred.

/** Strings, and what opens and closes. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]]/g
const PLACE_BYTES = 4

/**
 * Finds the rows in the text of a provider file.
 *
 * @param text one character a byte
 * @returns how long the file is, then where each row begins and ends
 */
export const findRows = (text: string): number[] => {
  const places = [text.length]
  let depth = 0
  let key = ''
  for (const { 0: token, index } of text.matchAll(TOKENS)) {
    if (token === '{' || token === '[') {
      if (depth === 2 && key === '"codes"') places.push(index)
      depth++
    } else if (token === '}' || token === ']') {
      depth--
      if (depth === 2 && key === '"codes"') places.push(index + 1)
    } else if (depth === 1) key = token
  }
  return places
}

/** What was found in all files as bytes, that of each file behind how many numbers there are. */
export const writePlaces = (files: readonly (readonly number[])[]): Uint8Array => {
  const numbers = files.flatMap((places) => [places.length, ...places])
  const bytes = Buffer.alloc(PLACE_BYTES * numbers.length)
  for (const [at, number] of numbers.entries()) bytes.writeUInt32LE(number, PLACE_BYTES * at)
  return bytes
}

/** Where the rows of one file stand. */
export class RowPlaces {
  readonly #bytes: Buffer
  readonly #from: number

  /** @param number of the file among those that were written */
  constructor(bytes: Buffer, number: number) {
    let from = 0
    for (let skipped = 0; skipped < number; skipped++) from += PLACE_BYTES * (bytes.readUInt32LE(from) + 1)
    this.#bytes = bytes
    this.#from = from + PLACE_BYTES
  }

  #at(index: number): number {
    return this.#bytes.readUInt32LE(this.#from + PLACE_BYTES * index)
  }

  /** How long the file was. */
  get fileBytes(): number {
    return this.#at(0)
  }

  /** Where a row begins and ends. */
  of(row: number): [start: number, end: number] {
    return [this.#at(1 + 2 * row), this.#at(2 + 2 * row)]
  }
}

/** A part of a file as text; undefined where the file has not the length it should have. */
export const readPart = (file: URL, [start, end]: [start: number, end: number], fileBytes: number): string | undefined => {
  const fd = openSync(file, 'r')
  try {
    if (fstatSync(fd).size !== fileBytes) return undefined
    const bytes = Buffer.allocUnsafe(end - start)
    return readSync(fd, bytes, 0, bytes.length, start) === bytes.length ? bytes.toString('utf8') : undefined
  } finally {
    closeSync(fd)
  }
}
