// The template of a line in WebAssembly: src/template/template.ts and src/template/runs.ts say the same in TypeScript, give the
// reasons, and are what this is tested against.
import { back, block, branch, branchIf, call, drop, either, i32, i64, loop, repeat, when, whether } from './assembler.js'
import { ENTITY } from './gaps.js'
import { EDGES, MOST_TRACKS, TEMPLATE, TRACKS } from './layout.js'
import { findBits, wordBitsFrom } from './template-bits.js'
import { cells } from './template-cells.js'
import { nextRun } from './template-follow.js'
import { LEFT } from './template-forks.js'
import { replacements } from './template-replacements.js'
import { runs, SHORT } from './template-runs.js'
import { countSame } from './template-steps.js'
import { find, hashTemplate } from './template-store.js'
import { beginTrack, endTrack, LONGEST_TRACKED, noteRun, TEMPLATE_NUMBER } from './template-tracks.js'
import { AFTER_KEY, FORMED, IN_FORM, KEY, KEY_REACH, LEAD_REACH, LEADS, LONGEST_LENGTH, OURS, OWN } from './template-words.js'
import { add, any, both, c32, define, is, not } from './words.js'

const LOCALS = {
  size: 'i32', here: 'i32', hash: 'i32', marks: 'i32', next: 'i32', before: 'i32', flags: 'i32', isPart: 'i32', isStatus: 'i32',
  behind: 'i32', ahead: 'i32', unit: 'i32', from: 'i32', to: 'i32', all: 'i32', some: 'i32', place: 'i32', kind: 'i32', kinds: 'i32',
  letter: 'i32', inEntity: 'i32', bits: 'i64', mask: 'i64', word: 'i64', last: 'i64', bytes: 'v128',
} // biome-ignore format: one table

/** Where a run and the gap before it begin, where the run ends, where the template goes on, and up to where the line is in it. */
const RUN = { gapFrom: 'i32', start: 'i32', stop: 'i32', out: 'i32', copied: 'i32' }

/** What the marks of a run mean for those behind it; `otherwise` what a run without such marks means. */
const takeMarks = (l, otherwise) => {
  const enter = (state) => [l.state.set(c32(state)), l.until.set(i32.add(l.stop.get, c32(KEY_REACH + 1)))]
  return [
    l.ours.set(i32.or(l.ours.get, i32.and(l.marks.get, c32(OWN)))),
    when(i32.and(l.marks.get, c32(LEADS)), l.keptUntil.set(i32.add(l.stop.get, c32(LEAD_REACH + 1)))),
    whether(i32.and(l.marks.get, c32(KEY)), enter(AFTER_KEY), [whether(i32.and(l.marks.get, c32(FORMED)), enter(IN_FORM), [otherwise])]),
  ]
}

/** From where on runs are free; nothing is known before the first of them, and in a line with special bytes. */
const findQuiet = (l, kept) => [
  l.quiet.set(l.keptUntil.get),
  when(l.state.get, when(i32.gtU(l.until.get, l.quiet.get), l.quiet.set(l.until.get))),
  when(kept.specials.get, l.quiet.set(c32(-1))),
]

const takeOtherRun = (l, kept) => {
  const found = runs(l)
  const isJoint = (byte) => is(byte, 0x2d, 0x2b, 0x2e, 0x2f, 0x3d)
  const joints = [
    l.from.set(i32.add(l.stop.get, c32(1))),
    repeat(both(i32.ltU(l.from.get, l.end.get), isJoint(i32.load8(l.from.get))), add(l.from, c32(1))),
    l.until.set(i32.add(l.from.get, c32(1))),
  ]
  const isLength = any(
    is(l.next.get, 0x3a, 0x25, 0x1b),
    both(is(l.next.get, 0x29), is(l.before.get, 0x28), i32.leU(l.size.get, c32(LONGEST_LENGTH))),
  )
  const goesOn = any(is(l.next.get, 0x28), l.inEntity.get, both(is(l.size.get, 1), not(l.all.get)), both(l.all.get, isLength))
  const stay = when(
    l.here.get,
    whether(goesOn, [l.until.set(i32.add(l.stop.get, c32(KEY_REACH + 1)))], [whether(isJoint(l.next.get), joints, [l.state.set(c32(0))])]),
  )
  const leave = [l.copiedThere.set(l.copied.get), back(l.out.get)]
  return [
    when(kept.specials.get, found.lookAtGap),
    found.lookWhetherFirst,
    found.lookAround,
    found.skipEscape(leave),
    found.lookAround,
    found.lookWhereItStands,
    replacements(l, found, kept).replaceOtherRun,
    takeMarks(l, stay),
    findQuiet(l, kept),
    leave,
  ]
}

