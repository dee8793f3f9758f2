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

/** Whether a log has had so many forms of lines that V8's heap is to be kept small. */
export const hasManyForms = (forms: number): boolean => forms >= MANY_FORMS

/** Keeps V8's heap small from now on. */
export const boundHeap = async (): Promise<void> => {
  if (Number.parseInt(process.versions.node, 10) > NEWEST_NODE_TRIED) return
  const { setFlagsFromString } = await import('node:v8')
  try {
    for (const flag of FLAGS) setFlagsFromString(flag)
  } catch {
    // Another engine than V8.
  }
}
