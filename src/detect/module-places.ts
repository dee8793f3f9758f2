import { LAYOUT, type ScanModule } from '../scan/module.ts'
import type { Around, Places } from './places.ts'
import { REPEATS_LENGTH, Repeats } from './repeats.ts'

/** so many zeros stand behind a line */
const PADDING = 16

/** The values of a line that the module keeps: how many frames are open round the line itself, how many strings among them, the next id, and how many objects were noted. */
const TOP = 0
const OPEN = 1
const NEXT = 2
const NUMBERED = 3
const ENTRY = 4
const CELLS = 5

/** Lets the scanner's module go through a line: scripts/wasm/reading-functions.js says how. */
export class ModulePlaces implements Places, Around {
  readonly #module: ScanModule
  readonly #cells: Int32Array
  readonly #frames: Int32Array
  readonly #strings: Int32Array
  readonly #noted: Int32Array
  readonly #bytes: Buffer
  readonly repeats: Repeats
  #end: number = LAYOUT.read

  /** @param tables what is looked for; no longer than `ModulePlaces.room` */
  constructor(module: ScanModule, tables: Uint8Array) {
    const { buffer } = module.memory
    this.#module = module
    this.#cells = new Int32Array(buffer, LAYOUT.readingCells, CELLS)
    this.#frames = new Int32Array(buffer, LAYOUT.frames, 2 * LAYOUT.mostFrames)
    this.#strings = new Int32Array(buffer, LAYOUT.strings, LAYOUT.mostStrings)
    this.#noted = new Int32Array(buffer, LAYOUT.numbered, LAYOUT.mostNumbered)
    this.#bytes = Buffer.from(buffer, LAYOUT.read, LAYOUT.longestRead + PADDING)
    this.repeats = new Repeats(new Int32Array(buffer, LAYOUT.repeats, REPEATS_LENGTH))
    new Uint8Array(buffer).set(tables, LAYOUT.reading)
  }

  /** how long tables may be */
  static readonly room = LAYOUT.readingEnd - LAYOUT.reading

  begin(line: string): Uint8Array | undefined {
    if (line.length > LAYOUT.longestRead) return undefined
    this.#bytes.write(line, 'latin1')
    for (let at = line.length; at < line.length + PADDING; at++) this.#bytes[at] = 0
    this.#end = LAYOUT.read + line.length
    this.#cells[TOP] = this.#cells[OPEN] = this.#cells[NUMBERED] = 0
    this.#cells[NEXT] = 1
    this.repeats.begin(this.#bytes, line.length)
    return this.#bytes
  }

  next(at: number, wanted: number): number {
    const found = this.#module.nextPlace(LAYOUT.read + at, this.#end, wanted)
    return found < 0 ? found : found - LAYOUT.read
  }

  get entry(): number {
    return (this.#cells[ENTRY] as number) - 1
  }

  get around(): Around {
    return this
  }

  get depth(): number {
    return this.#cells[TOP] as number
  }

  get isInString(): boolean {
    const open = this.#cells[OPEN] as number
    return open > 0 && this.#strings[open - 1] === this.#cells[TOP]
  }

  id(levels = 0): number {
    return this.#frames[2 * Math.max(0, (this.#cells[TOP] as number) - levels)] as number
  }

  isNumbered(frame: number): boolean {
    const noted = this.#cells[NUMBERED] as number
    for (let i = 0; i < noted; i++) if (this.#noted[i] === frame) return true
    return false
  }
}
