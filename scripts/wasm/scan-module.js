// The scan module: where codes may stand in a log, and everything that is done with lines whose form is known.
//
// Memory: see layout.js. The bytes to be searched stand behind the scanner's tables; up to 72 beyond the last are read.
import { assemble, global } from './assembler.js'
import { record } from './json-function.js'
import { PAGES } from './layout.js'
import { lineParts } from './line-functions.js'
import { needleParts } from './needle-functions.js'
import { GLOBALS, scanParts } from './scan-functions.js'
import { findStarts } from './start-functions.js'
import { template } from './template-functions.js'
import { storeParts } from './template-store.js'

/** The module's bytes. */
export const scanModule = () => {
  const globals = Object.values(GLOBALS)
  const kept = Object.fromEntries(Object.keys(GLOBALS).map((name, index) => [name, global(index)]))
  const store = storeParts(globals.length)
  const scanning = [findStarts(kept), ...scanParts(1, kept, 0)]
  const known = [...scanning, ...needleParts(scanning.length), template(store.kept), ...store.functions, record()]
  const calls = Object.fromEntries(known.map(({ name }, index) => [name, index]))
  const lines = lineParts(globals.length + store.globals.length, calls)
  return assemble({
    pages: PAGES,
    globals: [...globals, ...store.globals, ...lines.globals],
    functions: [...known, ...lines.functions],
  })
}
