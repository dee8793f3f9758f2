// Where in the module's memory what stands. src/scan/simd-scanner.ts and src/template/simd-templates.ts hold the same places.

/** the scanner's two tables, the bytes that are searched, and the bench for bytes from elsewhere */
export const SECOND = 0x40000
export const ROOM = 0x80000
export const BENCH = 0xc1000

/** marks of words, kinds of bytes and what is not settled: filled from outside */
export const MARKS = 0xd2000
export const KINDS = 0xe2000
export const UNSETTLED = 0xe2100

/** one bit a byte of the line: word bytes, digits, underscores and dollar signs */
export const WORD_BITS = 0xe2200
export const DIGIT_BITS = 0xe2800
export const OTHER_BITS = 0xe2e00

/** the template at hand; twice a line and more */
export const TEMPLATE = 0xe4000

/** the templates known: places in the store by hash, and the store */
export const INDEX = 0xf0000
export const INDEX_BITS = 13
export const STORE = 0x100000
export const STORE_END = 0x300000
export const MOST_TEMPLATES = 4096

export const PAGES = STORE_END / 0x10000
