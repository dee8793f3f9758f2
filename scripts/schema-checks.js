// data/schema.json as functions: interpreting it took most of the time that loading a user's catalog takes.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build } from 'esbuild'

const require = createRequire(import.meta.url)
const { default: Ajv } = require('ajv')
const { default: standaloneCode } = require('ajv/dist/standalone/index.js')

const EDITION = 'https://json-schema.org/draft/2020-12/schema'

/** Nobody reads descriptions there. */
const withoutTexts = (key, value) => (key === 'description' && typeof value === 'string' ? undefined : value)

const readSchema = (root) => {
  const { $schema, ...schema } = JSON.parse(readFileSync(join(root, 'data/schema.json'), 'utf8'), withoutTexts)
  // What is used of it means the same in the edition that less code comes of.
  if ($schema !== EDITION) throw new Error(`data/schema.json is of ${$schema}, not of ${EDITION}`)
  // Compared pair by pair there; src/catalog/structure.ts has looked for repeated words already.
  delete schema.$defs.words.uniqueItems
  return schema
}

/** Writes dist/catalog/schema-first.cjs, which finds the first thing wrong with a value, and schema-all.cjs, which finds all. */
export const writeSchemaChecks = async (root) => {
  for (const [name, allErrors] of [
    ['schema-first', false],
    ['schema-all', true],
  ]) {
    const ajv = new Ajv({ allErrors, inlineRefs: false, messages: false, code: { source: true } })
    await build({
      stdin: { contents: standaloneCode(ajv, ajv.compile(readSchema(root))), resolveDir: root },
      outfile: join(root, 'dist/catalog', `${name}.cjs`),
      bundle: true,
      minify: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      logLevel: 'warning',
    })
  }
}
