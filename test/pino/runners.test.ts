import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const modules = join(root, 'node_modules')
/** Jest brings nearly two hundred packages along, so it is no dependency: a folder in which it is installed is named. */
const jestFolder = process.env.STORERR_TEST_JEST
if (jestFolder === undefined)
  process.stderr.write('skipped: Jest is tested where STORERR_TEST_JEST names a folder in which it is installed\n')

type Runner = 'Jest' | 'vitest'

const projects: string[] = []
afterAll(() => {
  for (const project of projects) rmSync(project, { recursive: true })
})

/** A project with storerr installed as npm would, and the test files. */
const createProject = (): string => {
  const project = mkdtempSync(join(tmpdir(), 'storerr-'))
  projects.push(project)
  const { files, dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  for (const path of ['package.json', ...files].filter((name: string) => !name.startsWith('!'))) {
    cpSync(join(root, path), join(project, 'node_modules/storerr', path), { recursive: true })
  }
  for (const name of ['pino', ...Object.keys(dependencies)]) {
    const link = join(project, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(modules, name), link)
  }
  writeFileSync(join(project, 'package.json'), JSON.stringify({ type: 'module', jest: { transform: {}, testMatch: ['**/*.test.mjs'] } }))
  cpSync(join(root, 'test/fixtures/runners'), project, { recursive: true })
  return project
}

const command = (runner: Runner, project: string): string[] =>
  runner === 'Jest'
    ? [
        '--experimental-vm-modules',
        join(jestFolder as string, 'node_modules/jest/bin/jest.js'),
        '--detectOpenHandles',
        '--rootDir',
        project,
      ]
    : [join(modules, 'vitest/vitest.mjs'), 'run', '--globals', '--root', project]

const run = (runner: Runner, file: string): { status: number | null; output: string } => {
  const project = createProject()
  // What this vitest sets for its own tests is not meant for the tests within.
  const env = { ...process.env, VITEST: undefined, VITEST_WORKER_ID: undefined, NODE_ENV: undefined, NO_COLOR: '1' }
  const { status, stdout, stderr } = spawnSync(process.execPath, [...command(runner, project), file], {
    cwd: project,
    encoding: 'utf8',
    env,
  })
  return { status, output: stdout + stderr }
}

describe.each<Runner>(['Jest', 'vitest'])('in tests run by %s', (runner) => {
  const isHere = runner !== 'Jest' || jestFolder !== undefined

  test.skipIf(!isHere)('every form decodes and leaves nothing open', () => {
    const { status, output } = run(runner, 'forms.test.mjs')
    expect(status, output).toBe(0)
    expect(output).toMatch(/Tests: +6 passed, 6 total|Tests +6 passed \(6\)/)
    expect(output).not.toMatch(/open handle|did not exit|prevents/)
  })

  test.skipIf(!isHere)('something left open would be noticed', () => {
    const { status, output } = run(runner, 'left-open.test.mjs')
    expect(status).not.toBe(0)
    expect(output).toContain('TCPS')
  })
})
