const KNOWN: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: 'permission denied',
  EISDIR: 'is a directory',
  ENOSPC: 'no space left on the device',
}

/** Why the system refused, in words where they are known. */
export const reasonOf = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException
  return code === undefined ? String(message) : (KNOWN[code] ?? `${code}: ${message}`)
}
