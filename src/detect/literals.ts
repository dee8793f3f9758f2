/** UTF-8 bytes of a text, one character a byte: the form in which detection reads lines. */
export const bytesAsText = (text: string): string => (/^[\0-\x7f]*$/.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1'))

const lowerAscii = (text: string): string => (/[A-Z]/.test(text) ? text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : text)

/** A bit for a key, shared by several. */
export const maskOf = (literal: string): number => {
  let hash = 0
  for (let i = 0; i < literal.length; i++) hash = Math.imul(hash ^ literal.charCodeAt(i), 0x9e3779b1)
  return 1 << (hash >>> 27)
}

/** The form in which keys are compared. */
export const literalOf = (text: string): string => lowerAscii(bytesAsText(text))
