const MAX_DEPTH = 8
const MAX_VALUES = 2000
const MAX_TEXT = 64 * 1024
/** what an Error holds without listing it among its keys */
const ERROR_KEYS = ['name', 'message', 'code', 'cause', 'errors', 'stack']
/** what says nothing about the failure and may be endless */
const PASSED_OVER = new Set(['socket', 'agent', 'httpAgent', 'httpsAgent', 'connection', 'parser', '_readableState', '_writableState'])

type Walk = { seen: Set<object>; left: number }

/** Reading may run a getter or a proxy that throws. */
const read = (holder: object, key: PropertyKey): unknown => {
  try {
    return (holder as Record<PropertyKey, unknown>)[key]
  } catch {
    return undefined
  }
}

const keysOf = (holder: object): string[] => {
  try {
    return Object.keys(holder)
  } catch {
    return []
  }
}

const isBytes = (value: object): value is Uint8Array => value instanceof Uint8Array

const text = (value: string): string => value.slice(0, MAX_TEXT)

const bytesText = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, MAX_TEXT)).toString('utf8')

/** Header objects and maps give their entries only when they are walked. */
const entriesOf = (value: object): [string, unknown][] | undefined => {
  const isMap = value instanceof Map || (typeof Headers === 'function' && value instanceof Headers)
  return isMap ? [...(value as Map<unknown, unknown>)].map(([key, held]) => [String(key), held]) : undefined
}

const plainObject = (value: object, depth: number, walk: Walk): Record<string, unknown> => {
  const plain: Record<string, unknown> = Object.create(null)
  const add = (key: string, held: unknown): void => {
    const shown = plainValue(held, depth + 1, walk)
    if (shown !== undefined) plain[key] = shown
  }
  const entries = entriesOf(value)
  if (entries !== undefined) {
    for (const [key, held] of entries) add(key, held)
    return plain
  }
  const keys = new Set(value instanceof Error ? [...keysOf(value), ...ERROR_KEYS] : keysOf(value))
  for (const key of keys) if (!PASSED_OVER.has(key)) add(key, read(value, key))
  return plain
}

const plainValue = (value: unknown, depth: number, walk: Walk): unknown => {
  if (typeof value === 'string') return text(value)
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value
  if (typeof value === 'bigint') return `${value}`
  if (typeof value !== 'object') return undefined
  if (depth > MAX_DEPTH || walk.left-- <= 0 || walk.seen.has(value)) return undefined
  walk.seen.add(value)
  if (isBytes(value)) return bytesText(value)
  if (value instanceof ArrayBuffer) return bytesText(new Uint8Array(value))
  if (Array.isArray(value)) return value.map((held) => plainValue(held, depth + 1, walk) ?? null)
  return plainObject(value, depth, walk)
}

/**
 * What an error or a body holds, as one line: its own fields and those it keeps hidden, its causes, the response inside
 * it. Cycles, getters that throw, and values JSON does not know are passed over; very large ones are cut.
 */
export const oneLine = (value: unknown): string => {
  const plain = plainValue(value, 0, { seen: new Set(), left: MAX_VALUES })
  if (plain === undefined) return ''
  // A body that is text is the line itself.
  return typeof plain === 'string' ? plain.replace(/[\r\n]+/g, ' ') : JSON.stringify(plain)
}
