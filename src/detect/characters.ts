// The kinds of bytes a line is made of, one character a byte.

export const WORD = 1
export const QUOTE_MARK = 2
export const OPEN = 3
export const CLOSE = 4
export const ESCAPE = 5
export const LEAD = 6
export const TAIL = 7

/** What each byte is to the reader of lines. */
export const CLASS = new Uint8Array(256)
for (let c = 0x30; c <= 0x39; c++) CLASS[c] = WORD
for (let c = 0x41; c <= 0x5a; c++) CLASS[c] = CLASS[c + 0x20] = WORD
CLASS[0x5f] = CLASS[0x24] = WORD // _ $
CLASS[0x22] = CLASS[0x27] = QUOTE_MARK // " '
CLASS[0x7b] = CLASS[0x5b] = CLASS[0x28] = OPEN // { [ (
CLASS[0x7d] = CLASS[0x5d] = CLASS[0x29] = CLOSE // } ] )
CLASS[0x5c] = ESCAPE // \
for (let c = 0x80; c < 0xc0; c++) CLASS[c] = TAIL
for (let c = 0xc0; c < 0x100; c++) CLASS[c] = LEAD

export const isWord = (c: number): boolean => CLASS[c] === WORD
