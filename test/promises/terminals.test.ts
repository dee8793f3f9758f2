import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { BIN } from '../helpers/command.ts'
import { ORDINARY } from '../helpers/lines.ts'

const python = ['python3', 'python'].find((name) => spawnSync(name, ['-c', 'import pty']).status === 0)
if (python === undefined) process.stderr.write('skipped: terminals are tested with the help of Python, which is not here\n')

/** Runs the command with a terminal in place of one of its streams. */
const withTerminal = (script: string, ...args: string[]) =>
  spawnSync(python as string, ['-c', `${PRELUDE}\n${script}`, process.execPath, BIN, ...args], { encoding: 'utf8' })

const PRELUDE = `
import os, pty, sys, subprocess, fcntl, tty, threading
leader, follower = pty.openpty()
tty.setraw(follower)
def unblock(fd): fcntl.fcntl(fd, fcntl.F_SETFL, fcntl.fcntl(fd, fcntl.F_GETFL) | os.O_NONBLOCK)
def drain(wanted):
    text = b''
    while len(text) < wanted:
        text += os.read(leader, 65536)
    return text
`

describe.skipIf(python === undefined)('a terminal', () => {
  test('as standard input without a file: the help on standard error, 2', () => {
    const { stdout } = withTerminal(`
done = subprocess.run(sys.argv[1:], stdin=follower, capture_output=True)
print(done.returncode, len(done.stdout), done.stderr.decode().split(chr(10))[0])`)
    expect(stdout).toMatch(/^2 0 Usage: storerr|^2 0 .*storerr \[OPTIONS\]/)
  })

  test.each([
    ['-', '-'],
    ['its own path', 'path'],
  ])('is read when it is asked for by %s', (_, how) => {
    const { stdout } = withTerminal(
      `
how = sys.argv.pop()
child = subprocess.Popen(sys.argv[1:] + ['-' if how == '-' else os.ttyname(follower)], stdin=follower if how == '-' else subprocess.DEVNULL, stdout=subprocess.PIPE)
os.write(leader, b'typed\\n')
print(child.stdout.readline().decode().strip())
child.terminate()
print(child.wait())`,
      how,
    )
    expect(stdout).toBe('typed\n143\n')
  })

  test('left non-blocking by another program takes every byte', () => {
    const { stdout } = withTerminal(`
unblock(follower)
line = b'${ORDINARY}\\n'
lines = line * 20000
child = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=follower, stderr=subprocess.PIPE)
feed = threading.Thread(target=lambda: (child.stdin.write(lines), child.stdin.close()))
feed.start()
seen = drain(len(lines))
print(seen == lines, child.wait(), child.stderr.read().decode())`)
    expect(stdout).toBe('True 0 \n')
  })
})