/**
 * `otherRun(gapFrom, start, stop, out, copied)` does what a run takes that is not free. Answers where the template goes on; up
 * to where the line is in it stands in a cell.
 */
const otherRun = (kept) => define('otherRun', RUN, ['i32'], LOCALS, (l) => takeOtherRun({ ...l, ...cells }, kept))

/** Where a run ends that is not in the list of edges. */
const findStop = (l) => [
  l.stop.set(l.start.get),
  loop(
    l.word.set(i64.xor(wordBitsFrom(l.stop.get, l.line.get), i64.const(-1))),
    l.from.set(i32.wrap(i64.ctz(l.word.get))),
    l.from.set(either(l.from.get, c32(SHORT), i32.ltU(l.from.get, c32(SHORT)))),
    add(l.stop, l.from.get),
    branchIf(0, is(l.from.get, SHORT)),
  ),
]

/** How a line is gone through: its template is written, or each run by itself, along a track or to make one. */
const WRITE = 0
const FOLLOW = 1
const RECORD = 2

/** What is said of a line that is on no track. */
const ON_NONE = -3

/**
 * Goes through the runs of a line.
 *
 * @param kept the module's own values
 * @param calls the numbers of its functions
 */
const pass = (l, kept, calls) => {
  const found = runs(l)
  const { copyRest, replaceFreeRun } = replacements(l, found, kept)
  const nextEdges = [l.edgesEnd.set(call(calls.findEdges, l.line.get, kept.looked.get, l.end.get)), l.edge.set(c32(EDGES))]
  const readRun = [l.start.set(i32.load(l.edge.get)), l.stop.set(i32.load(l.edge.get, 4)), add(l.edge, 8)]
  const isFree = both(i32.geU(l.start.get, l.quiet.get), not(i32.and(l.behind.get, c32(ENTITY))), i32.leU(l.size.get, c32(SHORT)))
  const runOf = (names) => names.map((name) => l[name].get)
  const RESULT = ['start', 'stop', 'out', 'copied']
  const isFollowing = is(l.way.get, FOLLOW)
  const goThrough = block(
    loop(
      when(not(isFollowing), nextEdges),
      when(kept.specials.get, l.quiet.set(c32(-1))),
      block(
        loop(
          whether(
            isFollowing,
            [l.start.set(call(calls.nextRun, ...runOf(RESULT))), branchIf(4, i32.leU(l.start.get, c32(LEFT))), findStop(l)],
            [branchIf(2, i32.geU(l.edge.get, l.edgesEnd.get)), l.gapFrom.set(l.stop.get), readRun],
          ),
          when(l.way.get, l.out.set(c32(TEMPLATE)), l.copied.set(l.start.get)),
          found.lookAround,
          whether(
            isFree,
            [replaceFreeRun, when(l.marks.get, takeMarks(l, []), findQuiet(l, kept))],
            [l.out.set(call(calls.otherRun, ...runOf(Object.keys(RUN)))), l.copied.set(l.copiedThere.get)],
          ),
          when(is(l.way.get, RECORD), call(calls.noteRun, ...runOf(RESULT))),
          branch(0),
        ),
      ),
      branchIf(0, i32.ltU(kept.looked.get, l.end.get)),
    ),
  )

  // What stands round the line is put back.
  const around = [i32.sub(l.line.get, c32(1)), l.end.get]
  const stood = [l.stoodBefore, l.stoodBehind]

  return [
    l.line.set(l.lineGiven.get),
    l.end.set(l.endGiven.get),
    ['state', 'until', 'keptUntil', 'nameEnd', 'ours'].map((name) => l[name].set(c32(0))),
    l.isFirst.set(c32(1)),
    l.out.set(c32(TEMPLATE)),
    l.copied.set(l.line.get),
    l.isObject.set(is(i32.load8(l.line.get), 0x7b)),
    l.stop.set(l.line.get),
    l.quiet.set(c32(-1)),
    kept.looked.set(l.line.get),
    kept.specials.set(c32(0)),
    kept.zeros.set(c32(0)),
    stood.map((byte, index) => [byte.set(i32.load8(around[index])), i32.store8(around[index], c32(0))]),
    when(l.way.get, call(calls.findBits, l.line.get, l.end.get)),
    goThrough,
    stood.map((byte, index) => i32.store8(around[index], byte.get)),
    when(isFollowing, back(either(c32(ON_NONE), i32.load(l.track.get, TEMPLATE_NUMBER), l.start.get))),
    when(l.way.get, back(c32(0))),
    copyRest(l.end.get),
    hashTemplate(l, kept),
    when(l.ours.get, back(c32(OURS))),
    find(l, kept),
  ]
}

