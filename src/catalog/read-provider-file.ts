import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { StorerrError } from '../errors.ts'
import { checkProviderFile } from './check.ts'
import type { Problem, ProviderFile } from './types.ts'

const BYTE_ORDER_MARK = 0xfeff
const MAX_FILE_BYTES = 16 * 1024 * 1024

const refuse = (path: string, { pointer, expected }: Problem, more: number): StorerrError =>
  new StorerrError(
    'STORERR_CATALOG_INVALID',
    `catalog ${path}: at ${pointer === '' ? '/' : pointer}: expected ${expected}${more > 0 ? ` (and ${more} more; see storerr catalog check)` : ''}`,
    { details: { file: path, pointer, expected } },
  )

const MOST_AT_ONCE = 64 * 1024

/** Reads no further than the limit: the size of a pipe or a device is not known before. */
const readLimited = (path: string): Buffer => {
  const fd = openSync(path, 'r')
  try {
    const chunks: Buffer[] = []
    // A file is read at once, with a byte more for its end.
    let most = Math.max(MOST_AT_ONCE, fstatSync(fd).size + 1)
    for (let left = MAX_FILE_BYTES + 1; left > 0; most = MOST_AT_ONCE) {
      const chunk = Buffer.allocUnsafe(Math.min(left, most))
      const length = readSync(fd, chunk, 0, chunk.length, null)
      if (length === 0) break
      chunks.push(chunk.subarray(0, length))
      left -= length
    }
    return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)
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
    return JSON.parse(text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text)
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
