// Goes along a track with a line: only the runs that differ from those of the track are looked at.
//
// What a run becomes depends on what is known before it (`AFTER` of the step before), on its bytes and the one round them,
// and sometimes on a few more. A stretch that is the same in both therefore becomes the same in both:
//
// - Up to six bytes before a run count where they stand right before it. So where one byte is between a run that was looked
//   at and the next, that one is looked at too, unless the first is of the same two bytes or more in both.
// - Two bytes behind it count where it is a number (`beginStep`), or where they belong to no run: of a run before a gap that
//   differs is made sure before the line leaves the track there.
//
// A line that leaves a track goes on along another that leaves it in the same way, and in the end has the template of that.
import { back, block, branch, branchIf, call, either, i32, i64, loop, repeat, v128, when, whether } from './assembler.js'
import { COMMA, ENTITY, PART, POINT } from './gaps.js'
import { FIRST_BYTES, GAPS, KINDS } from './layout.js'
import { cells } from './template-cells.js'
import { GUESS_LOCALS, guess, ID, LONG_NUMBER, METHOD } from './template-guess.js'
import {
  AFTER,
  AT,
  BEGINS_AT,
  CODE,
  FIRST,
  FORKS,
  findAfter,
  findOutcome,
  GOAL,
  JOINS_AT,
  KEPT_AT,
  LENGTH,
  MAP,
  NEXT,
  placeOf,
  START,
  STAYS,
  STEP_BYTES,
  STOP,
  TEXT,
  UNTIL_AT,
  WIDTH,
} from './template-tracks.js'
import { add, any, both, c32, define, is, not } from './words.js'

/** What is answered in place of a run: the line is one of the track, or of none. */
export const FOUND = 0
export const LEFT = 1

const RUN = { start: 'i32', stop: 'i32', out: 'i32', copied: 'i32' }

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

const LOCALS = {
  track: 'i32', step: 'i32', place: 'i32', width: 'i32', first: 'i32', after: 'i32', reach: 'i32', isPart: 'i32', run: 'i32', runStop: 'i32', spare: 'i32', expected: 'i32', ...GUESS_LOCALS,
  fork: 'i32', same: 'i32', most: 'i32', goal: 'i32', here: 'i32', there: 'i32', at: 'i32', count: 'i32', left: 'i64',
} // biome-ignore format: one table

const start = (place) => i32.load16(place, START)
const stop = (place) => i32.load16(place, STOP)
const after = (place) => i32.load(place, AFTER)
const goal = (place) => i32.load8(place, GOAL)
const textAt = (track, offset) => i32.add(i32.add(track, offset), c32(TEXT))
const isWordAt = (place) => i32.ne(i32.load8(i32.load8(place), KINDS), c32(0))

const leave = (l, forkOf) => [l.forkOf.set(forkOf), back(c32(LEFT))]
/** Answers the run at `here`, unless an escape may be written against it. */
const answer = (l) => [
  when(is(i32.load8(i32.sub(l.here.get, c32(1))), 0x3b), when(i32.ltU(l.here.get, l.keptUntil.get), leave(l, c32(0)))),
  back(l.here.get),
]

/** Looks at the run of step `goal`, whose place is `there`; it begins at `here`. */
const goTo = (l) => {
  const before = i32.sub(l.there.get, c32(STEP_BYTES))
  const bits = (from) => i32.and(i32.shrU(l.after.get, c32(from)), c32(0xff))
  const flag = (from) => i32.and(i32.shrU(l.after.get, c32(from)), c32(1))
  const joins = 1 << JOINS_AT
  return [
    l.cells.track.set(l.track.get),
    l.cells.step.set(l.goal.get),
    l.stepFrom.set(l.here.get),
    l.isInName.set(c32(0)),
    l.after.set(after(before)),
    ['state', 'keptUntil', 'quiet', 'isFirst', 'nameEnd'].map((name) => l[name].set(c32(0))),
    when(
      l.after.get,
      l.at.set(i32.sub(l.here.get, i32.sub(start(l.there.get), stop(before)))),
      l.nameEnd.set(either(l.at.get, c32(0), flag(JOINS_AT))),
      when(
        i32.ne(l.after.get, c32(joins)),
        l.state.set(bits(0)),
        l.until.set(i32.add(l.at.get, bits(UNTIL_AT))),
        l.keptUntil.set(i32.add(l.at.get, bits(KEPT_AT))),
        l.isFirst.set(flag(BEGINS_AT)),
        l.quiet.set(either(l.until.get, l.keptUntil.get, i32.gtU(l.until.get, l.keptUntil.get))),
        when(l.isFirst.get, l.quiet.set(c32(-1))),
      ),
    ),
    answer(l),
  ]
}

