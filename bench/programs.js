// What is measured: storerr, the floor it stands on, and what people use today, where it is installed.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const node = (...args) => [process.execPath, ...args]

export const STORERR = here('../bin/storerr.js')
export const COPY = here('programs/copy.js')

/** The keys under which the corpora carry codes. */
const KEYS = '"?(error_)?code\\\\?"?[:=]'

const installed = (program) => spawnSync(program, ['--version']).error === undefined

const versionOf = (program, argument = '--version') => {
  const { stdout, stderr } = spawnSync(program, [argument], { encoding: 'utf8' })
  return (
    (stdout || stderr)
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.trim() ?? ''
  )
}

const prettyPrinter = () => {
  try {
    return createRequire(import.meta.url).resolve('pino-pretty/bin.js')
  } catch {
    return undefined
  }
}

export const copyLoop = { name: 'Node copy loop', command: node(COPY) }
export const storerr = { name: 'storerr', command: node(STORERR) }
export const naive = { name: 'split2 + JSON.parse', command: node(here('programs/naive.js')) }

/** Fast enough for the large files. */
export const fastRivals = () =>
  [
    { name: 'cat', command: ['cat'] },
    { name: 'ripgrep, counting the keys', command: ['rg', '-c', KEYS] },
  ].filter(({ command }) => installed(command[0]))

/** Measured on smaller files, against a storerr measured there too. */
export const slowRivals = () => {
  const perl =
    'if (/"?(?:error_)?code\\\\?"?[:=]\\s*(-?\\d+)/ && exists $t{$1}) { s/\\}$/,"storage_error":"$t{$1}"}/ } BEGIN { %t = (40100005=>1,40400001=>1,31066=>1,31061=>1,-177=>1,-97=>1) }'
  const awk = 'match($0, /code"?[:=] *-?[0-9]+/) { sub(/}$/, ",\\"storage_error\\":1}") } { print }'
  const pretty = prettyPrinter()
  return [
    naive,
    { name: 'perl, one expression and a hash', command: ['perl', '-pe', perl] },
    { name: 'mawk, one expression', command: ['mawk', awk] },
    {
      name: 'jq, one lookup',
      command: ['jq', '-c', 'if (.body|type) == "object" then .storage_error = (.body.code // .body.error_code) else . end'],
    },
    { name: 'Miller, one lookup', command: ['mlr', '--ijsonl', '--ojsonl', 'put', 'if (is_present($body)) {$storage_error = 1}'] },
    ...(pretty === undefined ? [] : [{ name: 'pino-pretty', command: node(pretty) }]),
  ].filter(({ command }) => command[0] === process.execPath || installed(command[0]))
}

export const versions = () => [
  `Node ${process.version}`,
  ...[['rg'], ['jq'], ['mlr'], ['mawk', '-Wversion'], ['perl', '-v']]
    .filter(([program]) => installed(program))
    .map(([program, argument]) => versionOf(program, argument)),
]
