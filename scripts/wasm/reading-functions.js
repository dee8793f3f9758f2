// Goes through a line that is read, one byte after the other: `nextPlace(at, end, wanted)` answers the next place at which a
// key, a sign or a word of the catalog may stand, or a code in brackets. It says of a line what src/detect/walked-places.ts
// says, but for places where nothing would come of it. What objects and strings are open there stands in the memory.
import { block, branch, branchIf, call, i32, loop, repeat, when, whether } from './assembler.js'
import { FRAMES, MOST_FRAMES, MOST_NUMBERED, MOST_STRINGS, NUMBERED, STRINGS } from './layout.js'
import { keyAt } from './reading-keys.js'
import { isDull, isSame, turnedBefore } from './reading-repeats.js'
import {
  CLOSE,
  CODES,
  cells,
  classOf,
  ESCAPE,
  FOLD_ALL,
  isDocumented,
  isWordAt,
  kindAt,
  kindOf,
  LEAD,
  mayBegin,
  mix,
  OPEN,
  QUOTE_MARK,
  TAIL,
  WORD,
} from './reading-tables.js'
import { codeBehind, MAYBE } from './reading-values.js'
import { add, any, both, c32, define, has, is, isDigit } from './words.js'

// As in src/detect/places.ts.
const TOO_DEEP = -1

// As in src/detect/frames.ts and words.ts.
const MAX_WALK = 64
const MAX_STRINGS = 8
const SHORTEST_WORD = 6
const MAX_WORD = 80

const QUOTE = 0x22
const APOSTROPHE = 0x27

const typed = (...names) => Object.fromEntries(names.map((name) => [name, 'i32']))

const frame = (number) => i32.add(c32(FRAMES), i32.shl(number, c32(3)))
const stringAt = (number) => i32.load(i32.shl(number, c32(2)), STRINGS)

