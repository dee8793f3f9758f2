// rsyslog as a program that reads standard input (a file) and ends: it is stopped when the last line of the file has come out.
// Usage: node rsyslog.js FOLDER, where FOLDER holds table.rsyslog.json and is rsyslog's to write into.
import { spawn } from 'node:child_process'
import { fstatSync, mkdtempSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { END } from '../corpus.js'

const CHECK_MS = 2
const LONGEST_MS = 300_000

const [folder] = process.argv.slice(2)
const own = mkdtempSync(join(folder, 'rsyslog-'))
const mark = join(own, 'end')

// imfile and omfile open files by name.
const [input, output] = [0, 1].map((fd) => readlinkSync(`/proc/self/fd/${fd}`))

writeFileSync(
  join(own, 'rsyslog.conf'),
  `global(workDirectory="${own}" maxMessageSize="64k")
module(load="imfile")
lookup_table(name="codes" file="${join(folder, 'table.rsyslog.json')}")
template(name="line" type="string" string="%msg%%$.tail%\\n")
input(type="imfile" file="${input}" tag="bench" ruleset="decode")
ruleset(name="decode") {
  if $msg contains "code" then {
    set $.provider = lookup("codes", re_extract($msg, 'code\\\\\\\\?"?[:=] ?(-?[0-9]+)', 0, 1, ""));
    if $.provider != "" then set $.tail = " storage_error.provider=" & $.provider;
  }
  action(type="omfile" file="${output}" template="line")
  if $msg == '${END}' then action(type="omfile" file="${mark}" template="line")
}
`,
)

const daemon = spawn('rsyslogd', ['-n', '-iNONE', '-f', join(own, 'rsyslog.conf')], { stdio: 'ignore' })
const fail = () => process.exit(2)
process.on('exit', () => {
  daemon.kill('SIGKILL')
  rmSync(own, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, fail)
daemon.on('error', fail)
setTimeout(fail, LONGEST_MS).unref()

// Stopped in an orderly way it takes up to a second more, which is nothing that should be measured; what nobody reads need not be complete.
const watch = setInterval(() => {
  if ((statSync(mark, { throwIfNoEntry: false })?.size ?? 0) === 0) return
  clearInterval(watch)
  daemon.kill(fstatSync(1).isFile() ? 'SIGTERM' : 'SIGKILL')
}, CHECK_MS)
daemon.on('exit', () => process.exit(statSync(mark, { throwIfNoEntry: false }) === undefined ? 2 : 0))
