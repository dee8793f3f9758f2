import { readFileSync } from 'node:fs'

const read = new Map<URL, unknown>()

/** What a file holds, read once; undefined where it cannot be had (a bundler may leave it behind) or is not whole. */
export const readOnce = <T>(url: URL, make: (bytes: Buffer) => T): T | undefined => {
  if (!read.has(url)) {
    let made: T | undefined
    try {
      made = make(readFileSync(url))
    } catch {
      made = undefined
    }
    read.set(url, made)
  }
  return read.get(url) as T | undefined
}
