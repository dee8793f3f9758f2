// The command in one file that is required, not imported: of a start, loading forty modules would take the most. The
// commands that ask the catalog have files of their own, which decoding never loads, and so has what reads lines: half of
// all code, which is loaded when the first line is to be read. A log without codes has none.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const HERE = 'const __here = require("node:url").pathToFileURL(__filename).href;'
const ASKING = ['catalog-check', 'codes', 'explain', 'explain-line', 'search', 'version']
/** Modules of src/detect/ that others call when a line is to be read, and not before. */
const READING = ['explained', 'judge', 'known-lines', 'needles', 'open-vocabulary', 'readings']
const READING_FILE = './reading.cjs'

const commandsApart = {
  name: 'commands apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\/[\w-]+\.js$/ }, ({ path, kind }) => {
      const command = path.slice(2, -3)
      return kind === 'dynamic-import' && ASKING.includes(command) ? { path: `./${command}.cjs`, external: true } : undefined
    }),
}

/** A function or a class under its own name that is fetched when it is called. */
const fetched = (name) => `export const ${name} = function (...given) {
  const it = require(${JSON.stringify(READING_FILE)}).${name}
  return new.target ? new it(...given) : it(...given)
}`

/** In place of the modules, what fetches the functions and classes that they export. */
const readingApart = (folder) => ({
  name: 'reading apart',
  setup: ({ onLoad, onResolve }) => {
    onResolve({ filter: /^\.\/reading\.cjs$/ }, () => ({ path: READING_FILE, external: true }))
    onLoad({ filter: new RegExp(`[\\\\/]detect[\\\\/](?:${READING.join('|')})\\.js$`) }, async ({ path }) => {
      const exported = await import(pathToFileURL(path).href)
      const notCalled = Object.keys(exported).filter((name) => typeof exported[name] !== 'function')
      if (notCalled.length > 0) throw new Error(`${path} exports what is no function: ${notCalled.join(', ')}`)
      return { contents: Object.keys(exported).map(fetched).join('\n'), resolveDir: folder }
    })
  },
})

/** @param {string} root folder of the project, its sources compiled */
export const bundleCommand = async (root) => {
  const folder = join(root, 'dist/cli')
  const common = {
    outExtension: { '.js': '.cjs' },
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    packages: 'external',
    banner: { js: HERE },
    define: { 'import.meta.url': '__here' },
    logLevel: 'warning',
  }
  const fileOf = (name) => join(folder, `${name}.js`)
  await build({ ...common, entryPoints: { storerr: fileOf('main') }, plugins: [commandsApart, readingApart(folder)] })
  await build({ ...common, entryPoints: Object.fromEntries(ASKING.map((command) => [command, fileOf(command)])), plugins: [commandsApart] })
  const contents = READING.map((name) => `export * from '../detect/${name}.js'`).join('\n')
  await build({ ...common, outdir: undefined, outfile: join(folder, READING_FILE), stdin: { contents, resolveDir: folder } })
}
