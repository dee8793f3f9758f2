// storerr, the floor it stands on, and the program people write instead.
import { spawnSync } from 'node:child_process'
import { cpus, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))

/** @param {string[]} args */
export const node = (...args) => [process.execPath, ...args]

const STORERR = here('../bin/storerr.js')

export const bareNode = { name: 'node -e 0', command: node('-e', '0') }
export const copyLoop = { name: 'Node copy loop', command: node(here('programs/copy.js')) }
export const storerr = { name: 'storerr', command: node(STORERR) }
export const naive = { name: 'split2 + JSON.parse', command: node(here('programs/naive.js')) }
export const RSYSLOG = here('programs/rsyslog.js')

/** storerr with a further catalog file. */
export const storerrWith = (name, catalog) => ({ name, command: node(STORERR, '--catalog', catalog) })

export const isInstalled = (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined

const versionOf = (program, argument) => {
  const { stdout, stderr } = spawnSync(program, [argument], { encoding: 'utf8' })
  const text = stdout.trim() === '' ? stderr : stdout
  const first = text.split('\n').find((line) => line.trim() !== '')
  return first?.replace(/ (compiled with:|built for .*)$/, '').trim() ?? program
}

const OTHERS = [
  ['rg', '--version'],
  ['jq', '--version'],
  ['mlr', '--version'],
  ['mawk', '-Wversion'],
  ['perl', '-v'],
  ['rsyslogd', '-v'],
  ['syslog-ng', '--version'],
]

/** Node and every other program that is there. */
export const versions = () => [
  `Node ${process.version}`,
  ...OTHERS.filter(([program]) => isInstalled(program)).map(([program, argument]) => versionOf(program, argument)),
]

export const machine = () => {
  const [first] = cpus()
  const model = first?.model.replace(/\s+/g, ' ').trim()
  return `${cpus().length} cores (${model}), ${Math.round(totalmem() / 2 ** 30)} GiB of memory, ${process.platform} ${process.arch}`
}
