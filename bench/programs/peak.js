// Loaded before a program: tells the largest memory it had, in KiB, on file descriptor 3.
import { writeSync } from 'node:fs'

process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)))
