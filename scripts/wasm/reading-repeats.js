// What src/detect/repeats.ts knows of things that a line holds over and over.
import { back, call, i32, i64, repeat, when } from './assembler.js'
import { READ, REPEATS } from './layout.js'
import { add, any, c32, define, is } from './words.js'

const SLOTS = 8
const SLOT_BYTES = 16
const WORDS = SLOTS * SLOT_BYTES
const LENGTH = 4
const IS_NUMBER = 8

const no = back(c32(0))
const firstBits = (bytes) => i64.sub(i64.shl(i64.const(1), i64.extend(i32.shl(bytes, c32(3)))), i64.const(1))

/** Whether so many bytes are the same at two places. */
export const isSame = define('isSame', { a: 'i32', b: 'i32', length: 'i32' }, ['i32'], {}, ({ a, b, length }) => {
  const difference = i64.xor(i64.load(a.get), i64.load(b.get))
  return [
    repeat(i32.geU(length.get, c32(8)), when(i64.ne(difference, i64.const(0)), no), add(a, 8), add(b, 8), add(length, -8)),
    i64.eqz(i64.and(difference, firstBits(length.get))),
  ]
})

const slotOf = (length) => i32.add(c32(REPEATS), i32.shl(i32.and(length, c32(SLOTS - 1)), c32(Math.log2(SLOT_BYTES))))

/** Whether the value of a key from `at` to `stop` was turned away before: zero, or 2, or 3 where it is a number. */
export const turnedBefore = (_, calls) =>
  define('turnedBefore', { at: 'i32', stop: 'i32', end: 'i32' }, ['i32'], { slot: 'i32', length: 'i32' }, (l) => {
    const { at, stop, end, slot, length } = l
    return [
      slot.set(slotOf(i32.sub(stop.get, at.get))),
      length.set(i32.load(slot.get, LENGTH)),
      when(any(i32.eqz(length.get), i32.gtU(i32.add(at.get, length.get), end.get)), no),
      // The byte before the key counts.
      when(
        i32.eqz(call(calls.isSame, i32.add(i32.load(slot.get), c32(READ - 1)), i32.sub(at.get, c32(1)), i32.add(length.get, c32(1)))),
        no,
      ),
      i32.or(c32(2), i32.load(slot.get, IS_NUMBER)),
    ]
  })

/** Whether a word from `at` to `stop` was passed over often. */
export const isDull = (_, calls) =>
  define('isDull', { at: 'i32', stop: 'i32' }, ['i32'], { slot: 'i32', length: 'i32' }, ({ at, stop, slot, length }) => [
    length.set(i32.sub(stop.get, at.get)),
    slot.set(slotOf(length.get)),
    when(any(i32.ne(i32.load(slot.get, WORDS + LENGTH), length.get), is(i32.load8(stop.get), 0x2e)), no),
    call(calls.isSame, i32.add(i32.load(slot.get, WORDS), c32(READ)), at.get, length.get),
  ])
