// What is put into lines: it is noted as events, counted, and put in place.
import { call, i32, memory, repeat, v128, whether } from './assembler.js'
import { COUNTS, EVENTS, OUT, PLACES } from './layout.js'
import { add, c32, define } from './words.js'

/** Of a longer stretch the engine's own way of copying is faster. */
const LONGEST_COPIED = 512

const eightfold = (number) => i32.shl(number, c32(3))
const eventAt = (event, offset) => i32.load(eightfold(event.get), EVENTS + offset)

/** Notes what is put in at a place. */
export const note = (kept, at, which) => [
  i32.store(eightfold(kept.events.get), at, EVENTS),
  i32.store(eightfold(kept.events.get), which, EVENTS + 4),
  add(kept.events, 1),
]

/** `account()` counts each insertion noted that is among those at hand, and answers how long they are together. */
const account = (kept) =>
  define('account', {}, ['i32'], { event: 'i32', number: 'i32', length: 'i32' }, ({ event, number, length }) => {
    const counted = i32.shl(number.get, c32(2))
    const isAtHand = i32.geU(c32(0x7fffffff), number.get)
    return [
      repeat(
        i32.ltU(event.get, kept.events.get),
        number.set(eventAt(event, 4)),
        whether(
          isAtHand,
          [
            i32.store(counted, i32.add(i32.load(counted, COUNTS), c32(1)), COUNTS),
            add(length, i32.load(eightfold(number.get), PLACES + 4)),
          ],
          [],
        ),
        add(event, 1),
      ),
      length.get,
    ]
  })

/** `put(to, from, length)` copies, and up to 16 bytes more; answers the place behind. */
const put = define('put', { to: 'i32', from: 'i32', length: 'i32' }, ['i32'], { end: 'i32' }, ({ to, from, length, end }) => [
  end.set(i32.add(to.get, length.get)),
  whether(
    i32.gtU(length.get, c32(LONGEST_COPIED)),
    [memory.copy(to.get, from.get, length.get)],
    [repeat(i32.ltU(to.get, end.get), v128.store(to.get, v128.load(from.get)), add(to, 16), add(from, 16))],
  ),
  end.get,
])

/** `compose(from, end)` writes the bytes with all insertions in place to OUT; answers how many there are. */
const compose = (kept, calls) =>
  define(
    'compose',
    { from: 'i32', end: 'i32' },
    ['i32'],
    { event: 'i32', out: 'i32', place: 'i32' },
    ({ from, end, event, out, place }) => {
      const putUntil = (until) => [out.set(call(calls.put, out.get, from.get, i32.sub(until, from.get))), from.set(until)]
      return [
        out.set(c32(OUT)),
        repeat(
          i32.ltU(event.get, kept.events.get),
          putUntil(eventAt(event, 0)),
          place.set(eightfold(eventAt(event, 4))),
          out.set(call(calls.put, out.get, i32.load(place.get, PLACES), i32.load(place.get, PLACES + 4))),
          add(event, 1),
        ),
        putUntil(end.get),
        i32.sub(out.get, c32(OUT)),
      ]
    },
  )

export const GLOBALS = { events: ['i32', 0] }

export const insertionParts = [
  () => put,
  account,
  (kept) => define('eventCount', {}, ['i32'], {}, () => [kept.events.get]),
  (kept) => define('clearEvents', {}, [], {}, () => [kept.events.set(c32(0))]),
  // An event that TypeScript found.
  (kept) => define('addEvent', { at: 'i32', which: 'i32' }, [], {}, ({ at, which }) => note(kept, at.get, which.get)),
  compose,
]