const LINE = { lineGiven: 'i32', endGiven: 'i32' }

/** `pass(line, end, way)`: the number of the line's template where it has one; for a line that is recorded nothing. */
export const passParts = [
  countSame,
  findBits,
  nextRun,
  noteRun,
  beginTrack,
  endTrack,
  otherRun,
  (kept, calls) =>
    define('pass', { ...LINE, way: 'i32' }, ['i32'], { edge: 'i32', ...RUN, ...LOCALS, mix: 'i64' }, (l) =>
      pass({ ...l, ...cells }, kept, calls),
    ),
]

/** When so many lines more have left the tracks than went along one, they are given up, and none are made for so many lines. */
const MOST_DEBT = 256
const REST = 4096

/** `template(line, end)`: offsets of the line's first byte and behind its last one; the number of its template, if it has one. */
export const template = (kept, calls) =>
  define('template', LINE, ['i32'], { number: 'i32', mayRecord: 'i32' }, (locals) => {
    const l = { ...locals, ...cells }
    const go = (way) => call(calls.pass, l.lineGiven.get, l.endGiven.get, c32(way))
    const follow = [
      l.track.set(c32(TRACKS)),
      l.number.set(go(FOLLOW)),
      when(i32.ne(l.number.get, c32(ON_NONE)), add(kept.hits, 1), when(kept.debt.get, add(kept.debt, -1)), back(l.number.get)),
      l.mayRecord.set(both(i32.ne(l.forkOf.get, c32(0)), i32.ltU(kept.tracks.get, c32(MOST_TRACKS)))),
      add(kept.debt, 1),
      when(
        i32.gtU(kept.debt.get, c32(MOST_DEBT)),
        [kept.tracks, kept.debt, l.mayRecord].map((value) => value.set(c32(0))),
        kept.rest.set(c32(REST)),
      ),
    ]
    const record = [call(calls.beginTrack, l.lineGiven.get, l.endGiven.get), drop(go(RECORD)), call(calls.endTrack, l.number.get)]
    return [
      when(
        i32.leU(i32.sub(l.endGiven.get, l.lineGiven.get), c32(LONGEST_TRACKED)),
        whether(kept.rest.get, [add(kept.rest, -1)], [whether(kept.tracks.get, follow, [l.forkOf.set(c32(0)), l.mayRecord.set(c32(1))])]),
      ),
      l.number.set(go(WRITE)),
      when(both(l.mayRecord.get, i32.geU(c32(0x7fffffff), l.number.get), not(i32.or(kept.specials.get, kept.zeros.get))), record),
      l.number.get,
    ]
  })