const nextPlace = (_, calls) =>
  define(
    'nextPlace',
    typed('at', 'end', 'wanted'),
    ['i32'],
    typed('top', 'open', 'next', 'byte', 'class', 'found', 'stop', 'mark', 'i', 'floor', 'lane', 'answer'),
    ({ at, end, wanted, top, open, next, byte, class: kind, found, stop, mark, i, floor, lane, answer }) => {
      const isClass = (wantedClass) => i32.eq(kind.get, c32(wantedClass))
      const before = i32.load8(i32.sub(at.get, c32(1)))
      // Of no strings it is nothing that anybody asks for.
      const lastString = i32.load(i32.shl(open.get, c32(2)), STRINGS - 4)
      /** Leaves from `depth` blocks inside the one that ends the function. */
      const leave = (value, depth) => [answer.set(value), branch(depth)]
      const push = (what, depth) => [
        add(top, 1),
        when(i32.geU(top.get, c32(MOST_FRAMES)), leave(c32(TOO_DEEP), depth + 1)),
        i32.store(frame(top.get), what, 4),
        i32.store(frame(top.get), next.get),
        add(next, 1),
      ]
      const markOf = (number) => i32.load(frame(number), 4)
      const cut = (from) => [top.set(i32.sub(from, c32(1))), repeat(open.get, branchIf(1, i32.leU(lastString, top.get)), add(open, -1))]
      const levelsUp = (levels) => i32.load(frame(i32.sub(top.get, levels)))

      // A quoted key stands in a string of its own: "code"; in PHP's dump in a bracket too: ["code"].
      const isQuoted = both(is(before, QUOTE, APOSTROPHE), i32.ne(open.get, c32(0)), i32.eq(lastString, top.get))
      const levels = i.get
      const noteNumber = [
        i.set(isQuoted),
        when(
          both(
            is(i32.load8(i32.sub(i32.sub(at.get, c32(1)), i.get)), 0x5b),
            is(i32.load8(i32.add(i32.shrU(found.get, c32(1)), i.get)), 0x5d),
          ),
          add(i, 1),
        ),
        when(i32.gtU(i.get, top.get), i.set(top.get)),
        i.set(levelsUp(levels)),
        floor.set(cells.numbered.get),
        block(
          when(floor.get, branchIf(1, i32.eq(i32.load(i32.shl(floor.get, c32(2)), NUMBERED - 4), i.get))),
          i32.store(i32.shl(floor.get, c32(2)), i.get, NUMBERED),
          cells.numbered.set(i32.add(floor.get, c32(1))),
        ),
      ]
      const readWord = [
        lane.set(i32.load(at.get)),
        block(
          branchIf(0, i32.eqz(kindOf(i32.or(lane.get, c32(FOLD_ALL))))),
          found.set(call(calls.keyAt, at.get, end.get, wanted.get, i32.or(lane.get, c32(FOLD_ALL)))),
          branchIf(0, i32.eqz(found.get)),
          when(i32.eq(found.get, c32(MAYBE)), leave(at.get, 4)),
          when(
            i32.and(found.get, c32(1)),
            // Where no more can be noted TypeScript does.
            when(i32.geU(cells.numbered.get, c32(MOST_NUMBERED)), leave(at.get, 5)),
            noteNumber,
          ),
          at.set(i32.shrU(found.get, c32(1))),
          branch(2),
        ),
        stop.set(i32.add(at.get, c32(1))),
        whether(
          isClass(LEAD),
          [repeat(i32.eq(classOf(kindAt(stop.get)), c32(TAIL)), add(stop, 1))],
          [
            repeat(isWordAt(stop.get), add(stop, 1)),
            found.set(i32.sub(stop.get, at.get)),
            when(
              both(
                has(wanted.get, CODES),
                i32.geU(found.get, c32(SHORTEST_WORD)),
                i32.leU(found.get, c32(MAX_WORD)),
                any(i32.ltU(i32.sub(byte.get, c32(0x41)), c32(26)), i32.leU(byte.get, c32(0x39))),
                i32.ne(mayBegin(lane.get), c32(0)),
              ),
              // Others begin so too: the same is asked of values.
              i.set(c32(0)),
              mix(i, lane.get),
              when(isDocumented(i.get), when(i32.eqz(call(calls.isDull, at.get, stop.get)), leave(at.get, 6))),
            ),
          ],
        ),
        at.set(stop.get),
        branch(1),
      ]
      const openFrame = [
        push(byte.get, 2),
        // A number, or a status and a word
        when(
          both(is(byte.get, 0x28), has(wanted.get, CODES), ...[1, 2, 3].map((offset) => isDigit(i32.load8(at.get, offset)))),
          leave(at.get, 3),
        ),
        add(at, 1),
        branch(1),
      ]
      const closeFrame = [
        mark.set(i32.sub(byte.get, i32.add(c32(1), i32.ne(byte.get, c32(0x29))))),
        floor.set(c32(0)),
        when(i32.gtU(top.get, c32(MAX_WALK)), floor.set(i32.sub(top.get, c32(MAX_WALK)))),
        when(open.get, when(i32.gtU(lastString, floor.get), floor.set(lastString))),
        i.set(top.get),
        repeat(i32.gtU(i.get, floor.get), when(i32.eq(markOf(i.get), mark.get), cut(i.get), branch(2)), add(i, -1)),
        add(at, 1),
        branch(1),
      ]
      // Goes on to the quote mark where one is escaped.
      const readEscape = [
        stop.set(at.get),
        repeat(is(i32.load8(stop.get), 0x5c), add(stop, 1)),
        byte.set(i32.load8(stop.get)),
        mark.set(i32.or(i32.shl(i32.sub(stop.get, at.get), c32(8)), c32(QUOTE))),
        // \n \r \t between words: the letter belongs to the escape
        at.set(i32.add(stop.get, is(byte.get, 0x6e, 0x72, 0x74))),
        branchIf(1, i32.ne(byte.get, c32(QUOTE))),
      ]
      const isWordBefore = (bytes) => isWordAt(i32.sub(at.get, c32(bytes)))
      // An apostrophe between two letters is one; elsewhere it opens or closes a string.
      const isInWord = both(
        isWordBefore(1),
        isWordAt(at.get, 1),
        // u'…' b'…'
        i32.eqz(both(is(before, 0x75, 0x62), i32.eqz(isWordBefore(2)))),
      )
      const readMark = [mark.set(byte.get), when(is(byte.get, APOSTROPHE), when(isInWord, add(at, 1), branch(3)))]
      const quote = [
        add(at, 1),
        i.set(open.get),
        floor.set(c32(0)),
        when(i32.gtU(open.get, c32(MAX_STRINGS)), floor.set(i32.sub(open.get, c32(MAX_STRINGS)))),
        repeat(
          i32.gtU(i.get, floor.get),
          add(i, -1),
          stop.set(stringAt(i.get)),
          found.set(markOf(stop.get)),
          when(
            i32.eq(i32.and(found.get, c32(0xff)), i32.and(mark.get, c32(0xff))),
            when(i32.eq(found.get, mark.get), cut(stop.get), branch(4)),
            branchIf(2, i32.ltU(found.get, mark.get)),
          ),
        ),
        push(mark.get, 1),
        when(i32.geU(open.get, c32(MOST_STRINGS)), leave(c32(TOO_DEEP), 2)),
        i32.store(i32.shl(open.get, c32(2)), top.get, STRINGS),
        add(open, 1),
        branch(0),
      ]
      return [
        top.set(cells.top.get),
        open.set(cells.open.get),
        next.set(cells.next.get),
        cells.entry.set(c32(0)),
        block(
          loop(
            when(i32.geU(at.get, end.get), leave(end.get, 2)),
            byte.set(i32.load8(at.get)),
            kind.set(classOf(kindAt(at.get))),
            when(i32.eqz(kind.get), add(at, 1), branch(1)),
            when(any(isClass(WORD), isClass(LEAD)), readWord),
            when(isClass(OPEN), openFrame),
            when(isClass(CLOSE), closeFrame),
            whether(isClass(ESCAPE), readEscape, [when(i32.eqz(isClass(QUOTE_MARK)), add(at, 1), branch(2)), readMark]),
            quote,
          ),
        ),
        cells.top.set(top.get),
        cells.open.set(open.get),
        cells.next.set(next.get),
        answer.get,
      ]
    },
  )

export const readingParts = [() => codeBehind, () => isSame, turnedBefore, isDull, keyAt, nextPlace]
