// Compiles the sources with tsc, then generates dist/scan/scan.wasm, the scanner's inner loop, and what is made of data/:
// the index of the providers, what detection looks for (dist/detect/vocabulary.bin) and the scanner's tables, so that
// starting up reads no texts and compiles nothing.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { bundleCommand } from './bundle.js'
import { writeSchemaChecks } from './schema-checks.js'
import { scanModule } from './wasm/scan-module.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const readJson = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'))

const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')
rmSync(join(root, 'dist'), { recursive: true, force: true })
execFileSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.json')], { stdio: 'inherit' })

writeFileSync(join(root, 'dist/scan/scan.wasm'), scanModule())
await writeSchemaChecks(root)

const { indexProvider } = await import(pathToFileURL(join(root, 'dist/catalog/index-provider.js')).href)
const { findRows, writePlaces } = await import(pathToFileURL(join(root, 'dist/catalog/row-places.js')).href)
const files = readdirSync(join(root, 'data/providers')).filter((name) => name.endsWith('.json'))
const { version, order } = readJson('data/catalog.json')
// The order in which commands list providers: the ones named there first, the rest by name.
const rank = (name) => (order.includes(name.slice(0, -5)) ? order.indexOf(name.slice(0, -5)) : order.length)
const names = files.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
const providers = names.map((name) => indexProvider(readJson(`data/providers/${name}`)))
const places = names.map((name) => findRows(readFileSync(join(root, 'data/providers', name), 'latin1')))
writeFileSync(join(root, 'dist/catalog/places.bin'), writePlaces(places))
const { writeIndex } = await import(pathToFileURL(join(root, 'dist/catalog/built-index.js')).href)
const { head, details } = writeIndex({
  version,
  categories: readJson('data/categories.json'),
  vocabulary: readJson('data/vocabulary.json'),
  providers,
})
writeFileSync(join(root, 'dist/catalog/index.json'), head)
writeFileSync(join(root, 'dist/catalog/details.bin'), details)

// What detection and the scanner look for, as the tables they look it up in: no start has to make them again.
const built = (path) => import(pathToFileURL(join(root, 'dist', path)).href)
const [
  { openCatalog },
  { vocabularyOf },
  { compileParts },
  { writeVocabulary },
  { needlesOf },
  { asFile },
  { scanTables, writeTables },
  { needleImage },
  { templateWordsOf },
  { writeWords },
] = await Promise.all(
  [
    'catalog/catalog.js',
    'detect/vocabulary.js',
    'detect/vocabulary-parts.js',
    'detect/vocabulary-file.js',
    'detect/needles.js',
    'built/whole-file.js',
    'scan/scan-tables.js',
    'scan/needle-image.js',
    'detect/template-words.js',
    'template/words.js',
  ].map(built),
)
const parts = compileParts(openCatalog())
const vocabulary = vocabularyOf(openCatalog(), parts)
writeFileSync(join(root, 'dist/detect/vocabulary.bin'), writeVocabulary(vocabulary, parts))
const needles = needlesOf(vocabulary)
writeFileSync(join(root, 'dist/scan/tables.bin'), writeTables(scanTables(needles)))
writeFileSync(join(root, 'dist/scan/needles.bin'), asFile(needleImage(needles)))

// The words that templates keep, which stand in all the providers' texts.
writeFileSync(join(root, 'dist/template/words.bin'), writeWords(templateWordsOf(openCatalog())))

await bundleCommand(root)
