// Writes what is known elsewhere into the documentation: docs/cli.md from the flag table, docs/providers.md and the counts
// in README.md from the catalog. `--check` only says whether they are current (exit 1 when they are not).
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openCatalog } from '../dist/catalog/catalog.js'
import { COMMANDS } from '../dist/cli/flags.js'

const root = new URL('..', import.meta.url)
const read = (path) => readFileSync(new URL(path, root), 'utf8')

const flagRow = ({ name, short, value, repeats, about }) => {
  const spelled = `${short === undefined ? '' : `\`-${short}\`, `}\`--${name}${value === undefined ? '' : ` ${value}`}\``
  return `| ${spelled} | ${about}${repeats ? '; may be repeated' : ''} |`
}

const commandSection = ({ usage, about, flags, examples, name }) => `## ${name === '' ? 'storerr' : `storerr ${name}`}

\`\`\`text
${usage}
\`\`\`

${about}

| option | |
| --- | --- |
${flags.map(flagRow).join('\n')}

${examples.map(([line, why]) => `- \`${line}\`: ${why}`).join('\n')}
`

const cli = () => `# The command

This page is made from the same table as \`storerr --help\`.

${COMMANDS.map(commandSection).join('\n')}
## Exit codes

| code | when |
| --- | --- |
| 0 | done; nothing found and a reader that left early included |
| 1 | \`explain\` met an unknown code, \`--fail-on\` was hit, \`catalog check\` found a bad file |
| 2 | usage, configuration, input or output error |
| 128+n | ended by signal n; on SIGTERM the unfinished line is written as it is, then 143 |

The first operand that equals a command's name is the command; \`./explain\` or \`--\` makes it a file.
`

const catalog = openCatalog()
const files = catalog.providers.map(({ id }) => catalog.provider(id).file)
const total = files.reduce((sum, file) => sum + file.codes.length, 0)

const providers = () => `# Providers

${total} codes of ${files.length} providers, catalog ${catalog.version}.

| id | provider | codes | with an action of their own | documents |
| --- | --- | --- | --- | --- |
${files
  .map(
    ({ id, title, codes, documents }) =>
      `| \`${id}\` | ${title.en} · ${title.zh} | ${codes.length} | ${codes.filter((row) => row.action !== undefined).length} | ${Object.keys(documents).length} |`,
  )
  .join('\n')}

Where they are documented:

${files
  .filter(({ links }) => links !== undefined)
  .map(({ id, links }) => `- \`${id}\`: ${links.map((link) => `[${link.title}](${link.url})`).join(', ')}`)
  .join('\n')}
`

const counts = () =>
  `**${total} codes of ${files.length} providers**: ${files.map(({ title, codes }) => `${title.en} ${codes.length}`).join(', ')}.`

const START = '<!-- counts: made by npm run docs -->'
const END = '<!-- end of counts -->'

const readme = () => {
  const text = read('README.md')
  const [from, to] = [text.indexOf(START), text.indexOf(END)]
  if (from === -1 || to < from) throw new Error('README.md has lost the marks between which the counts stand')
  return `${text.slice(0, from + START.length)}\n${counts()}\n${text.slice(to)}`
}

/** Every generated page with what should stand in it. */
export const pages = () => ({ 'docs/cli.md': cli(), 'docs/providers.md': providers(), 'README.md': readme() })

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const stale = Object.entries(pages()).filter(([path, text]) => {
    try {
      return read(path) !== text
    } catch {
      return true
    }
  })
  if (process.argv.includes('--check')) {
    for (const [path] of stale) console.error(`${path} is not current; run npm run docs`)
    process.exitCode = stale.length > 0 ? 1 : 0
  } else for (const [path, text] of stale) writeFileSync(new URL(path, root), text)
}
