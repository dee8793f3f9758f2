/** The shape of the catalog: what `data/schema.json` says, as types. */

export type Category =
  | 'auth'
  | 'permission'
  | 'account'
  | 'quota'
  | 'throttled'
  | 'not_found'
  | 'conflict'
  | 'precondition'
  | 'integrity'
  | 'size'
  | 'invalid_request'
  | 'unsupported'
  | 'redirect'
  | 'timeout'
  | 'network'
  | 'unavailable'
  | 'internal'
  | 'canceled'
  | 'ok'
  | 'unknown'

/** The words of pino and OpenTelemetry. */
export type Severity = 'info' | 'warn' | 'error' | 'fatal'

export type Language = 'en' | 'zh'

export type Text = Record<Language, string>

export type Source = {
  document: string
  row?: number
  text?: string
  note?: string
}

/** One documented meaning of a code. */
export type Meaning = {
  symbol?: string
  aliases?: string[]
  http_status?: number
  category: Category
  severity?: Severity
  retryable?: boolean
  reason?: string
  wire?: string[]
  texts?: string[]
  /** keys under which the code has this meaning */
  keys?: string[]
  description: Text
  action?: Text
  sources: Source[]
}

/** A code with its leading meaning and, in `meanings`, the further ones. */
export type Row = Meaning & {
  code: string
  common?: boolean
  related?: string[]
  meanings?: Meaning[]
}

export type KeySign = { key: string; weight?: number; type?: 'number' | 'string' }
export type FieldSet = { fields: Record<string, string>; keys?: string[]; codes?: string[]; weight?: number }
export type TextSign = { text: string; kind?: 'host' | 'name' | 'header' | 'field'; weight?: number }
/** A field anywhere in the line whose value has a form that is the provider's own. */
export type FieldSign = { key: string; value: string; weight?: number }
/** What class names of a provider's SDKs add to a word. */
export type ClassSuffix = { text: string; weight?: number }
export type SymbolFamily = { prefix: string; weight?: number }
/** What speaks against a provider: fields in the code's own object (all of them), or one of the signs anywhere in the line. */
export type Veto = { fields?: string[]; signs?: string[]; reason: string }

/** A family of codes that a document writes with placeholders: 503xx004. */
export type Pattern = Meaning & { form: string; written: string }

/** The signs of a provider in a log line; docs/detection.md explains the model. */
export type Detection = {
  keys?: KeySign[]
  shapes?: string[]
  fieldSets?: FieldSet[]
  signs?: TextSign[]
  fieldSigns?: FieldSign[]
  symbols?: SymbolFamily[]
  suffixes?: ClassSuffix[]
  vetoes?: Veto[]
}

export type DocumentInfo = { title: string; url?: string; date?: string; file?: string; note?: string }

/** One file of `data/providers/`. */
export type ProviderFile = {
  $schema?: string
  id: string
  title: Text
  family?: string
  /** the family whose words it also answers with, on an interface copied from it */
  speaks?: string
  /** no service of its own: it stands for a member that the line does not give away */
  umbrella?: boolean
  links?: { title: string; url: string }[]
  documents: Record<string, DocumentInfo>
  /** a body as the service sends it, with {code} and {message} */
  example?: string
  detection: Detection
  codes: Row[]
  /** codes that are in no row but of one of these forms */
  patterns?: Pattern[]
}

/** What every meaning of a category inherits. */
export type CategoryRule = {
  grpc: string
  severity: Severity
  retryable?: boolean
  description: Text
  action?: Text
}

/** What is known of every provider as soon as the catalog is. */
export type ProviderHead = {
  id: string
  title: Text
  family?: string
  speaks?: string
  umbrella?: boolean
  /** there are codes that are in no row but of a pattern's form */
  hasPatterns?: boolean
}

/** What is asked of a provider once a line seems to speak of it. */
export type ProviderDetails = {
  detection: Detection
  /** every code, as documented */
  codes: string[]
  /** codes that are everyday outside this provider */
  common: string[]
  /** codes that mean success and nothing else: never worth a look */
  silent: string[]
  /** symbols and aliases, each with its code */
  symbols: [symbol: string, code: string][]
}

/** What detection needs of a provider before any of its rows is read. */
export type ProviderIndex = ProviderHead & Readonly<ProviderDetails>

/** The index of all built-in providers. */
export type CatalogIndex = {
  version: string
  categories: Record<Category, CategoryRule>
  vocabulary: SharedVocabulary
  providers: ProviderIndex[]
}

/** The same as it is generated (`dist/catalog/index.json`): the details stand in a file of their own. */
export type IndexFile = Omit<CatalogIndex, 'providers'> & { providers: ProviderHead[] }

/** `data/vocabulary.json`: facts about log lines that belong to no provider. */
export type SharedVocabulary = {
  /** keys that only look like the key of a code */
  notKeys: string[]
  /** words that clients put in the place of a code they could not read */
  notWords: string[]
  /** keys under which a body carries its message */
  messageKeys: string[]
  /** what stands before a class name that is no storage service's */
  foreignPaths: string[]
  /** words of source code that define or catch a code instead of reporting it */
  definers: string[]
  /** words of a query language before what it asks for */
  queryWords: string[]
  /** words by which a line says that all went well: it lends no evidence */
  successWords: string[]
  failureWords: string[]
  /** keys that make a JSON object a record of a logger */
  recordKeys: string[]
  /** keys that stand in every other line: never a reason to look at a line */
  everydayKeys: string[]
  /** company that speaks against any storage service */
  vetoes: Veto[]
}

/** Something wrong in a provider file: where (JSON pointer) and what was expected there. */
export type Problem = { pointer: string; expected: string }
