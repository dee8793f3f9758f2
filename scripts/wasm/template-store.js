// Known templates: each has a number, under which TypeScript keeps what lines with it get.
import { back, block, branch, branchIf, i32, i64, loop, repeat, v128, when } from './assembler.js'
import { DOOR, DOOR_BITS, INDEX, INDEX_BITS, MOST_TEMPLATES, STORE, STORE_END, TEMPLATE } from './layout.js'
import { add, any, c32, define } from './words.js'

/** templates are compared so many bytes at a time, and kept with zeros up to there */
const STEP = 32

/** What a caller is told of a line whose template has no number. */
const UNKNOWN = -1

// How many templates are known, where the store ends, how many lines had one of them, and of the template at hand its length
// and hash, and whether its line holds what may be a number that begins with zeros.
export const GLOBALS = { count: ['i32', 0], top: ['i32', STORE], hits: ['i32', 0], made: ['i32', 0], mixed: ['i64', 0], zeros: ['i32', 0] }

const firstSlot = (mix) => i32.wrap(i64.shrU(mix, i64.const(64 - INDEX_BITS)))
const nextSlot = (slot) => i32.and(i32.add(slot, c32(1)), c32((1 << INDEX_BITS) - 1))

/** Marks one of the two bits of the template at hand at the door; `seen` stays odd where it was marked before. */
const knock = (l, bits) => [
  l.slot.set(i32.and(bits, c32((1 << DOOR_BITS) - 1))),
  l.door.set(i32.shrU(l.slot.get, c32(3))),
  l.slot.set(i32.and(l.slot.get, c32(7))),
  l.marks.set(i32.load8(l.door.get, DOOR)),
  l.seen.set(i32.and(l.seen.get, i32.shrU(l.marks.get, l.slot.get))),
  i32.store8(l.door.get, i32.or(l.marks.get, i32.shl(c32(1), l.slot.get)), DOOR),
]

/**
 * Remembers the template at hand under the next number. When half the room is taken it must have been at the door before:
 * most templates that are met once then are never met again. Answers -1 when it was not, and -2 when there is no more room.
 */
const remember = (kept) => {
  const locals = { slot: 'i32', place: 'i32', from: 'i32', size: 'i32', door: 'i32', marks: 'i32', seen: 'i32' }
  return define('remember', {}, ['i32'], locals, (l) => {
    return [
      l.seen.set(c32(1)),
      knock(l, i32.wrap(kept.mixed.get)),
      knock(l, i32.wrap(i64.shrU(kept.mixed.get, i64.const(DOOR_BITS)))),
      when(i32.geU(kept.count.get, c32(MOST_TEMPLATES / 2)), when(i32.eqz(i32.and(l.seen.get, c32(1))), back(c32(-1)))),
      l.place.set(kept.top.get),
      l.size.set(i32.and(i32.add(kept.made.get, c32(STEP - 1)), c32(-STEP))),
      when(
        any(i32.geU(kept.count.get, c32(MOST_TEMPLATES)), i32.gtU(i32.add(i32.add(l.place.get, c32(16)), l.size.get), c32(STORE_END))),
        back(c32(-2)),
      ),
      i64.store(l.place.get, kept.mixed.get),
      i32.store(l.place.get, kept.made.get, 8),
      i32.store(l.place.get, kept.count.get, 12),
      repeat(
        i32.ltU(l.from.get, l.size.get),
        v128.store(i32.add(l.place.get, l.from.get), v128.load(l.from.get, TEMPLATE), 16),
        add(l.from, 16),
      ),
      kept.top.set(i32.add(i32.add(l.place.get, c32(16)), l.size.get)),
      l.slot.set(firstSlot(kept.mixed.get)),
      repeat(i32.ne(i32.load(i32.shl(l.slot.get, c32(2)), INDEX), c32(0)), l.slot.set(nextSlot(l.slot.get))),
      i32.store(i32.shl(l.slot.get, c32(2)), l.place.get, INDEX),
      kept.count.set(i32.add(kept.count.get, c32(1))),
      i32.sub(kept.count.get, c32(1)),
    ]
  })
}

/** Forgets all templates. */
const forget = (kept) =>
  define('forget', {}, [], { from: 'i32' }, (l) => [
    repeat(i32.ltU(l.from.get, c32(4 << INDEX_BITS)), v128.store(l.from.get, v128.bytes(0), INDEX), add(l.from, 16)),
    l.from.set(c32(0)),
    repeat(i32.ltU(l.from.get, c32(1 << (DOOR_BITS - 3))), v128.store(l.from.get, v128.bytes(0), DOOR), add(l.from, 16)),
    kept.count.set(c32(0)),
    kept.top.set(c32(STORE)),
    kept.tracks.set(c32(0)),
  ])

const hits = (kept) => define('hits', {}, ['i32'], {}, () => [kept.hits.get])

const templateLength = (kept) => define('templateLength', {}, ['i32'], {}, () => [kept.made.get])

export const storeParts = [remember, forget, hits, templateLength]

/** Hashes the template at hand: there are zeros behind it, as many as the longest step may take. */
export const hashTemplate = (l, kept) => {
  const mixIn = (offset) => [
    l.mix.set(i64.mul(i64.xor(l.mix.get, i64.load(l.from.get, offset)), i64.const(0x9e3779b97f4a7c15n))),
    l.mix.set(i64.xor(l.mix.get, i64.shrU(l.mix.get, i64.const(29)))),
  ]
  return [
    l.size.set(i32.sub(l.out.get, c32(TEMPLATE))),
    v128.store(l.out.get, v128.bytes(0)),
    v128.store(l.out.get, v128.bytes(0), 16),
    l.mix.set(i64.extend(l.size.get)),
    l.from.set(c32(TEMPLATE)),
    repeat(i32.ltU(l.from.get, l.out.get), mixIn(0), mixIn(8), add(l.from, 16)),
    kept.made.set(l.size.get),
    kept.mixed.set(l.mix.get),
  ]
}

const isSame = (l, different) => {
  const isEqual = (offset) => v128.eq(v128.load(i32.add(l.place.get, l.from.get), 16 + offset), v128.load(l.from.get, TEMPLATE + offset))
  return [
    l.from.set(c32(0)),
    repeat(
      i32.ltU(l.from.get, l.size.get),
      branchIf(different + 2, i32.ne(v128.bitmask(v128.and(isEqual(0), isEqual(16))), c32(0xffff))),
      add(l.from, STEP),
    ),
  ]
}

/** Finds the number of the template at hand. */
export const find = (l, kept) => [
  l.hash.set(firstSlot(l.mix.get)),
  loop(
    block(
      l.place.set(i32.load(i32.shl(l.hash.get, c32(2)), INDEX)),
      when(i32.eqz(l.place.get), back(c32(UNKNOWN))),
      branchIf(0, i64.ne(i64.load(l.place.get), l.mix.get)),
      branchIf(0, i32.ne(i32.load(l.place.get, 8), l.size.get)),
      isSame(l, 0),
      add(kept.hits, 1),
      back(i32.load(l.place.get, 12)),
    ),
    l.hash.set(nextSlot(l.hash.get)),
    branch(0),
  ),
  c32(UNKNOWN),
]
