// Tracks that leave another: where a line leaves it too, it goes on along the first of them that goes the same way.
import { back, branch, call, i32, i64, repeat, when } from './assembler.js'
import { FIRST_BYTES } from './layout.js'
import { after, differsAt, start, stop, textAt } from './template-steps.js'
import { AT, FIRST, FORKS, NEXT, placeOf, STAYS, STEP_BYTES, WIDTH } from './template-tracks.js'
import { both, c32, is } from './words.js'

/** What is answered in place of a run: the line is one of the track, or of none. */
export const FOUND = 0
export const LEFT = 1

export const leave = (l, forkOf) => [l.forkOf.set(forkOf), back(c32(LEFT))]

/** Whether the step became what it is at a place of a track. */
export const isAsAt = (l, track) => {
  const size = i32.sub(l.stop.get, l.stepFrom.get)
  return [
    l.same.set(
      both(
        i32.eq(after(l.place.get), l.after.get),
        i32.eq(i32.load16(l.place.get, WIDTH), l.width.get),
        i32.eq(i32.load(l.place.get, FIRST), l.first.get),
      ),
    ),
    when(
      l.same.get,
      when(
        is(l.width.get, STAYS),
        l.same.set(i32.eq(i32.sub(stop(l.place.get), start(l.place.get)), size)),
        when(l.same.get, l.same.set(i32.eq(call(l.countSame, l.stepFrom.get, textAt(track, start(l.place.get)), size), size))),
      ),
    ),
  ]
}

/** Goes on along the first track that leaves the one at hand at `at` and for which `found` sets `same`: `depth` blocks further out. */
export const findFork = (l, depth, found) => [
  l.fork.set(i32.load(l.track.get, FORKS)),
  repeat(
    l.fork.get,
    when(
      i32.eq(i32.load(l.fork.get, AT), l.at.get),
      l.place.set(placeOf(l.fork.get, l.step.get)),
      found,
      when(l.same.get, l.track.set(l.fork.get), branch(depth + 4)),
    ),
    l.fork.set(i32.load(l.fork.get, NEXT)),
  ),
  l.forkAt.set(l.at.get),
  leave(l, l.track.get),
]

// Where a track is left: at a step that becomes something else, or so many bytes behind it.
export const atStep = (l) => i32.shl(l.step.get, c32(12))
const behindStep = (l, bytes) => i32.or(i32.add(atStep(l), c32(1)), i32.shl(bytes, c32(1)))

/** The bytes behind the step differ from `most` on; `depth` as above. */
export const leaveGap = (l, depth) => [
  l.at.set(behindStep(l, l.most.get)),
  l.here.set(i32.add(l.stop.get, l.most.get)),
  bytesLeft(l),
  findFork(l, depth, [
    l.same.set(
      i64.eqz(i64.and(i64.xor(i64.load(l.here.get), i64.load(textAt(l.fork.get, i32.add(stop(l.place.get), l.most.get)))), l.left.get)),
    ),
  ]),
]

/** What of the eight bytes at `here` belongs to the line. */
const bytesLeft = (l) => [
  l.count.set(i32.sub(l.end.get, l.here.get)),
  l.left.set(i64.const(-1)),
  when(i32.ltU(l.count.get, c32(8)), l.left.set(i64.load(i32.shl(l.count.get, c32(3)), FIRST_BYTES))),
]

/**
 * Where the line goes on like another that leaves the track at the step that differs or right behind the one before, that
 * is gone along: up to the step at hand both are the same.
 */
export const tryForks = (l, depth) => {
  const before = i32.sub(l.goal.get, c32(1))
  const beyond = i32.sub(differsAt(l), stop(i32.sub(l.there.get, c32(STEP_BYTES))))
  const there = textAt(l.fork.get, i32.add(stop(placeOf(l.fork.get, before)), beyond))
  return [
    l.here.set(i32.add(l.stop.get, l.most.get)),
    bytesLeft(l),
    l.fork.set(i32.load(l.track.get, FORKS)),
    repeat(
      l.fork.get,
      when(
        i32.eq(i32.add(i32.shrU(i32.load(l.fork.get, AT), c32(12)), i32.and(i32.load(l.fork.get, AT), c32(1))), l.goal.get),
        when(i64.eqz(i64.and(i64.xor(i64.load(l.here.get), i64.load(there)), l.left.get)), l.track.set(l.fork.get), branch(depth + 4)),
      ),
      l.fork.set(i32.load(l.fork.get, NEXT)),
    ),
  ]
}