/** Whether the step became what it is at a place of a track. */
const isAsAt = (l, track) => {
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
const findFork = (l, depth, found) => [
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
const atStep = (l) => i32.shl(l.step.get, c32(12))
const behindStep = (l, bytes) => i32.or(i32.add(atStep(l), c32(1)), i32.shl(bytes, c32(1)))

/** The bytes behind the step differ from `most` on; `depth` as above. */
const leaveGap = (l, depth) => [
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
const differsAt = (l) => i32.add(l.at.get, l.most.get)

const setThere = (l) => l.there.set(placeOf(l.track.get, l.goal.get))
const setHere = (l) => l.here.set(i32.add(l.stop.get, i32.sub(start(l.there.get), l.at.get)))

/**
 * Goes along as the line before did as long as all between is the same, and what is looked at becomes the same by a guess or
 * is the same. Leaves the block `depth` further out where there is nothing to go by, and that around it at a step that takes more.
 */
const hurry = (l, depth) => {
  const text = textAt(l.track.get, l.at.get)
  const maskAt = (a, b) => v128.bitmask(v128.eq(v128.load(a), v128.load(b)))
  const sameAt = (a, b) => i32.ctz(i32.xor(maskAt(a, b), c32(-1)))
  const last = i32.sub(l.here.get, c32(16))
  const size = i32.sub(stop(l.there.get), start(l.there.get))
  const following = i32.add(l.there.get, c32(STEP_BYTES))
  const mayDepend = i32.and(i32.load8(i32.load8(i32.sub(l.here.get, c32(1))), GAPS), c32(POINT | COMMA | PART | ENTITY))
  const goFurther = [l.step.set(l.goal.get), l.place.set(l.there.get), l.width.set(c32(0))]
  const isName = i32.geU(l.code.get, c32(ID))
  const isShort = i32.leU(l.code.get, c32(LONG_NUMBER))
  const goAlongRun = [
    l.run.set(l.here.get),
    l.isPart.set(c32(0)),
    loop(
      guess({ ...l, start: l.run, stop: l.runStop, place: l.spare }, l.kept),
      when(
        i32.ne(l.code.get, l.expected.get),
        branchIf(depth + 4, not(l.isPart.get)),
        branchIf(depth + 4, not(l.code.get)),
        branchIf(depth + 4, is(l.code.get, METHOD)),
      ),
      when(
        i32.and(i32.load8(l.next.get, GAPS), c32(PART)),
        when(
          any(l.isPart.get, both(isName, isShort)),
          when(isWordAt(i32.add(l.runStop.get, c32(1))), l.run.set(i32.add(l.runStop.get, c32(1))), l.isPart.set(c32(1)), branch(3)),
        ),
      ),
    ),
    l.stop.set(l.runStop.get),
  ]
  return [
    l.place.set(placeOf(l.track.get, l.step.get)),
    loop(
      l.at.set(stop(l.place.get)),
      l.goal.set(goal(l.place.get)),
      branchIf(depth + 1, not(l.goal.get)),
      setThere(l),
      setHere(l),
      l.count.set(i32.sub(l.here.get, l.stop.get)),
      l.same.set(sameAt(l.stop.get, text)),
      when(
        i32.ltU(l.same.get, l.count.get),
        branchIf(depth + 2, i32.ltU(l.same.get, c32(16))),
        branchIf(depth + 2, i32.gtU(l.count.get, c32(32))),
        branchIf(depth + 2, i32.ne(maskAt(last, i32.add(text, i32.sub(l.count.get, c32(16)))), c32(0xffff))),
      ),
      l.expected.set(i32.load8(l.there.get, CODE)),
      whether(l.expected.get, goAlongRun, [
        l.same.set(sameAt(l.here.get, textAt(l.track.get, start(l.there.get)))),
        branchIf(depth + 2, i32.leU(l.same.get, size)),
        // Right behind another run more than the same bytes may count.
        when(is(l.count.get, 1), branchIf(depth + 3, any(mayDepend, is(i32.load8(l.here.get), 0x30)))),
        when(
          i32.leU(i32.load8(i32.add(l.track.get, start(following)), MAP), l.goal.get),
          branchIf(depth + 3, i32.leU(l.same.get, i32.add(size, c32(2)))),
        ),
        l.stop.set(i32.add(l.here.get, size)),
      ]),
      goFurther,
      branch(0),
    ),
  ]
}

/**
 * Where the line goes on like another that leaves the track at the step that differs or right behind the one before, that
 * is gone along: up to the step at hand both are the same.
 */
const tryForks = (l, depth) => {
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

/** Finds the next step to be looked at, and where its run begins; where there is none the block is left `depth` further out. */
const findGoal = (l, depth) => {
  const isSure = any(not(l.step.get), both(is(l.width.get, STAYS), i32.geU(i32.sub(l.stop.get, l.stepFrom.get), c32(2))))
  const isNext = is(i32.sub(start(i32.add(l.place.get, c32(STEP_BYTES))), l.at.get), 1)
  const remaining = i32.sub(i32.load(l.track.get, LENGTH), l.at.get)
  const differs = differsAt(l)
  const lookedAt = i32.load8(i32.add(l.track.get, start(l.there.get)), MAP)
  // Where the run before has to be looked at for what the first bytes of the next may be, that is begun with from now on.
  const goBack = block(
    loop(
      branchIf(1, any(i32.eq(lookedAt, l.goal.get), i32.leU(lookedAt, l.step.get))),
      l.goal.set(lookedAt),
      setThere(l),
      setHere(l),
      branch(0),
    ),
  )
  const noteGoal = when(any(not(isNext), i32.eq(l.goal.get, i32.add(l.step.get, c32(1)))), i32.store8(l.place.get, l.goal.get, GOAL))
  return [
    l.place.set(placeOf(l.track.get, l.step.get)),
    l.at.set(stop(l.place.get)),
    l.goal.set(i32.add(l.step.get, c32(1))),
    setThere(l),
    whether(
      both(isNext, not(isSure)),
      [
        l.most.set(i32.eq(i32.load8(l.stop.get), i32.load8(textAt(l.track.get, l.at.get)))),
        l.here.set(i32.add(l.stop.get, c32(1))),
        branchIf(depth + 1, not(both(l.most.get, i32.ltU(l.here.get, l.end.get), isWordAt(l.here.get)))),
      ],
      [
        l.count.set(i32.sub(l.end.get, l.stop.get)),
        l.most.set(either(remaining, l.count.get, i32.ltU(remaining, l.count.get))),
        l.most.set(call(l.countSame, l.stop.get, textAt(l.track.get, l.at.get), l.most.get)),
        when(both(i32.eq(l.most.get, l.count.get), i32.eq(l.most.get, remaining)), l.cells.track.set(l.track.get), back(c32(FOUND))),
        branchIf(depth + 1, both(not(l.most.get), l.step.get)),
        l.goal.set(i32.load8(i32.add(l.track.get, differs), MAP)),
        when(i32.leU(l.goal.get, l.step.get), l.goal.set(i32.add(l.step.get, c32(1)))),
        setThere(l),
        tryForks(l, depth + 2),
        setHere(l),
        // Where the gap differs it is the run before that is made sure of.
        when(
          any(i32.gtU(start(l.there.get), differs), not(isWordAt(l.here.get))),
          add(l.goal, -1),
          branchIf(depth + 2, i32.eq(l.goal.get, l.step.get)),
          setThere(l),
          setHere(l),
        ),
      ],
    ),
    goBack,
    noteGoal,
  ]
}

/**
 * Further parts of a name that are left out belong to its step. A run that is no part of it is looked at once more, as one
 * by itself.
 */
const takeParts = (l) => {
  const goesOn = both(
    i32.ne(i32.and(i32.load8(i32.load8(l.stop.get), GAPS), c32(PART)), c32(0)),
    isWordAt(i32.add(l.stop.get, c32(1))),
    i32.ltU(l.stop.get, l.end.get),
  )
  return when(
    i32.and(l.after.get, c32(1 << JOINS_AT)),
    when(
      goesOn,
      l.here.set(i32.add(l.stop.get, c32(1))),
      l.stepWidth.set(l.width.get),
      l.stepFirst.set(l.first.get),
      l.stepAfter.set(l.after.get),
      l.stepStop.set(l.stop.get),
      l.isInName.set(c32(1)),
      answer(l),
    ),
  )
}

/**
 * `nextRun(start, stop, out, copied)`: the next run to be looked at, given what became of the one before; of the first the
 * start is zero.
 */
export const nextRun = (kept, calls) =>
  define('nextRun', RUN, ['i32'], LOCALS, (locals) => {
    const l = { ...cells, ...locals, cells, kept, countSame: calls.countSame }
    const takeSaved = [l.width.set(l.stepWidth.get), l.first.set(l.stepFirst.get)]
    const takeRun = [
      when(l.ours.get, leave(l, c32(0))),
      l.step.set(l.cells.step.get),
      findOutcome(l),
      findAfter(l),
      when(l.isInName.get, when(l.width.get, l.isPart.set(c32(1)), l.after.set(l.stepAfter.get), l.stop.set(l.stepStop.get)), takeSaved),
    ]
    const finishStep = [
      when(not(l.isPart.get), takeParts(l)),
      l.place.set(placeOf(l.track.get, l.step.get)),
      isAsAt(l, l.track.get),
      block(branchIf(0, l.same.get), l.at.set(atStep(l)), findFork(l, 0, isAsAt(l, l.fork.get))),
    ]
    return [
      l.track.set(l.cells.track.get),
      whether(l.start.get, takeRun, [l.stop.set(l.line.get)]),
      when(l.start.get, finishStep),
      loop(block(block(hurry(l, 0)), findGoal(l, 0), goTo(l)), leaveGap(l, 0)),
      c32(LEFT),
    ]
  })
