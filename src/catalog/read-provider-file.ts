import { closeSync, openSync, readSync } from 'node:fs'
import { StorerrError } from '../errors.ts'
import { checkProviderFile } from './check.ts'
import type { Problem, ProviderFile } from './types.ts'

const MAX_FILE_BYTES = 16 * 1024 * 1024

const refuse = (path: string, { pointer, expected }: Problem, more: number): StorerrError =>
  new StorerrError(
    'STORERR_CATALOG_INVALID',
    `catalog ${path}: at ${pointer === '' ? '/' : pointer}: expected ${expected}${more > 0 ? ` (and ${more} more; see storerr catalog check)` : ''}`,
    { details: { file: path, pointer, expected } },
  )

/** Reads no further than the limit: the size of a pipe or a device is not known before. */
const readLimited = (path: string): Buffer => {
  const fd = openSync(path, 'r')
  try {
    const chunks: Buffer[] = []
    for (let left = MAX_FILE_BYTES + 1; left > 0; ) {
      const chunk = Buffer.allocUnsafe(Math.min(left, 64 * 1024))
      const length = readSync(fd, chunk, 0, chunk.length, null)
      if (length === 0) break
      chunks.push(chunk.subarray(0, length))
      left -= length
    }
    return Buffer.concat(chunks)
  } finally {
    closeSync(fd)
  }
}

const readText = (path: string): string => {
  try {
    const bytes = readLimited(path)
    if (bytes.length > MAX_FILE_BYTES) throw refuse(path, { pointer: '', expected: `at most ${MAX_FILE_BYTES} bytes` }, 0)
    return bytes.toString('utf8')
  } catch (cause) {
    if (cause instanceof StorerrError) throw cause
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause)
    throw new StorerrError('STORERR_CATALOG_UNREADABLE', `catalog ${path}: cannot be read (${reason}); name a readable provider file`, {
      cause,
      details: { file: path },
    })
  }
}

/** Reads a file that may be a provider file, without judging its content. */
export const parseProviderFile = (path: string): unknown => {
  const text = readText(path)
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (cause) {
    throw new StorerrError('STORERR_CATALOG_INVALID', `catalog ${path}: at /: expected JSON (${(cause as Error).message})`, {
      cause,
      details: { file: path, pointer: '', expected: 'JSON' },
    })
  }
}

/**
 * Reads a user's provider file; a bad one is refused whole.
 *
 * @throws StorerrError `STORERR_CATALOG_UNREADABLE` or `STORERR_CATALOG_INVALID` with file, pointer and expectation
 */
export const readProviderFile = (path: string): ProviderFile => {
  const value = parseProviderFile(path)
  const [first, ...more] = checkProviderFile(value)
  if (first !== undefined) throw refuse(path, first, more.length)
  return value as ProviderFile
}
