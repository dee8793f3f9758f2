// Tracks: how lines that were met were gone through. A line that goes the same way has the same template.
//
// A step is a run with all that is left out behind it as further parts of a name. Of each a track knows where it stands,
// what stands for it in the template, and what is known behind it; and for each byte, at which step a line that is the same
// up to there has to be looked at. Step 0 is the start of the line, and one behind the last its end.
import { call, either, i32, repeat, v128, when, whether } from './assembler.js'
import { ENTITY, PART } from './gaps.js'
import { GAPS, KINDS, TEMPLATE, TRACK_BYTES, TRACKS } from './layout.js'
import { cells } from './template-cells.js'
import { CAPITALS, FORM_HEX, FORM_NUMBER, ID, LONG_NUMBER, LONGEST_FORM, METHOD, NUMBER, UNTOLD, WORD } from './template-guess.js'
import { DIGIT, IN_FORM } from './template-words.js'
import { ascii } from './template-writing.js'
import { add, any, both, c32, define, is, not } from './words.js'

/** How many tracks there are, how many lines more have left them than went along one, and how many are not to try. */
export const GLOBALS = { tracks: ['i32', 0], debt: ['i32', 0], rest: ['i32', 0] }

/** longer lines have no track */
export const LONGEST_TRACKED = 1000
const MOST_STEPS = 120

// Parts of a track. Those that leave it are listed from FORKS on by NEXT; AT is where.
export const TEMPLATE_NUMBER = 0
export const LENGTH = 4
export const FORKS = 8
export const NEXT = 12
export const AT = 16
export const STEPS = 32
export const MAP = 0x7e0
export const TEXT = 0xbe0

// Parts of a step: the first bytes of what stands for it, of how many bytes that is, which step was looked at next by the
// line that went along here before (zero where nothing is known of that), and what it is when a guess tells it.
export const STEP_BYTES = 16
export const START = STEPS
export const STOP = STEPS + 2
export const AFTER = STEPS + 4
export const WIDTH = STEPS + 8
export const GOAL = STEPS + 10
export const CODE = STEPS + 11
export const FIRST = STEPS + 12

/** the width of a run that stays */
export const STAYS = 0xffff

// What is known behind a step: a state and how far it reaches, up to where everything is kept, and
const FARTHEST = 0xff
export const UNTIL_AT = 8
export const KEPT_AT = 16
/** whether a name ends there that was replaced, or whether the line begins there. */
export const JOINS_AT = 24
export const BEGINS_AT = 25

export const placeOf = (track, step) => i32.add(track, i32.shl(step, c32(4)))
const current = (l) => placeOf(l.track.get, l.step.get)

/** What became of a run that was gone through by itself; what is more than four bytes long is all the same letter. */
export const findOutcome = (l) => [
  l.width.set(either(c32(STAYS), i32.sub(l.out.get, c32(TEMPLATE)), i32.eq(l.copied.get, l.start.get))),
  l.first.set(
    i32.and(
      i32.load(c32(TEMPLATE)),
      either(c32(-1), i32.sub(i32.shl(c32(1), i32.shl(l.width.get, c32(3))), c32(1)), i32.geU(l.width.get, c32(4))),
    ),
  ),
  l.first.set(either(c32(0), l.first.get, is(l.width.get, STAYS))),
]

/** What is known behind the run, as far as it matters there: places are counted from its end. Mostly that is nothing. */
export const findAfter = (l) => {
  const reach = (until) => i32.sub(until, l.stop.get)
  return [
    l.after.set(i32.shl(i32.eq(l.nameEnd.get, l.stop.get), c32(JOINS_AT))),
    when(
      l.state.get,
      when(
        i32.gtU(l.until.get, l.stop.get),
        l.reach.set(either(reach(l.until.get), c32(FARTHEST), i32.ltU(reach(l.until.get), c32(FARTHEST)))),
        l.after.set(i32.or(i32.or(l.after.get, l.state.get), i32.shl(l.reach.get, c32(UNTIL_AT)))),
      ),
    ),
    when(i32.gtU(l.keptUntil.get, l.stop.get), l.after.set(i32.or(l.after.get, i32.shl(reach(l.keptUntil.get), c32(KEPT_AT))))),
  ]
}

