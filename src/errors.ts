/** Codes of the errors storerr itself raises; docs/errors.md lists them. Bad log input is never an error. */
export type StorerrErrorCode =
  | 'STORERR_USAGE'
  | 'STORERR_OPTION_INVALID'
  | 'STORERR_CATALOG_INVALID'
  | 'STORERR_CATALOG_UNREADABLE'
  | 'STORERR_OUTPUT_FAILED'

/**
 * The one error class of storerr. Test `code`, not the message; facts such as a file or a JSON pointer are fields.
 */
export class StorerrError extends Error {
  readonly code: StorerrErrorCode
  /** facts about the error: file, pointer, expected, option and so on */
  readonly details: Readonly<Record<string, string>>

  constructor(code: StorerrErrorCode, message: string, options: { cause?: unknown; details?: Record<string, string> } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.details = options.details ?? {}
  }

  override get name(): string {
    return 'StorerrError'
  }
}

/** Whether an error is one of storerr's own, also when it comes from another copy of this module, as bundles have them. */
export const isStorerrError = (error: unknown): error is StorerrError => error instanceof Error && error.name === 'StorerrError'
