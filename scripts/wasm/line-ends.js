// Line ends, looked for backwards.
import { back, i32, repeat, v128, when } from './assembler.js'
import { add, c32, define, is } from './words.js'

const LF = 0x0a

export const GLOBALS = { passed: ['i32', 0] }

/** One bit for each line end among sixteen bytes. */
export const newlines = (at) => v128.bitmask(v128.eq(v128.load(at), v128.bytes(LF)))

/**
 * `lineBack(from, at, most)` answers the place behind the line end that is so many before a place, at least one; `from` where
 * there are fewer. `linesBack()` answers how many there were.
 */
export const lineEndParts = [
  (kept) =>
    define(
      'lineBack',
      { from: 'i32', at: 'i32', most: 'i32' },
      ['i32'],
      { count: 'i32', mask: 'i32', seen: 'i32' },
      ({ from, at, most, count, mask, seen }) => [
        repeat(
          i32.geU(i32.sub(at.get, from.get), c32(16)),
          add(at, -16),
          mask.set(newlines(at.get)),
          seen.set(i32.popcnt(mask.get)),
          when(
            i32.geU(i32.add(count.get, seen.get), most.get),
            // Of those found here the last ones do not count.
            repeat(
              i32.ltU(i32.add(count.get, c32(1)), most.get),
              mask.set(i32.xor(mask.get, i32.shrU(c32(0x80000000), i32.clz(mask.get)))),
              add(count, 1),
            ),
            kept.passed.set(most.get),
            back(i32.add(at.get, i32.sub(c32(32), i32.clz(mask.get)))),
          ),
          add(count, seen.get),
        ),
        repeat(
          i32.gtU(at.get, from.get),
          when(
            is(i32.load8(i32.sub(at.get, c32(1))), LF),
            add(count, 1),
            kept.passed.set(count.get),
            when(i32.eq(count.get, most.get), back(at.get)),
          ),
          add(at, -1),
        ),
        kept.passed.set(count.get),
        from.get,
      ],
    ),
  (kept) => define('linesBack', {}, ['i32'], {}, () => [kept.passed.get]),
]
