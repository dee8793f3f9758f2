/** Logs of fewer forms leave next to nothing behind. */
const MANY_FORMS = 64

/**
 * What lines of ever new forms leave behind is gone at once, yet each time some of it is found in use V8 gives it more
 * room, up to tens of megabytes. This process has nothing else to keep: the room for what is new stays as it is, and that
 * for what is kept grows by a third at a time, from two megabytes on and not from eight.
 *
 * V8 reads these flags each time it could grow, and there is no other way to say it once the process runs.
 */
const FLAGS = ['--semi-space-growth-factor=1', '--heap-growing-percent=30', '--optimize-for-size']

/** V8 complains on standard error of a flag that it does not know: they are not set where nobody has tried them. */
const NEWEST_NODE_TRIED = 26

/** Keeps V8's heap small once a log has had many forms of lines; answers whether it is done. */
export const boundHeap = async (forms: number): Promise<boolean> => {
  if (forms < MANY_FORMS) return false
  if (Number.parseInt(process.versions.node, 10) > NEWEST_NODE_TRIED) return true
  const { setFlagsFromString } = await import('node:v8')
  try {
    for (const flag of FLAGS) setFlagsFromString(flag)
  } catch {
    // Another engine than V8.
  }
  return true
}
