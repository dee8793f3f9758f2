// The template of a line in WebAssembly: src/template/template.ts and src/template/runs.ts say the same in TypeScript, give the
// reasons, and are what this is tested against.
import { back, block, i32, loop, repeat, when, whether } from './assembler.js'
import { TEMPLATE } from './layout.js'
import { replacements } from './template-replacements.js'
import { runs } from './template-runs.js'
import { find, hashTemplate } from './template-store.js'
import { AFTER_KEY, FORMED, IN_FORM, KEY, KEY_REACH, LEAD_REACH, LEADS, LONGEST_LENGTH, OURS } from './template-words.js'
import { add, any, both, c32, define, is, not } from './words.js'

const LOCALS = {
  length: 'i32', at: 'i32', start: 'i32', stop: 'i32', size: 'i32', here: 'i32', hash: 'i32', marks: 'i32', next: 'i32', before: 'i32',
  state: 'i32', until: 'i32', keptUntil: 'i32', isFirst: 'i32', out: 'i32', copied: 'i32', specials: 'i32', gapFrom: 'i32', flags: 'i32',
  isPart: 'i32', isStatus: 'i32', nameEnd: 'i32', behind: 'i32', ahead: 'i32', unit: 'i32', from: 'i32', to: 'i32', all: 'i32', some: 'i32',
  ours: 'i32', place: 'i32', kind: 'i32', kinds: 'i32', letter: 'i32', inEntity: 'i32',
  bits: 'i64', mask: 'i64', word: 'i64', last: 'i64', mix: 'i64', bytes: 'v128',
} // biome-ignore format: one table

/**
 * Writes the template of a line to its place.
 *
 * @param kept the store's own values
 */
const write = (l, kept) => {
  const found = runs(l)
  const { lineByte, findBits, findStart, findStop, lookAtGap, lookWhetherFirst, nextRun, skipEscape, lookAround } = found
  const { copyRest, findOut, replaceRun } = replacements(l, found)

  const isJoint = (byte) => is(byte, 0x2d, 0x2b, 0x2e, 0x2f, 0x3d)
  const joints = [
    l.from.set(i32.add(l.stop.get, c32(1))),
    repeat(both(i32.ltU(l.from.get, l.length.get), isJoint(lineByte(l.from.get))), add(l.from, c32(1))),
    l.until.set(i32.add(l.from.get, c32(1))),
  ]
  const isLength = any(
    is(l.next.get, 0x3a, 0x25, 0x1b),
    both(is(l.next.get, 0x29), is(l.before.get, 0x28), i32.leU(l.size.get, c32(LONGEST_LENGTH))),
  )
  const goesOn = any(is(l.next.get, 0x28), l.inEntity.get, both(is(l.size.get, 1), not(l.all.get)), both(l.all.get, isLength))
  const enter = (state) => [l.state.set(c32(state)), l.until.set(i32.add(l.stop.get, c32(KEY_REACH + 1)))]
  const takeMarks = [
    when(i32.and(l.marks.get, c32(LEADS)), l.keptUntil.set(i32.add(l.stop.get, c32(LEAD_REACH + 1)))),
    whether(i32.and(l.marks.get, c32(KEY)), enter(AFTER_KEY), [
      whether(i32.and(l.marks.get, c32(FORMED)), enter(IN_FORM), [
        when(
          l.here.get,
          whether(
            goesOn,
            [l.until.set(i32.add(l.stop.get, c32(KEY_REACH + 1)))],
            [whether(isJoint(l.next.get), joints, [l.state.set(c32(0))])],
          ),
        ),
      ]),
    ]),
  ]

  const goThrough = block(
    loop(findStart, lookAtGap, lookWhetherFirst, findStop, skipEscape, lookAround, findOut, replaceRun, takeMarks, nextRun(0)),
  )

  return [
    l.isFirst.set(c32(1)),
    l.nameEnd.set(c32(-2)),
    l.out.set(c32(TEMPLATE)),
    findBits,
    goThrough,
    copyRest(l.length.get),
    hashTemplate(l, kept),
    when(l.ours.get, back(c32(OURS))),
    find(l),
  ]
}

/** `template(line, end)`: offsets of the line's first byte and behind its last one; the number of its template, if it has one. */
export const template = (kept) => define('template', { line: 'i32', end: 'i32' }, ['i32'], LOCALS, (l) => write(l, kept))
