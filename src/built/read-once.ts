import { readFileSync } from 'node:fs'

/** What a file holds; undefined where it cannot be had (a bundler may leave it behind) or is not whole. */
export const readIfThere = <T>(url: URL, make: (bytes: Buffer) => T): T | undefined => {
  try {
    return make(readFileSync(url))
  } catch {
    return undefined
  }
}

const read = new Map<URL, unknown>()

/** The same, read once and kept. */
export const readOnce = <T>(url: URL, make: (bytes: Buffer) => T): T | undefined => {
  if (!read.has(url)) read.set(url, readIfThere(url, make))
  return read.get(url) as T | undefined
}
