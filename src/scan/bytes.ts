// Classes of bytes that decide where a needle may begin. scripts/wasm/scan-module.js holds the same rules.

export const FOLD = new Uint8Array(256)
for (let c = 0; c < 256; c++) FOLD[c] = c >= 0x41 && c <= 0x5a ? c | 0x20 : c

const WORD = new Uint8Array(256)
for (let c = 0x30; c <= 0x39; c++) WORD[c] = 1
for (let c = 0x61; c <= 0x7a; c++) WORD[c] = WORD[c - 0x20] = 1
WORD[0x5f] = 1

/** [0-9A-Za-z_] */
export const isWordByte = (c: number | undefined): boolean => c !== undefined && WORD[c] === 1

/** Four bytes as a number, the first of them lowest; zeros behind the end. */
export const lane = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)) >>> 0

/** The same of a text with one character a byte, of which nothing counts from `end` on. */
export const laneOf = (text: string, at: number, end: number): number => {
  let lane = 0
  for (let i = 0; i < 4 && at + i < end; i++) lane |= (text.charCodeAt(at + i) & 0xff) << (8 * i)
  return lane
}

const isEscape = (c: number | undefined): boolean => c === 0x5c || c === 0x25 || c === 0x1b // \ % ESC

const NEAREST_ESCAPE = 2
const FARTHEST_ESCAPE = 12

/**
 * Whether a needle may begin at a byte: at a UTF-8 lead byte, at a word byte behind another byte and, since escapes end
 * in letters (`\ncode`, `%22code`, `\u003cCode`, colours), at any word byte 2 to 12 bytes behind a backslash, a percent
 * sign or ESC. Nothing before `floor` is looked at.
 */
export const isStart = (chunk: Uint8Array, at: number, floor: number): boolean => {
  const c = chunk[at] as number
  if (c >= 0xc0) return true
  if (WORD[c] === 0) return false
  if (at === floor || WORD[chunk[at - 1] as number] === 0) return true
  for (let by = NEAREST_ESCAPE; by <= FARTHEST_ESCAPE && at - by >= floor; by++) if (isEscape(chunk[at - by])) return true
  return false
}

// What a byte is in a word of any kind, a dollar sign included.
export const DIGIT = 1
export const LOWER = 2
export const UPPER = 4
/** _ $ */
export const OTHER = 8
/** a letter that is no hexadecimal digit */
export const BEYOND_HEX = 16

/** The kinds of each byte; zero: it is in no word. */
export const KIND = new Uint8Array(256)
for (let c = 0x30; c <= 0x39; c++) KIND[c] = DIGIT
for (let c = 0x41; c <= 0x5a; c++) {
  KIND[c] = c <= 0x46 ? UPPER : UPPER | BEYOND_HEX
  KIND[c + 0x20] = c <= 0x46 ? LOWER : LOWER | BEYOND_HEX
}
KIND[0x5f] = KIND[0x24] = OTHER
