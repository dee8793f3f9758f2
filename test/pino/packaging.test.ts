import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { type Ended, fixture, nodes, runProgram } from './run-program.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const require = createRequire(import.meta.url)
const decodedMessages = ({ stdout }: Ended): string[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { msg: string; storage_error: { code: string } })
    .map(({ msg, storage_error }) => `${msg}: ${storage_error.code}`)

describe.each(nodes())('under %s', (node) => {
  test('a CommonJS program requires it, and its worker finds it', async () => {
    expect(decodedMessages(await runProgram(fixture('app.cjs'), [], node))).toEqual(['function: 31066', '31066: 31066'])
  })
})

describe('a subpath loads no package that it does not use', () => {
  test.each<[string, string[]]>([
    ['storerr/decode-error', []],
    ['storerr/destination', []],
    ['storerr/decoder', []],
    ['storerr/winston', []],
    ['storerr/bunyan', []],
    ['storerr/pipeline', ['pino-abstract-transport', 'split2']],
  ])('%s', async (specifier, packages) => {
    const { stdout } = await runProgram(fixture('loaded.mjs'), [specifier])
    expect(JSON.parse(stdout)).toEqual(packages)
  })
})

describe('its types are found', () => {
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc')
  const flags = ['--noEmit', '--ignoreConfig', '--strict', '--target', 'es2023', '--types', 'node']
  const consumer = (name: string): string => join(root, 'test/fixtures/types', name)
  test.each([
    ['node16', 'node16', 'consumer.mts'],
    ['nodenext', 'nodenext', 'consumer.mts'],
    ['nodenext', 'nodenext', 'consumer.cts'],
    ['bundler', 'esnext', 'consumer.mts'],
  ])('under %s resolution, module %s: %s', (resolution, module, name) => {
    const args = [tsc, ...flags, '--moduleResolution', resolution, '--module', module, consumer(name)]
    expect(execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' })).toBe('')
  })
})

/** A package that may not be installed. */
const optional = <T>(name: string): T | undefined => {
  try {
    return require(name) as T
  } catch {
    return undefined
  }
}

// Below dist/, where the names in the bundle are found as they are in the program.
const bundles = mkdtempSync(join(root, 'dist/bundles-'))
afterAll(() => rmSync(bundles, { recursive: true }))

describe('a bundled program decodes in the worker and within itself', () => {
  const app = fileURLToPath(new URL('../fixtures/bundle/app.mjs', import.meta.url))
  const expected = ['in the worker: 31066', 'within the program: 31066']

  type Esbuild = { buildSync(options: object): unknown }
  const esbuild = optional<Esbuild>('esbuild')
  test.skipIf(esbuild === undefined).each(['esm', 'cjs'])('by esbuild, format %s', async (format) => {
    const outfile = join(bundles, `esbuild.${format === 'esm' ? 'mjs' : 'cjs'}`)
    const options = { entryPoints: [app], outfile, format, bundle: true, platform: 'node', external: ['pino', 'storerr', 'storerr/*'] }
    ;(esbuild as Esbuild).buildSync(options)
    expect(decodedMessages(await runProgram(outfile)).sort()).toEqual(expected)
  })

  type Webpack = (options: object, done: (error: Error | null, stats: { toJson(): { errors: { message: string }[] } }) => void) => void
  const webpack = optional<Webpack>('webpack')
  test.skipIf(webpack === undefined)('by webpack', async () => {
    const options = {
      mode: 'production',
      target: 'node20',
      entry: app,
      output: { path: bundles, filename: 'webpack.cjs' },
      externals: [/^pino$/, /^storerr(\/.*)?$/],
      externalsType: 'commonjs',
    }
    const errors = await new Promise((resolve, reject) =>
      (webpack as Webpack)(options, (error, stats) => (error ? reject(error) : resolve(stats.toJson().errors))),
    )
    expect(errors).toEqual([])
    expect(decodedMessages(await runProgram(join(bundles, 'webpack.cjs'))).sort()).toEqual(expected)
  })
})
