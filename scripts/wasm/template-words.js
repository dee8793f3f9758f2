// Numbers that templates are made by, as in src/template/words.ts and src/template/template.ts.
export const KEPT = 1
export const KEY = 2
export const FORMED = 4
export const LEADS = 8
export const BEGINNING = 16
export const OWN = 32
export const SEEN = 64
export const SEEN_TOO = 128
export const KNOWN = 256
export const FACTORS = [0x9e3779b1, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f]
export const LAST_FACTOR = 0x165667b1
export const KEY_REACH = 80
export const ESCAPE_REACH = 16
export const LEAD_REACH = 48
export const LONGEST_LENGTH = 4
export const DIGIT = 1
export const LOWER = 2
export const UPPER = 4
export const OTHER = 8
export const BEYOND_HEX = 16
export const LONGEST_COUNT = 56
export const LONGEST_NUMBER = 3
export const AFTER_KEY = 1
export const IN_FORM = 2
export const LONGEST_FORMED = 63
export const SHORTEST_ID = 8

/** What a caller is told of a line that may hold a field of our own. */
export const OURS = -2

export const FOLD = 0x2020202020202020n
