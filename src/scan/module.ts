/** What scripts/wasm/ makes; the files there say what each part does. Addresses are bytes in its memory. */
export type ScanModule = {
  memory: { readonly buffer: ArrayBuffer }
  start(from: number, end: number): number
  goOn(from: number, end: number): number
  resume(): number
  skip(at: number): number
  setTables(mask: number, secondMask: number, hasNumbers: number): void
  mayStand(at: number, end: number): number
  template(start: number, end: number): number
  remember(): number
  forget(): void
  hits(): number
  templateLength(): number
  record(start: number, end: number): number
  walk(from: number, end: number): number
  walkOn(from: number, end: number): number
  lineBack(from: number, at: number, most: number): number
  linesBack(): number
  account(): number
  eventCount(): number
  clearEvents(): void
  addEvent(at: number, which: number): void
  compose(from: number, end: number): number
  nextPlace(at: number, end: number, wanted: number): number
}

/** Where in its memory what stands, as in scripts/wasm/layout.js. */
export const LAYOUT = {
  second: 0x40000,
  bench: 0xc1000,
  benchBytes: 64 * 1024,
  kinds: 0xe2000,
  unsettled: 0xe2100,
  beginnings: 0xe2900,
  hasKept: 0xe2bf0,
  door: 0xec000,
  doorBytes: 0x4000,
  mostTemplates: 4096,
  verdicts: 0x300000,
  tails: 0x301000,
  insertionOf: 0x302000,
  insertionOfEnd: 0x312000,
  events: 0x312000,
  mostEvents: 0x8000,
  places: 0x352000,
  mostInsertions: 0x1000,
  insertions: 0x35a000,
  insertionsEnd: 0x3da000,
  out: 0x3da000,
  outEnd: 0x55a000,
  needles: 0x560000,
  needlesEnd: 0x760000,
  template: 0x7f0000,
  line: 0x820000,
  longestLine: 0x10000,
  longestKnown: 8192,
  frames: 0x850000,
  mostFrames: 0x40000,
  strings: 0xa50000,
  mostStrings: 0x10000,
  numbered: 0xa90000,
  mostNumbered: 0x4000,
  reading: 0xaa0000,
  readingEnd: 0xadfe00,
  repeats: 0xadfe00,
  readingCells: 0xadff00,
  marks: 0xb00000,
  counts: 0xb20000,
  headBytes: 0x10000,
  room: 0xb40000,
  roomBytes: 512 * 1024,
  kept: 0xbd0000,
  read: 0xc10010,
  longestRead: 0x11f000,
  copies: 0xd31000,
  copiesBytes: 0x120000,
} as const
