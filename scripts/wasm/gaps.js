// What a byte means where it stands: beside a run most of them mean nothing, and one look tells.

/** Between the numbers of a time, an address or a version */
export const POINT = 1
export const COMMA = 2
/** Between the parts of a name */
export const PART = 4
/** In an HTML entity */
export const ENTITY = 8
/** Between a status and a name, or a method and a path */
export const BLANK = 16
/** In an ordinary value of a key; e, which makes another number of it; and what ends one */
export const VALUE = 32
export const EXPONENT = 64
export const END = 128

const WORD = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_'
const BYTES = {
  [POINT]: '.:-',
  [COMMA]: ',',
  [PART]: '/.-',
  [ENTITY]: '&#;',
  [BLANK]: ' %',
  [VALUE]: `${WORD}-+`,
  [EXPONENT]: 'eE',
  [END]: '\n\r"\',}]);<\\ \t',
}

/** The meanings of all bytes. */
export const gaps = Array.from({ length: 256 }, (_, byte) =>
  Object.entries(BYTES).reduce((bits, [meaning, bytes]) => bits | (bytes.includes(String.fromCharCode(byte)) ? Number(meaning) : 0), 0),
)

/** What stands for a word in a template, by the byte that it begins with. */
const standIn = (byte) => (/[a-z]/.test(byte) ? 'xxxx' : /[A-Z]/.test(byte) ? 'Xxxx' : '_xxx')
export const standIns = Array.from({ length: 256 }, (_, byte) => [...Buffer.from(standIn(String.fromCharCode(byte)))]).flat()

/** For each number of bytes below eight what leaves so many of a word. */
export const firstBytes = Array.from({ length: 8 }, (_, count) => Array.from({ length: 8 }, (__, at) => (at < count ? 0xff : 0))).flat()
