import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { storerrDestination } from '../../src/pino/destination.ts'
import { pipelineStage } from '../../src/pino/pipeline.ts'
import { transport } from '../../src/pino/transport.ts'
import { fixture, runProgram } from './run-program.ts'

const noTarget = fixture('no-target.mjs')
const here = fileURLToPath(import.meta.url)

// What may stand in a program that nobody has type-checked.
const asOptions = (options: unknown) => options as never

describe('a bad option is refused with its path and what was expected', () => {
  test.each([
    [{ feild: 'x' }, 'options.feild: unknown option; did you mean "field"?'],
    [{ field: '1x' }, 'options.field: expected a name of the form [A-Za-z_@][\\w.@-]*, got "1x"'],
    [{ fields: 'provider,cod' }, 'options.fields: unknown member "cod"; did you mean "code"?'],
    [{ assume: 'upyunn' }, 'options.assume: unknown provider "upyunn"; did you mean "upyun"?'],
    [{ assume: 5 }, 'options.assume: expected a string or an array of strings, got 5'],
    [{ catalog: [7] }, 'options.catalog: expected a string or an array of strings, got [7]'],
    [{ fields: {} }, 'options.fields: expected a string or an array of strings, got {}'],
    [{ schema: 'deep' }, 'options.schema: expected nested or flat, got "deep"'],
    [{ context: -1 }, 'options.context: expected a whole number from 0 to 1000, got -1'],
    [{ destination: true }, 'options.destination: expected a file descriptor or a path, got true'],
    [{ destination: 'app.log', append: 'no' }, "options.append: expected true or false, got 'no'"],
    [{ to: 7 }, 'options.to: expected the name of a target or { target, options }, got 7'],
    [{ to: {} }, 'options.to.target: expected the name of a target, got undefined'],
    [{ to: { target: 'pino/file', option: {} } }, 'options.to.option: unknown option; one of target, options'],
    [
      { to: 'pino/file', destination: 'app.log' },
      "options.destination: belongs to the target of options.to: { target: 'pino/file', options: { destination: 'app.log' } }",
    ],
    [{ to: 'no-such-package' }, 'options.to: "no-such-package" was not found; import.meta.resolve() or require.resolve() give its path'],
    [{ to: './no-such-file.js' }, 'options.to: "./no-such-file.js" was not found; an absolute path or a file URL is surest'],
    [{ to: noTarget }, `options.to: "${noTarget}" is no pino target: it gave no stream to write to`],
    [{ to: here.replace(/options\.test\.ts$/, 'run-program.ts') }, 'could not be opened: its default export is no function'],
    [{ destination: `${here}/x` }, `options.destination: cannot open ${here}/x: ENOTDIR`],
    ['upyun', "options: expected an object, got 'upyun'"],
  ])('%j', async (options, message) => {
    await expect(transport(asOptions(options))).rejects.toThrow(message)
  })
})

test('what pino itself adds to the options is not taken for ours', async () => {
  const stage = pipelineStage(asOptions({ $context: {}, pinoWillSendConfig: true, levels: {} }))
  stage.end('{"a":1}\nplain\n')
  expect(await text(stage)).toBe('{"a":1}\nplain\n')
})

test('a stage of a pipeline has no destination', () => {
  expect(() => pipelineStage(asOptions({ destination: 1 }))).toThrow('options.destination: unknown option')
})

test('the destination in the program takes a stream as well', () => {
  expect(() => storerrDestination(asOptions({ destination: {} }))).toThrow(
    'options.destination: expected a file descriptor, a path or a stream, got {}',
  )
})

test('the message reaches the program whose options are bad', async () => {
  const { status, stderr } = await runProgram(fixture('outlive.mjs'), [JSON.stringify({ target: 'storerr', options: { lan: 'zh' } })])
  expect(status).toBe(1)
  expect(stderr).toContain('StorerrError: options.lan: unknown option; did you mean "lang"?')
})
