// How other programs look a code up by its key alone. All have the same table: every number of the catalog.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { node, RSYSLOG } from './programs.js'

const NUMBER_AFTER_KEY = 'code\\\\?"?[:=] ?'

/** @returns {[code: string, provider: string][]} */
const numbers = () => {
  const folder = new URL('../data/providers/', import.meta.url)
  const table = new Map()
  for (const name of readdirSync(folder)) {
    const { id, codes } = JSON.parse(readFileSync(new URL(name, folder), 'utf8'))
    for (const { code } of codes) if (/^-?\d+$/.test(code)) table.set(code, id)
  }
  return [...table]
}

const jq = `(.body | if type == "string" then fromjson else . end) as $body
| if ($body | type) != "object" then . else
    $table[0][($body.code // $body.error_code | tostring)] as $provider
    | if $provider then .storage_error = $provider else . end
  end`

const miller = (rows) => `begin { @table = {${rows.map(([code, provider]) => `"${code}":"${provider}"`).join(',')}} }
if (is_map($body)) {
  str code = "";
  if (haskey($body, "code")) { code = string($body["code"]) } elif (haskey($body, "error_code")) { code = string($body["error_code"]) }
  if (haskey(@table, code)) { $storage_error = @table[code] }
}`

const perl = (
  table,
) => `BEGIN { open(my $in, '<', '${table}') or die; while (<$in>) { chomp; my ($code, $who) = split /\\t/; $table{$code} = $who } }
if (/${NUMBER_AFTER_KEY}(-?\\d+)/ && exists $table{$1}) { my $who = $table{$1}; s/\\}$/,"storage_error":"$who"}/ }`

const awk = (table) => `BEGIN { while ((getline < "${table}") > 0) who[$1] = $2 }
match($0, /${NUMBER_AFTER_KEY}-?[0-9]+/) {
  code = substr($0, RSTART, RLENGTH)
  sub(/^[^0-9-]*/, "", code)
  if (code in who) sub(/}$/, ",\\"storage_error\\":\\"" who[code] "\\"}")
}
{ print }`

const syslogNg = (table) => `@version: current
options { stats-freq(0); };
log {
  source { stdin(flags(no-parse) log-msg-size(65536)); };
  if {
    filter { match("code" value("MESSAGE") type(string) flags(substring)); };
    parser {
      regexp-parser(patterns('${NUMBER_AFTER_KEY}(?<code>-?[0-9]+)'));
      add-contextual-data(selector("\${code}") database("${table}"));
    };
    rewrite { set("\${MESSAGE} storage_error.provider=\${provider}" value("MESSAGE") condition("\${provider}" ne "")); };
  };
  destination { file("/dev/stdout" template("\${MESSAGE}\\n")); };
};
`

/**
 * Writes the table in the form of each program, and the programs that are files.
 *
 * @returns {(name: string) => string} the path of a file
 */
const writeTables = (folder) => {
  const rows = numbers()
  const at = (name) => join(folder, name)
  writeFileSync(at('table.tsv'), rows.map(([code, provider]) => `${code}\t${provider}\n`).join(''))
  writeFileSync(at('table.json'), JSON.stringify(Object.fromEntries(rows)))
  writeFileSync(at('table.csv'), rows.map(([code, provider]) => `${code},provider,${provider}\n`).join(''))
  const table = rows.map(([index, value]) => ({ index, value }))
  writeFileSync(at('table.rsyslog.json'), JSON.stringify({ version: 1, nomatch: '', type: 'string', table }))
  writeFileSync(at('lookup.mlr'), miller(rows))
  writeFileSync(at('syslog-ng.conf'), syslogNg(at('table.csv')))
  return at
}

// syslog-ng reads standard input when that is a pipe, and ends with it; what it keeps between runs goes into our folder.
const syslogNgCommand = (at) =>
  `cat | exec syslog-ng -F --no-caps -f ${at('syslog-ng.conf')} -R ${at('syslog-ng.persist')} -p ${at('syslog-ng.pid')} -c ${at('syslog-ng.ctl')}`

/**
 * The commands, by program.
 *
 * @param {string} folder for their tables, programs and other files
 */
export const lookupCommands = (folder) => {
  const at = writeTables(folder)
  return {
    perl: ['perl', '-pe', perl(at('table.tsv'))],
    mawk: ['mawk', awk(at('table.tsv'))],
    jq: ['jq', '-c', '--slurpfile', 'table', at('table.json'), jq],
    miller: ['mlr', '--ijsonl', '--ojsonl', 'json-parse', '-f', 'body', 'then', 'put', '-f', at('lookup.mlr')],
    rsyslog: node(RSYSLOG, folder),
    syslogNg: ['sh', '-c', syslogNgCommand(at)],
  }
}
