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
import { back, block, branch, branchIf, call, either, i32, loop, when, whether } from './assembler.js'
import { PART } from './gaps.js'
import { GAPS } from './layout.js'
import { cells } from './template-cells.js'
import { atStep, FOUND, findFork, isAsAt, LEFT, leave, leaveGap, tryForks } from './template-forks.js'
import { GUESS_LOCALS } from './template-guess.js'
import { hurry } from './template-hurry.js'
import { after, differsAt, isWordAt, setHere, setThere, start, stop, textAt } from './template-steps.js'
import {
  BEGINS_AT,
  findAfter,
  findOutcome,
  GOAL,
  JOINS_AT,
  KEPT_AT,
  LENGTH,
  MAP,
  placeOf,
  STAYS,
  STEP_BYTES,
  UNTIL_AT,
} from './template-tracks.js'
import { add, any, both, c32, define, is, not } from './words.js'

const RUN = { start: 'i32', stop: 'i32', out: 'i32', copied: 'i32' }

const LOCALS = {
  track: 'i32', step: 'i32', place: 'i32', width: 'i32', first: 'i32', after: 'i32', reach: 'i32', isPart: 'i32', run: 'i32', runStop: 'i32', spare: 'i32', expected: 'i32', ...GUESS_LOCALS,
  fork: 'i32', same: 'i32', most: 'i32', goal: 'i32', here: 'i32', there: 'i32', at: 'i32', count: 'i32', left: 'i64',
} // biome-ignore format: one table

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
