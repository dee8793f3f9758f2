// Where in the module's memory what stands. src/scan/module.ts holds the same places.

/** the scanner's second table (the first is at 0), and the bench for bytes to be searched */
export const SECOND = 0x40000
export const BENCH = 0xc1000

/** kinds of bytes and what is not settled: filled from outside */
export const KINDS = 0xe2000
export const UNSETTLED = 0xe2100
/** what bytes between runs mean to them, as gaps.js says */
export const GAPS = 0xe2200
/** what stands for a word that begins with a byte, four bytes each; bits that leave the first bytes of an i64 */
export const STAND_INS = 0xe2400
export const FIRST_BYTES = 0xe2800
/** one bit for each hash of four bytes that words begin with which are kept: filled from outside */
export const BEGINNINGS = 0xe2900
export const BEGINNINGS_BITS = 12
/** values that the template function seldom asks for */
export const CELL = 0xe2b00
/** 1 where there are words that are kept besides those with marks: filled from outside */
export const HAS_KEPT = 0xe2bf0

/** which templates were met once, two bits each */
export const DOOR = 0xec000
export const DOOR_BITS = 17

/** the templates known: places in the store by hash, and the store */
export const INDEX = 0xf0000
export const INDEX_BITS = 13
export const STORE = 0x100000
export const STORE_END = 0x300000
export const MOST_TEMPLATES = 4096

/** what lines with a template get: a byte each, and the number of the insertion, for JSON and for plain lines */
export const VERDICTS = 0x300000
/** of templates that are JSON objects, how many bytes stand behind the last member: zero where the template does not tell */
export const TAILS = 0x301000
export const INSERTION_OF = 0x302000

/** insertions that were found: where in the searched bytes, and which */
export const EVENTS = 0x312000
export const MOST_EVENTS = 0x8000

/** where each insertion stands and how long it is, the insertions, and the bytes with all of them in place */
export const PLACES = 0x352000
export const MOST_INSERTIONS = 0x1000
export const INSERTIONS = 0x35a000
export const INSERTIONS_END = 0x3da000
export const OUT = 0x3da000
export const OUT_END = 0x55a000

/** the needles and what may be the value of each key, as src/scan/needle-image.ts writes them */
export const NEEDLES = 0x560000
export const NEEDLES_END = 0x760000

/** where runs of word bytes begin and end in the part of a line at hand, four bytes a place; one bit for each digit of the line */
export const EDGES = 0x760000
export const DIGIT_BITS = 0x790000

/** one bit for each byte of a word in a line that is held against what was met */
export const WORD_BITS = 0xe2d00
/** how lines that were met were gone through, as template-tracks.js says: no two begin at the same place of a cache's way */
export const TRACKS = 0x7b4000
export const TRACK_BYTES = 0x1040
export const MOST_TRACKS = 56

/** the template at hand, nearly twice as long as its line may be, and room for a line: longer ones have no template */
export const TEMPLATE = 0x7f0000
export const LINE = 0x820000
export const LONGEST_LINE = 0x10000
/** longer lines have no number: they are seldom met twice */
export const LONGEST_KNOWN = 8192

/** frames that are open in the line that is read, eight bytes each, and which of them are strings, four bytes each */
export const FRAMES = 0x850000
export const MOST_FRAMES = 0x40000
export const STRINGS = 0xa50000
export const MOST_STRINGS = 0x10000
/** objects of it that have a number under a code's key, four bytes each */
export const NUMBERED = 0xa90000
export const MOST_NUMBERED = 0x4000
/** what a reader of lines looks for, as src/detect/place-tables.ts writes it */
export const READING = 0xaa0000
export const READING_END = 0xadfe00
/** what is known of things that the line holds over and over, as src/detect/repeats.ts writes it, and other values of it */
export const REPEATS = 0xadfe00
export const READING_CELLS = 0xadff00

/** where words begin in the blocks at hand, four bytes a place: at most one a byte, and some more that are written over */
export const STARTS = 0xae2000

/** marks of words, filled from outside */
export const MARKS_BITS = 17
export const MARKS = 0xb00000

/** how often each insertion was put in since it was last counted */
export const COUNTS = 0xb20000

/** the room that chunks are read into, with room before it for the line that the chunk before did not finish */
export const HEAD_BYTES = 0x10000
export const ROOM = 0xb30000 + HEAD_BYTES

/** words of a user's catalog that are kept: bits, eight bytes for each hash, filled from outside */
export const KEPT_BITS = 15
export const KEPT = 0xbd0000

/** the line that is read, zeros before and behind it */
export const READ = 0xc10010
export const LONGEST_READ = 0x11f000

/** lines copied from elsewhere: there is room for one of the default limit, with an insertion */
export const COPIES = 0xd31000
export const COPIES_BYTES = 0x120000

export const PAGES = 0xe6
