// Whether a key or a sign of the catalog stands at a place, as `#lookUp` in src/detect/reader.ts says it.
import { back, block, branch, branchIf, call, i32, loop, repeat, v128, when } from './assembler.js'
import { READING } from './layout.js'
import {
  CODES,
  cells,
  ENTRY_BYTES,
  entries,
  FIELDS,
  FORM_BYTES,
  forms,
  HAS_SIGNS,
  IS_FIELD,
  IS_KEY,
  IS_OWNED,
  isWordAt,
  kindOf,
  LONGER,
  LONGEST_FORM,
  lists,
  longListOf,
  SHORT,
  SIGNS,
  shortListOf,
} from './reading-tables.js'
import { MAYBE, NUMBER } from './reading-values.js'
import { add, any, both, c32, define, has, is } from './words.js'

const typed = (...names) => Object.fromEntries(names.map((name) => [name, 'i32']))
const look = back(c32(MAYBE))

/**
 * Whether a key or a sign stands at a place: zero; -1, TypeScript has to look, at a key where `cells.entry` says which; else it
 * is a key, behind which nothing is, and the answer is twice the place behind it, and one more where that is a number.
 */
export const keyAt = (_, calls) =>
  define(
    'keyAt',
    typed('at', 'end', 'wanted', 'lane'),
    ['i32'],
    { ...typed('kind', 'short', 'list', 'left', 'entry', 'stop', 'flags', 'text', 'i', 'found', 'same', 'size', 'keyed'), bytes: 'v128' },
    ({ at, end, wanted, lane, kind, short, list, left, entry, stop, flags, text, i, found, same, size, keyed, bytes }) => {
      const before = i32.load8(i32.sub(at.get, c32(1)))
      /** Leaves where other bytes stand here, in any case of letters; sixteen at a time. */
      const isOther = [
        i.set(at.get),
        loop(
          bytes.set(v128.load(i.get)),
          bytes.set(v128.or(bytes.get, v128.and(v128.ltU(v128.addBytes(bytes.get, v128.bytes(0xbf)), v128.bytes(26)), v128.bytes(0x20)))),
          same.set(v128.bitmask(v128.eq(bytes.get, v128.load(text.get)))),
          // Those behind the literal count as the same.
          size.set(i32.sub(stop.get, i.get)),
          when(i32.ltU(size.get, c32(16)), same.set(i32.or(same.get, i32.shl(c32(-1), size.get)))),
          branchIf(1, i32.ne(i32.and(same.get, c32(0xffff)), c32(0xffff))),
          add(i, 16),
          add(text, 16),
          branchIf(0, i32.ltU(i.get, stop.get)),
        ),
      ]
      // As in the reader: `code` is no whole key in `status-code`, `codes`, `code-page`, `code.name`.
      const isWholeKey = both(
        i32.ne(before, c32(0x2d)),
        i32.eqz(isWordAt(stop.get)),
        i32.ne(i32.load8(stop.get), c32(0x2d)),
        i32.eqz(both(is(i32.load8(stop.get), 0x2e), isWordAt(stop.get, 1))),
      )
      const formsAt = i32.add(forms, i32.mul(i32.load16(entry.get, 2), c32(FORM_BYTES * (LONGEST_FORM + 1))))
      const keyNumber = i32.add(i32.load16(list.get), c32(1))
      const lookBehind = [
        found.set(i32.shl(stop.get, c32(1))),
        when(both(has(flags.get, IS_FIELD), has(wanted.get, FIELDS)), keyed.set(keyNumber), branch(2)),
        when(
          both(has(flags.get, IS_OWNED), has(wanted.get, CODES)),
          i.set(call(calls.turnedBefore, at.get, stop.get, end.get)),
          when(
            i32.eqz(i.get),
            i.set(call(calls.codeBehind, stop.get, end.get, formsAt, is(before, 0x3c))),
            when(i32.eq(i.get, c32(MAYBE)), keyed.set(keyNumber), branch(3)),
          ),
          found.set(i32.or(found.get, i32.and(i.get, c32(NUMBER)))),
        ),
      ]
      const lookAt = block(
        stop.set(i32.add(at.get, i32.load8(entry.get))),
        branchIf(0, i32.gtU(stop.get, end.get)),
        text.set(i32.add(i32.load(entry.get, 4), c32(READING))),
        isOther,
        flags.set(i32.load8(entry.get, 1)),
        when(both(has(flags.get, HAS_SIGNS), has(wanted.get, SIGNS)), look),
        // The longest literal comes first: "error code" is a key of its own, not "error".
        branchIf(0, any(found.get, i32.eqz(has(flags.get, IS_KEY)))),
        when(isWholeKey, lookBehind),
      )
      return [
        kind.set(kindOf(lane.get)),
        when(has(kind.get, SHORT), short.set(shortListOf(lane.get))),
        when(has(kind.get, LONGER), list.set(longListOf(lane.get))),
        loop(
          when(
            list.get,
            list.set(i32.add(lists, i32.shl(list.get, c32(1)))),
            left.set(i32.load16(list.get)),
            repeat(
              left.get,
              add(list, 2),
              entry.set(i32.add(entries, i32.mul(i32.load16(list.get), c32(ENTRY_BYTES)))),
              lookAt,
              add(left, -1),
            ),
          ),
          list.set(short.get),
          short.set(c32(0)),
          branchIf(0, list.get),
        ),
        when(keyed.get, cells.entry.set(keyed.get), look),
        found.get,
      ]
    },
  )
