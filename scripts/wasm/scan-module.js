// The scan module: where codes may stand in a log, and everything that is done with lines whose form is known.
//
// Memory: see layout.js. Up to 72 bytes beyond the last of those searched are read.
import { assemble, global } from './assembler.js'
import { firstBytes, gaps, standIns } from './gaps.js'
import { insertionParts, GLOBALS as ofInsertions } from './insertion-functions.js'
import { record } from './json-function.js'
import { FIRST_BYTES, GAPS, PAGES, STAND_INS } from './layout.js'
import { lineEndParts, GLOBALS as ofLineEnds } from './line-ends.js'
import { lineParts, GLOBALS as ofLines } from './line-functions.js'
import { needleParts } from './needle-functions.js'
import { readingParts } from './reading-functions.js'
import { GLOBALS as ofScanner, scanParts } from './scan-functions.js'
import { findStarts } from './start-functions.js'
import { findEdges, GLOBALS as ofEdges } from './template-edges.js'
import { passParts, template } from './template-functions.js'
import { GLOBALS as ofStore, storeParts } from './template-store.js'
import { GLOBALS as ofTracks } from './template-tracks.js'

/** Each makes a function of the module's own values and the numbers of the functions before it. */
const PARTS = [
  findStarts,
  ...scanParts,
  ...needleParts,
  findEdges,
  ...passParts,
  template,
  ...storeParts,
  record,
  ...lineEndParts,
  ...insertionParts,
  ...lineParts,
  ...readingParts,
]

/** The module's bytes. */
export const scanModule = () => {
  const globals = { ...ofScanner, ...ofEdges, ...ofStore, ...ofTracks, ...ofLineEnds, ...ofInsertions, ...ofLines }
  const kept = Object.fromEntries(Object.keys(globals).map((name, index) => [name, global(index)]))
  const calls = {}
  const functions = PARTS.map((part, index) => {
    const made = part(kept, calls)
    calls[made.name] = index
    return made
  })
  const data = [
    [GAPS, gaps],
    [STAND_INS, standIns],
    [FIRST_BYTES, firstBytes],
  ]
  return assemble({ pages: PAGES, data, globals: Object.values(globals), functions })
}
