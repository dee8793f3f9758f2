import type { Row } from '../catalog/types.ts'
import type { Case } from './case.ts'
import type { Entry, Sign } from './entry.ts'
import type { Value } from './value.ts'
import type { AnchorForm } from './words.ts'

// What a line consists of, as far as codes are concerned.

/** Which of the row's meanings the message belongs to (0 the leading one), and whether it is too long to be anybody's. */
export type OwnMessage = { meaning: number; isLong: boolean }

/** The messages among fields, with bits of what each of them begins with, and of all. */
export type Said = { fields: readonly Field[]; messages: readonly Field[]; bits: readonly number[]; firsts: number }

/** The cases that a line makes by itself, which of them is proven, and who said so. */
export type Alone = { by: object; cases: Case[]; chosen: Case | undefined }

/** A possible code. */
export type Anchor = {
  form: AnchorForm
  /** the key entry, for `key` anchors */
  entry: Entry | undefined
  value: Value
  /** column of its key, or of the word itself */
  at: number
  /** the object it stands in, and how deep that is */
  frame: number
  depth: number
  /** the object around the text that a free word stands in */
  outer: number | undefined
  /** fields of the same object, when they were asked for */
  siblings: readonly Field[] | undefined
  /** the text right before and behind it, when it was asked for */
  around: { before: string; after: string } | undefined
  /** the messages among fields, when they were asked for last */
  said: Said | undefined
  /** which of a row's messages stands beside it, when it was asked for last */
  heard: { row: Row; fields: readonly Field[]; message: OwnMessage | undefined } | undefined
  /** what its line says by itself, when it was asked for last */
  alone: Alone | undefined
}

/** A key that is wanted beside a code. */
export type Field = {
  key: string
  /** column of the key, and the offset behind it */
  at: number
  keyEnd: number
  frame: number
  inTag: boolean
  line: string
  /** what the key's entry says of it */
  isVeto: boolean
  mask: number
  /** the value, when it was asked for */
  text: string | undefined
  /** the value as a message, when it was asked for */
  message: string | undefined
}

/** A sign, and where it stands. */
export type SignHit = { sign: Sign; at: number }

/** Whose signs stand in lines (numbers of providers, each once), and bits of the keys in them. */
export type Shown = { signed: readonly number[]; keys: number }

/** One line, read. */
export type Tokens = {
  line: string
  anchors: Anchor[]
  fields: Field[]
  signs: SignHit[]
  /** the beginning of the line as messages are compared, when it was asked for */
  plain: string | undefined
  /** what it shows, when it was asked for */
  shown: Shown | undefined
}

/**
 * A symbol in the message of an object that has a number of its own is a witness for that number, not a second code.
 *
 * @param isNumbered whether an object has a number under a code's key
 */
export const settleSymbols = (anchors: Anchor[], isNumbered: (frame: number) => boolean): void => {
  for (let i = anchors.length - 1; i >= 0; i--) {
    const { form, frame, outer } = anchors[i] as Anchor
    if (form === 'symbol' && (isNumbered(frame) || isNumbered(outer ?? -1))) anchors.splice(i, 1)
  }
}