const RUN = { start: 'i32', stop: 'i32', out: 'i32', copied: 'i32' }

/** Says of the bytes up to the end of the step, and its next byte, at which step a line is looked at that differs there. */
const mapStep = (l) => [
  l.stepEnd.set(i32.load16(current(l), STOP)),
  repeat(
    i32.leU(l.mapped.get, l.stepEnd.get),
    i32.store8(i32.add(l.track.get, l.mapped.get), either(l.viaBefore.get, l.via.get, i32.ltU(l.mapped.get, l.lookUntil.get)), MAP),
    l.mapped.set(i32.add(l.mapped.get, c32(1))),
  ),
]

/** By what stands for a run, what it must be guessed to become to be the same. */
const CODES = [
  ['7', NUMBER],
  ['GET', METHOD],
  ['7xxx', ID],
  ['xxxx', WORD],
  ['Xxxx', CAPITALS],
  ['aaaa', FORM_HEX],
]

/**
 * A run that ends with a digit looks at the two bytes behind its next one, and one behind a name may be part of it: where
 * they differ, the run before is looked at too.
 */
const beginStep = (l) => {
  const isNext = is(i32.sub(l.offset.get, l.stepEnd.get), 1)
  const isJoined = i32.and(i32.shrU(l.known.get, c32(JOINS_AT)), c32(1))
  const isPartAhead = i32.ne(i32.and(i32.load8(l.before.get, GAPS), c32(PART)), c32(0))
  const isInEntity = i32.and(i32.load8(l.before.get, GAPS), c32(ENTITY))
  const isFree = not(i32.and(l.known.get, c32(~(1 << JOINS_AT))))
  // Behind a slash a long number is an id.
  const isElse = any(is(l.before.get, 0x28), both(is(l.before.get, 0x2f), i32.gtU(l.code.get, c32(LONG_NUMBER))))
  const isAtDash = both(not(isNext), is(l.before.get, 0x2d))
  // The method of a request is one behind a key too.
  const isUnkept = not(i32.and(l.known.get, c32((FARTHEST << KEPT_AT) | (1 << BEGINS_AT))))
  const isMethod = both(is(l.code.get, METHOD), isUnkept)
  const isInForm = is(i32.and(l.known.get, c32(0xff)), IN_FORM)
  const isForm = both(isInForm, is(l.code.get, FORM_NUMBER, FORM_HEX), isUnkept, not(l.after.get), i32.leU(l.width.get, c32(LONGEST_FORM)))
  const isOrdinary = both(
    any(isForm, isMethod, both(isFree, not(any(isElse, isAtDash)))),
    not(isInEntity),
    not(both(isJoined, isNext, isPartAhead)),
  )
  return [
    mapStep(l),
    l.before.set(i32.load8(i32.sub(l.start.get, c32(1)))),
    l.viaBefore.set(l.via.get),
    l.lookUntil.set(either(i32.add(l.offset.get, c32(2)), c32(0), both(l.endsWithNumber.get, isNext))),
    l.known.set(i32.load(current(l), AFTER)),
    l.via.set(either(l.via.get, i32.add(l.step.get, c32(1)), both(isJoined, isNext, isPartAhead))),
    // &amp;#34: the name of the entity before it counts too.
    when(both(is(i32.sub(l.offset.get, l.stepEnd.get), 2), is(l.before.get, 0x23)), l.isFit.set(c32(0))),
    whether(i32.ltU(l.step.get, c32(MOST_STEPS)), [l.step.set(i32.add(l.step.get, c32(1)))], [l.isFit.set(c32(0))]),
    i32.store16(current(l), l.offset.get, START),
    i32.store(current(l), l.width.get, WIDTH),
    l.code.set(c32(UNTOLD)),
    CODES.map(([text, code]) => when(is(l.first.get, ascii(text)), l.code.set(c32(code)))),
    when(
      both(is(l.first.get, ascii('7777')), i32.gtU(l.width.get, c32(4))),
      l.code.set(either(c32(FORM_NUMBER), i32.add(l.width.get, c32(LONG_NUMBER)), isInForm)),
    ),
    i32.store8(current(l), either(l.code.get, c32(UNTOLD), isOrdinary), CODE),
    i32.store(current(l), l.first.get, FIRST),
  ]
}

