// The scan module: where codes may stand in a log, and everything that is done with lines whose form is known.
//
// Memory: see layout.js. Up to 72 bytes beyond the last of those searched are read.
import { assemble, global } from './assembler.js'
import { gaps } from './gaps.js'
import { insertionParts, GLOBALS as ofInsertions } from './insertion-functions.js'
import { record } from './json-function.js'
import { GAPS, PAGES } from './layout.js'
import { lineEndParts, GLOBALS as ofLineEnds } from './line-ends.js'
import { lineParts, GLOBALS as ofLines } from './line-functions.js'
import { needleParts } from './needle-functions.js'
import { GLOBALS as ofScanner, scanParts } from './scan-functions.js'
import { findStarts } from './start-functions.js'
import { template } from './template-functions.js'
import { GLOBALS as ofStore, storeParts } from './template-store.js'

/** Each makes a function of the module's own values and the numbers of the functions before it. */
const PARTS = [findStarts, ...scanParts, ...needleParts, template, ...storeParts, record, ...lineEndParts, ...insertionParts, ...lineParts]

/** The module's bytes. */
export const scanModule = () => {
  const globals = { ...ofScanner, ...ofStore, ...ofLineEnds, ...ofInsertions, ...ofLines }
  const kept = Object.fromEntries(Object.keys(globals).map((name, index) => [name, global(index)]))
  const calls = {}
  const functions = PARTS.map((part, index) => {
    const made = part(kept, calls)
    calls[made.name] = index
    return made
  })
  return assemble({ pages: PAGES, data: [[GAPS, gaps]], globals: Object.values(globals), functions })
}
