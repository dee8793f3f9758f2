import type { Entry } from './entry.ts'
import type { Anchor } from './tokens.ts'
import type { AnchorForm } from './words.ts'

// Bounds on what one line may hold, so that a hostile line costs no more than its length.
const MOST = 96
// The same code may stand in a line many times; what the first few do not prove, the rest does not either.
const MANY = 12
const MOST_ALIKE = 4

/** Where a possible code stands. */
export type Place = Pick<Anchor, 'at' | 'frame' | 'depth'> & { outer?: number }

/** The possible codes of one line. */
export class Anchors {
  readonly list: Anchor[] = []

  /** how many more there may be */
  get left(): number {
    return MOST - this.list.length
  }

  /** Whether the code stands behind the key, or without one, often enough. */
  areTooMany(entry: Entry | undefined, text: string): boolean {
    if (this.list.length < MANY) return false
    let alike = 0
    for (const { value, entry: other } of this.list) if (value.text === text && other === entry) alike++
    return alike >= MOST_ALIKE
  }

  add(form: AnchorForm, entry: Entry | undefined, value: Anchor['value'], { at, frame, depth, outer }: Place): void {
    if (this.areTooMany(entry, value.text)) return
    this.list.push({
      form,
      entry,
      value,
      at,
      frame,
      depth,
      outer,
      siblings: undefined,
      around: undefined,
      said: undefined,
      heard: undefined,
      alone: undefined,
    })
  }
}
