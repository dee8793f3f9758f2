import { readFileSync } from 'node:fs'
import { expect, vi } from 'vitest'

/** What the system knows of a process; Linux only. */
export const isLinux = process.platform === 'linux'

const statusOf = (pid: number, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])

/** Memory in use now. */
export const residentMebibytes = (pid: number): number => statusOf(pid, 'VmRSS') / 1024

/** The most memory that was ever in use. */
export const peakMebibytes = (pid: number): number => statusOf(pid, 'VmHWM') / 1024

/** Processor time used so far, in hundredths of a second. */
export const processorTicks = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return Number(fields[11]) + Number(fields[12])
}

/** Bytes read from files and pipes so far. */
export const bytesRead = (pid: number): number => Number(/^rchar: (\d+)/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1])

/** Resolves when the process has read nothing for a while: its reader stands still, and so does it. */
export const standsStill = async (pid: number): Promise<void> => {
  let before = -1
  await vi.waitFor(
    () => {
      const now = bytesRead(pid)
      const isSame = now === before
      before = now
      expect(isSame).toBe(true)
    },
    { timeout: 20_000, interval: 100 },
  )
}
