// Goes along a track as far as guesses tell what becomes of the line.
import { branch, branchIf, i32, loop, v128, when, whether } from './assembler.js'
import { COMMA, ENTITY, PART, POINT } from './gaps.js'
import { GAPS } from './layout.js'
import { FORM_HEX, FORM_NUMBER, guess, ID, LONG_NUMBER, leaveIfOfOtherForm, METHOD } from './template-guess.js'
import { goal, isWordAt, setHere, setThere, start, stop, textAt } from './template-steps.js'
import { CODE, MAP, placeOf, STEP_BYTES } from './template-tracks.js'
import { add, any, both, c32, is, not } from './words.js'

/**
 * Goes along as the line before did as long as all between is the same, and what is looked at becomes the same by a guess or
 * is the same. Then the block is left that is `depth` further out, at the last step that is sure.
 */
export const hurry = (l, depth) => {
  const text = textAt(l.track.get, l.at.get)
  const sameAt = (a, b) => i32.ctz(i32.xor(v128.bitmask(v128.eq(v128.load(a), v128.load(b))), c32(-1)))
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
        l.most.set(c32(16)),
        loop(
          l.same.set(sameAt(i32.add(l.stop.get, l.most.get), i32.add(text, l.most.get))),
          branchIf(depth + 3, both(i32.ltU(l.same.get, c32(16)), i32.ltU(l.same.get, i32.sub(l.count.get, l.most.get)))),
          add(l.most, 16),
          branchIf(0, i32.ltU(l.most.get, l.count.get)),
        ),
      ),
      l.expected.set(i32.load8(l.there.get, CODE)),
      when(
        is(l.expected.get, FORM_HEX, FORM_NUMBER),
        l.run.set(l.here.get),
        l.size.set(size),
        l.next.set(i32.load8(textAt(l.track.get, stop(l.there.get)))),
        l.code.set(l.expected.get),
        leaveIfOfOtherForm({ ...l, start: l.run, stop: l.runStop, place: l.spare }, depth + 2),
        l.stop.set(l.runStop.get),
        goFurther,
        branch(1),
      ),
      whether(l.expected.get, goAlongRun, [
        l.same.set(sameAt(l.here.get, textAt(l.track.get, start(l.there.get)))),
        branchIf(depth + 2, i32.leU(l.same.get, size)),
        // A path behind it makes it a method, unless the next run begins there.
        when(
          is(i32.sub(l.same.get, size), 1),
          branchIf(
            depth + 3,
            any(i32.ne(start(following), i32.add(stop(l.there.get), c32(1))), not(isWordAt(i32.add(l.here.get, l.same.get)))),
          ),
        ),
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