const LOCALS = {
  offset: 'i32',
  width: 'i32',
  first: 'i32',
  after: 'i32',
  reach: 'i32',
  stepEnd: 'i32',
  before: 'i32',
  known: 'i32',
  code: 'i32',
}

/** `noteRun(start, stop, out, copied)` adds what became of a run to the track that is made. */
export const noteRun = () =>
  define('noteRun', RUN, [], LOCALS, (locals) => {
    const l = { ...cells, ...locals }
    return [
      l.offset.set(i32.sub(l.start.get, l.line.get)),
      findOutcome(l),
      findAfter(l),
      when(l.width.get, beginStep(l)),
      i32.store16(current(l), i32.sub(l.stop.get, l.line.get), STOP),
      i32.store(current(l), l.after.get, AFTER),
      when(is(i32.and(i32.shrU(l.after.get, c32(UNTIL_AT)), c32(0xff)), FARTHEST), l.isFit.set(c32(0))),
      l.endsWithNumber.set(is(i32.load8(i32.load8(l.start.get), KINDS), DIGIT)),
    ]
  })

/** `beginTrack(line, end)` begins a track behind those that there are. */
export const beginTrack = (kept) =>
  define('beginTrack', { lineGiven: 'i32', endGiven: 'i32' }, [], { at: 'i32', length: 'i32' }, (locals) => {
    const l = { ...locals, ...cells }
    return [
      l.track.set(i32.add(c32(TRACKS), i32.mul(kept.tracks.get, c32(TRACK_BYTES)))),
      l.length.set(i32.sub(l.endGiven.get, l.lineGiven.get)),
      i32.store(l.track.get, l.length.get, LENGTH),
      repeat(
        i32.ltU(l.at.get, l.length.get),
        v128.store(i32.add(l.track.get, l.at.get), v128.load(i32.add(l.lineGiven.get, l.at.get)), TEXT),
        add(l.at, 16),
      ),
      [0, 16].map((more) => v128.store(i32.add(l.track.get, l.length.get), v128.bytes(0), TEXT + more)),
      i32.store(l.track.get, c32(0), START),
      i32.store(l.track.get, c32(STAYS), WIDTH),
      i32.store(l.track.get, c32(1 << BEGINS_AT), AFTER),
      ['step', 'mapped', 'via', 'viaBefore', 'lookUntil', 'endsWithNumber'].map((name) => l[name].set(c32(0))),
      // A zero stands behind a line that is held against the track.
      l.isFit.set(c32(1)),
      l.at.set(c32(0)),
      repeat(
        i32.ltU(l.at.get, l.length.get),
        when(not(i32.load8(i32.add(l.track.get, l.at.get), TEXT)), l.isFit.set(c32(0))),
        add(l.at, 1),
      ),
    ]
  })

/** Behind the end of a line, where no run can begin */
const BEYOND = 8

/** `endTrack(number)`: lines are held against the track from now on. `number` is that of the line's template. */
export const endTrack = (kept, calls) =>
  define('endTrack', { number: 'i32' }, [], { stepEnd: 'i32' }, (locals) => {
    const l = { ...locals, ...cells }
    const { end } = l
    return [
      call(calls.noteRun, i32.add(end.get, c32(BEYOND)), end.get, c32(TEMPLATE + 1), end.get),
      mapStep(l),
      when(
        l.isFit.get,
        i32.store(l.track.get, l.number.get, TEMPLATE_NUMBER),
        i32.store(l.track.get, c32(0), FORKS),
        when(
          l.forkOf.get,
          i32.store(l.track.get, i32.load(l.forkOf.get, FORKS), NEXT),
          i32.store(l.track.get, l.forkAt.get, AT),
          i32.store(l.forkOf.get, l.track.get, FORKS),
        ),
        add(kept.tracks, 1),
      ),
    ]
  })
