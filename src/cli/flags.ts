/**
 * Every flag and every command, defined once: the parser, the help, docs/cli.md, the man page and the completions are
 * made from this table.
 */
export type Flag = {
  name: string
  short?: string
  /** what its value is called; a flag without one is a switch */
  value?: string
  /** may be given more than once */
  repeats?: boolean
  /** values it takes, for completions */
  choices?: readonly string[]
  about: string
}

export type Command = {
  /** empty for the main job */
  name: string
  usage: string
  about: string
  flags: readonly Flag[]
  examples: readonly (readonly [command: string, why: string])[]
}

const ASSUME: Flag = {
  name: 'assume',
  value: 'PROVIDER',
  repeats: true,
  about: "these logs are PROVIDER's: weak evidence is then enough for it",
}
const PROVIDER: Flag = { name: 'provider', value: 'PROVIDER', repeats: true, about: 'only this provider' }
const CATALOG: Flag = { name: 'catalog', value: 'FILE', repeats: true, about: 'add a provider file of your own; it may override rows' }
const LANG: Flag = { name: 'lang', value: 'LANG', choices: ['en', 'zh'], about: 'language of messages and actions: en (default), zh' }
const CONTEXT: Flag = { name: 'context', value: 'LINES', about: 'lines over which evidence may flow forward; 0 for none (default 8)' }
const JSON_OUTPUT: Flag = { name: 'json', about: 'one JSON document instead of text' }
const HELP: Flag = { name: 'help', short: 'h', about: 'this help' }

const DECODE: Command = {
  name: '',
  usage: 'storerr [OPTIONS] [FILE...]',
  about:
    'Reads log lines, adds what the storage error codes in them mean, and passes every line on. Without a FILE, or with -, reads standard input.',
  flags: [
    ASSUME,
    PROVIDER,
    {
      name: 'fields',
      value: 'LIST',
      about: 'members to write: a,b,c chooses, +action,-message edits the default (all but action)',
    },
    { name: 'field', value: 'NAME', about: 'name of the added field (default storage_error)' },
    { name: 'schema', value: 'FORM', choices: ['nested', 'flat'], about: 'one object (nested, default) or NAME.member members (flat)' },
    {
      name: 'plain',
      value: 'MODE',
      choices: ['tail', 'off'],
      about: 'lines that are no JSON objects get a logfmt tail (tail, default) or stay as they are (off)',
    },
    LANG,
    CATALOG,
    CONTEXT,
    { name: 'max-line-bytes', value: 'BYTES', about: 'longer lines pass undecoded (default 1048576)' },
    {
      name: 'fail-on',
      value: 'WHAT',
      choices: ['any', 'info', 'warn', 'error', 'fatal'],
      about: 'exit 1 when a line of this severity or above was decoded, or any',
    },
    { name: 'stats', about: 'print counters to standard error at the end; SIGUSR1 prints them at any time' },
    HELP,
    { name: 'version', short: 'V', about: 'version of storerr and of its catalog' },
  ],
  examples: [
    ['app 2>&1 | storerr', 'decode what a program logs'],
    ['storerr --assume upyun --lang zh app.log', 'logs of an UpYun client, in Chinese'],
    ['storerr --fields +action,-message app.log', 'say what to do instead of what it means'],
    ['kubectl logs -f pod/x | storerr --plain off', 'leave lines alone that are no JSON'],
  ],
}

const CODES: Command = {
  name: 'codes',
  usage: 'storerr codes [OPTIONS]',
  about: 'Lists the catalog.',
  flags: [PROVIDER, { name: 'category', value: 'CATEGORY', repeats: true, about: 'only this category' }, LANG, CATALOG, JSON_OUTPUT, HELP],
  examples: [['storerr codes --provider upyun --category quota', 'what can be used up at UpYun']],
}

const EXPLAIN: Command = {
  name: 'explain',
  usage: 'storerr explain [OPTIONS] CODE...',
  about: 'Says everything the catalog knows of a code, symbol or name. Exit 1 when one of them is unknown.',
  flags: [PROVIDER, LANG, CATALOG, JSON_OUTPUT, HELP],
  examples: [
    ['storerr explain 40100005 -177', 'two codes, one of them negative'],
    ['storerr explain NoSuchKey --lang zh', 'a word that many providers share'],
  ],
}

const SEARCH: Command = {
  name: 'search',
  usage: 'storerr search [OPTIONS] TEXT...',
  about: 'Finds codes by their messages, descriptions, symbols and actions, in both languages, best first.',
  flags: [PROVIDER, LANG, CATALOG, JSON_OUTPUT, HELP],
  examples: [
    ['storerr search signature expired', 'when you have a message and no code'],
    ['storerr search 签名 过期', 'the same in Chinese'],
  ],
}

const EXPLAIN_LINE: Command = {
  name: 'explain-line',
  usage: 'storerr explain-line [OPTIONS] [FILE...]',
  about: 'For each line read: which codes it may hold, the evidence for and against, and why it was decoded or not.',
  flags: [ASSUME, PROVIDER, CATALOG, CONTEXT, JSON_OUTPUT, HELP],
  examples: [['grep 31066 app.log | storerr explain-line', 'why was this line left alone?']],
}

const CATALOG_CHECK: Command = {
  name: 'catalog',
  usage: 'storerr catalog check FILE...',
  about: 'Checks provider files of your own. Exit 1 when one of them is bad.',
  flags: [HELP],
  examples: [['storerr catalog check my-store.json', 'before it goes live']],
}

export const COMMANDS: readonly Command[] = [DECODE, CODES, EXPLAIN, SEARCH, EXPLAIN_LINE, CATALOG_CHECK]

export const commandNamed = (name: string): Command | undefined => COMMANDS.find((command) => command.name === name && name !== '')

export const MAIN_COMMAND = DECODE
