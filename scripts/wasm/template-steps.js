// Where the steps of a track stand, and where a line is that goes along it.
import { block, branch, branchIf, either, i32, loop, v128, when } from './assembler.js'
import { KINDS } from './layout.js'
import { AFTER, GOAL, placeOf, START, STOP, TEXT } from './template-tracks.js'
import { add, c32, define } from './words.js'

export const start = (place) => i32.load16(place, START)
export const stop = (place) => i32.load16(place, STOP)
export const after = (place) => i32.load(place, AFTER)
export const goal = (place) => i32.load8(place, GOAL)
export const textAt = (track, offset) => i32.add(i32.add(track, offset), c32(TEXT))
export const isWordAt = (place) => i32.ne(i32.load8(i32.load8(place), KINDS), c32(0))

export const setThere = (l) => l.there.set(placeOf(l.track.get, l.goal.get))
export const setHere = (l) => l.here.set(i32.add(l.stop.get, i32.sub(start(l.there.get), l.at.get)))

/** Where the track differs from the line. */
export const differsAt = (l) => i32.add(l.at.get, l.most.get)

/** `countSame(a, b, most)`: how many bytes are the same at two places, at most so many. */
export const countSame = () =>
  define('countSame', { a: 'i32', b: 'i32', most: 'i32' }, ['i32'], { at: 'i32', mask: 'i32' }, ({ a, b, most, at, mask }) => [
    block(
      loop(
        branchIf(1, i32.geU(at.get, most.get)),
        mask.set(v128.bitmask(v128.eq(v128.load(i32.add(a.get, at.get)), v128.load(i32.add(b.get, at.get))))),
        when(i32.ne(mask.get, c32(0xffff)), at.set(i32.add(at.get, i32.ctz(i32.xor(mask.get, c32(-1))))), branch(2)),
        add(at, 16),
        branch(0),
      ),
    ),
    either(at.get, most.get, i32.ltU(at.get, most.get)),
  ])
