// Writes a template: what stays of the line is taken over, something else put in place of the rest.
import { branchIf, i32, loop, repeat, v128, when } from './assembler.js'
import { UNSETTLED } from './layout.js'
import { LONGEST_FORMED } from './template-words.js'
import { add, any, c32 } from './words.js'

/** Up to four characters as a number. */
export const ascii = (text) => [...text].reduceRight((number, character) => (number << 8) | character.charCodeAt(0), 0)

/** @param l the places of the values that `template` works with */
export const writing = (l) => {
  /** Whether the form of such a run tells all, so that another of its kind and length may stand for it. */
  const isUnsettled = (kind) =>
    any(
      i32.gtU(l.size.get, c32(LONGEST_FORMED)),
      i32.and(
        i32.shrU(
          i32.load(i32.shl(i32.add(i32.shl(kind, c32(1)), i32.shrU(l.size.get, c32(5))), c32(2)), UNSETTLED),
          i32.and(l.size.get, c32(31)),
        ),
        c32(1),
      ),
    )

  /** Takes over what stands before the run. Most of it is short; what is written beyond it is written over. */
  const copyRest = (to) => [
    v128.store(l.out.get, v128.load(l.copied.get)),
    l.from.set(i32.sub(to, l.copied.get)),
    when(
      i32.gtU(l.from.get, c32(16)),
      l.to.set(c32(16)),
      loop(
        v128.store(i32.add(l.out.get, l.to.get), v128.load(i32.add(l.copied.get, l.to.get))),
        add(l.to, 16),
        branchIf(0, i32.ltU(l.to.get, l.from.get)),
      ),
    ),
    add(l.out, l.from.get),
  ]
  const fill = (letter) => [
    l.to.set(l.out.get),
    add(l.out, l.size.get),
    repeat(i32.ltU(l.to.get, l.out.get), v128.store(l.to.get, v128.bytes(letter.charCodeAt(0))), add(l.to, c32(16))),
  ]
  const replace = (...write) => [...copyRest(l.start.get), ...write.flat(), ...l.copied.set(l.stop.get)]

  return { isUnsettled, copyRest, fill, replace }
}
