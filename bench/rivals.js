// What people use today, where it is installed, and what each of them does and does not do.
import { createRequire } from 'node:module'
import { decoratedLines } from './check.js'
import { lookupCommands } from './lookups.js'
import { isInstalled, naive, node } from './programs.js'

/** @import { Program } from './measure.js' */
/**
 * @typedef {Program & { does: string, found?: (output: string) => number, isCounting?: boolean }} Rival
 * `found`: how many lines it says hold a code; `isCounting`: it only counts them
 */

/** The keys under which the corpora carry codes. */
const KEYS = '"?(error_)?code\\\\?"?[:=]'

const prettyPrinter = () => {
  try {
    return node(createRequire(import.meta.url).resolve('pino-pretty/bin.js'))
  } catch {
    return undefined
  }
}

const BY_KEY = 'looks up by key alone; JSON only'
const BY_FIELD = 'looks up in fields it knows; JSON only; writes every line anew'
const APPENDS = 'by key alone; appends to the line, which is no JSON then'

const listed = ({ perl, mawk, jq, miller, rsyslog, syslogNg }) => ({
  fast: [
    { name: 'cat', needs: 'cat', command: ['cat'], does: 'copies' },
    {
      name: 'ripgrep',
      needs: 'rg',
      command: ['rg', '-c', KEYS],
      does: 'counts lines with such a key, near misses too; looks nothing up, writes no line',
      mayFindNothing: true,
      isCounting: true,
      found: Number,
    },
  ],
  middle: [
    { ...naive, does: 'looks up in fields it knows; JSON only; writes decoded lines anew', found: decoratedLines },
    { name: 'perl', needs: 'perl', command: perl, does: BY_KEY, found: decoratedLines },
    { name: 'mawk', needs: 'mawk', command: mawk, does: BY_KEY, found: decoratedLines },
  ],
  slow: [
    { name: 'jq', needs: 'jq', command: jq, does: BY_FIELD, found: decoratedLines },
    { name: 'Miller', needs: 'mlr', command: miller, does: BY_FIELD, found: decoratedLines },
    { name: 'rsyslog', needs: 'rsyslogd', command: rsyslog, does: `its lookup_table(), ${APPENDS}`, found: decoratedLines },
    { name: 'syslog-ng', needs: 'syslog-ng', command: syslogNg, does: `its add-contextual-data(), ${APPENDS}`, found: decoratedLines },
    { name: 'pino-pretty', command: prettyPrinter(), does: 'prints lines for people; looks nothing up' },
  ],
})

const isThere = ({ needs, command }) => command !== undefined && (needs === undefined || isInstalled(needs))

/**
 * The rivals by the size of file they can be asked to read.
 *
 * @param {string} folder for their tables and programs
 * @returns {{ groups: Record<'fast' | 'middle' | 'slow', Rival[]>, missing: string[] }} `missing`: names of those that are not installed
 */
export const findRivals = (folder) => {
  const known = Object.entries(listed(lookupCommands(folder)))
  return {
    groups: Object.fromEntries(known.map(([size, rivals]) => [size, rivals.filter(isThere)])),
    missing: known.flatMap(([, rivals]) => rivals.filter((rival) => !isThere(rival)).map(({ name }) => name)),
  }
}
