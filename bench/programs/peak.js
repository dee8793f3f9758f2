// Loaded before a program: tells the largest memory it had, in KiB, on file descriptor 3.
import { readFileSync, writeSync } from 'node:fs'

// Linux hands the maximum of the process that forked on to the one that is started; the high water mark of /proc is our own.
const peakKib = () => {
  try {
    return Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'latin1'))?.[1])
  } catch {
    return process.resourceUsage().maxRSS
  }
}

process.on('exit', () => writeSync(3, String(peakKib())))
