import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const BIN = fileURLToPath(new URL('../../bin/storerr.js', import.meta.url))

/** Runs the command on an input and waits for its end. */
export const run = (args: readonly string[], input: string | Buffer = '') => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], { input, maxBuffer: 1 << 30 })
  return { status, stdout: stdout.toString(), stderr: stderr.toString() }
}
