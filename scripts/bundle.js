// The command in few files that are required, not imported: of a start, loading forty modules would take the most. Most of
// the rest is V8 looking through code that is not run, so what a start needs is a file of its own. The commands that ask the
// catalog have files of their own too, which decoding never loads; what reads lines, half of all code, is loaded when the
// first line is to be read (a log without codes has none), and what hardly anybody needs when it is called.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const HERE = 'const __here = require("node:url").pathToFileURL(__filename).href;'
const ASKING = ['catalog-check', 'codes', 'explain', 'explain-line', 'search', 'version']

/** Files that are loaded when one of their modules' functions is first called. */
const APART = {
  reading: [
    'annotate/line',
    'annotate/prefix',
    'catalog/open-provider',
    'catalog/shape',
    'detect/judge',
    'detect/known-lines',
    'detect/needles',
    'detect/open-vocabulary',
    'detect/readings',
    'scan/needle-table',
  ],
  // A user's catalog, a wrong word on the command line, help, another engine.
  rare: [
    'catalog/index-provider',
    'catalog/nearest',
    'catalog/read-provider-file',
    'cli/help',
    'detect/explained',
    'detect/lay-over',
    'detect/quick-look',
    'detect/template-words',
    'detect/vocabulary-parts',
    'scan/needle-image',
    'scan/table-scanner',
    'template/template',
  ],
}

const commandsApart = {
  name: 'commands apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\/[\w-]+\.js$/ }, ({ path, kind }) => {
      const command = path.slice(2, -3)
      return kind === 'dynamic-import' && ASKING.includes(command) ? { path: `./${command}.cjs`, external: true } : undefined
    }),
}

/** A function or a class under its own name that is fetched when it is first called. */
const fetched = (name, file) => `let the_${name}
export const ${name} = function (...given) {
  the_${name} ??= require(${JSON.stringify(file)}).${name}
  return new.target ? new the_${name}(...given) : the_${name}(...given)
}`

/** In place of the modules of a file, what fetches the functions and classes that they export; of other values there is nothing. */
const fetchedFrom = (name, folder) => ({
  name: `${name} apart`,
  setup: ({ onLoad, onResolve }) => {
    const file = `./${name}.cjs`
    onResolve({ filter: new RegExp(`^\\./${name}\\.cjs$`) }, () => ({ path: file, external: true }))
    const modules = APART[name].join('|').replaceAll('/', '[\\\\/]')
    onLoad({ filter: new RegExp(`[\\\\/](?:${modules})\\.js$`) }, async ({ path }) => {
      const exported = Object.entries(await import(pathToFileURL(path).href))
      const functions = exported.filter(([, value]) => typeof value === 'function')
      return { contents: functions.map(([key]) => fetched(key, file)).join('\n'), resolveDir: folder }
    })
  },
})

/** V8 keeps text in half the room when it is ASCII, and reads it sooner. */
const checkAscii = (path) => {
  const other = /[^\0-\x7f]+/.exec(readFileSync(path, 'utf8'))
  if (other !== null) throw new Error(`${path} holds "${other[0]}": write it as an escape, or the comment without it`)
}

/** @param {string} root folder of the project, its sources compiled */
export const bundleCommand = async (root) => {
  const folder = join(root, 'dist/cli')
  const common = {
    outExtension: { '.js': '.cjs' },
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
  const names = Object.keys(APART)
  const apartBut = (own) => names.filter((name) => name !== own).map((name) => fetchedFrom(name, folder))
  const asking = Object.fromEntries(ASKING.map((command) => [command, fileOf(command)]))
  await build({ ...common, outdir: folder, entryPoints: { storerr: fileOf('main') }, plugins: [commandsApart, ...apartBut()] })
  await build({ ...common, outdir: folder, entryPoints: asking, plugins: [commandsApart] })
  for (const name of names) {
    const contents = APART[name].map((module) => `export * from '../${module}.js'`).join('\n')
    await build({ ...common, outfile: join(folder, `${name}.cjs`), stdin: { contents, resolveDir: folder }, plugins: apartBut(name) })
  }
  for (const name of ['storerr', ...names]) checkAscii(join(folder, `${name}.cjs`))
}
