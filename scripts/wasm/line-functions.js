// Goes through the lines of a chunk as long as nothing new turns up: a place worth a look, the line round it, its template,
// and what lines with that template get. What is found is noted as events; anything else is handed to TypeScript.
import { back, block, branch, branchIf, call, either, i32, local, loop, repeat, when, whether } from './assembler.js'
import { note } from './insertion-functions.js'
import { NO_JSON } from './json-function.js'
import { INSERTION_OF, LONGEST_KNOWN, MOST_EVENTS, TAILS, VERDICTS } from './layout.js'
import { newlines } from './line-ends.js'

// Verdicts, as in src/stream/known-insertions.ts: nothing is known, the line stays as it is, it is plain, it begins as a JSON object.
const NOTHING = 1
const PLAIN = 2
const OBJECT = 3
const END = -1

const LF = 0x0a
const CR = 0x0d
// Where the line ends that was asked about last.
export const GLOBALS = { askedUntil: ['i32', 0] }

const c32 = i32.const

/** `walk` and `walkOn`: see `walker`. */
export const lineParts = [
  (kept, calls) => walker(kept, calls)('walk', [...kept.askedUntil.set(c32(0)), ...call(calls.start, local(0).get, local(1).get)]),
  (kept, calls) => walker(kept, calls)('walkOn', call(calls.resume)),
]

const NAMES = ['from', 'end', 'hit', 'start', 'stop', 'body', 'number', 'verdict', 'insertAt', 'mask', 'isPlain', 'which', 'tail']

/**
 * `walk(from, end)` answers the first place that TypeScript has to look at, or -1; the bytes end with a line end, and a
 * line begins at `from`. `walkOn(from, end)` goes on behind a place that was nothing; it looks for nothing before `from`.
 */
const walker = (kept, calls) => {
  const l = Object.fromEntries(NAMES.map((name, index) => [name, local(index)]))
  const set = (variable, by) => variable.set(i32.add(variable.get, c32(by)))

  const findStart = [
    l.start.set(l.hit.get),
    block(
      loop(
        when(
          i32.leU(i32.add(l.from.get, c32(16)), l.start.get),
          l.mask.set(newlines(i32.sub(l.start.get, c32(16)))),
          when(l.mask.get, l.start.set(i32.sub(i32.add(l.start.get, c32(16)), i32.clz(l.mask.get))), branch(3)),
          set(l.start, -16),
          branch(1),
        ),
      ),
    ),
  ]
  // Fewer than sixteen bytes are left before the place, or a line end was found.
  const findStartClosely = repeat(
    i32.gtU(l.start.get, l.from.get),
    branchIf(1, i32.eq(i32.load8(i32.sub(l.start.get, c32(1))), c32(LF))),
    set(l.start, -1),
  )
  const findStop = [
    l.stop.set(l.hit.get),
    block(loop(l.mask.set(newlines(l.stop.get)), branchIf(1, l.mask.get), set(l.stop, 16), branch(0))),
    l.stop.set(i32.add(l.stop.get, i32.ctz(l.mask.get))),
    l.body.set(l.stop.get),
    when(i32.gtU(l.stop.get, l.start.get), when(i32.eq(i32.load8(i32.sub(l.stop.get, c32(1))), c32(CR)), set(l.body, -1))),
  ]

  // One more than its number; zero where there is none yet.
  const insertion = i32.load(i32.shl(i32.add(i32.shl(l.number.get, c32(1)), l.isPlain.get), c32(2)), INSERTION_OF)
  const ask = back(l.hit.get)
  const moveOn = l.from.set(i32.add(l.stop.get, c32(1)))
  const isOneOf = (...verdicts) => verdicts.map((verdict) => i32.eq(l.verdict.get, c32(verdict))).reduce((a, b) => i32.or(a, b))

  /** Whatever is not settled is asked about. */
  const settle = [
    l.verdict.set(c32(0)),
    when(i32.geU(c32(0x7fffffff), l.number.get), l.verdict.set(i32.load8(l.number.get, VERDICTS))),
    whether(
      isOneOf(NOTHING),
      [moveOn],
      [
        when(i32.eqz(isOneOf(PLAIN, OBJECT)), ask),
        l.isPlain.set(c32(1)),
        l.insertAt.set(l.body.get),
        when(
          isOneOf(OBJECT),
          l.tail.set(either(c32(0), i32.load8(l.number.get, TAILS), kept.zeros.get)),
          whether(
            l.tail.get,
            [l.insertAt.set(i32.sub(l.body.get, l.tail.get)), l.isPlain.set(c32(0))],
            [
              l.insertAt.set(call(calls.record, l.start.get, l.body.get)),
              when(i32.eq(l.insertAt.get, c32(-1)), ask),
              whether(i32.eq(l.insertAt.get, c32(NO_JSON)), [l.insertAt.set(l.body.get)], [l.isPlain.set(c32(0))]),
            ],
          ),
        ),
        l.which.set(insertion),
        when(i32.eqz(l.which.get), ask),
        // The last place is left for what TypeScript finds in the line it is asked about.
        when(i32.geU(kept.events.get, c32(MOST_EVENTS - 1)), ask),
        note(kept, l.insertAt.get, i32.sub(l.which.get, c32(1))),
        moveOn,
      ],
    ),
  ]

  return (name, first) => ({
    name,
    parameters: ['from', 'end'].map(() => 'i32'),
    results: ['i32'],
    locals: NAMES.slice(2).map(() => 'i32'),
    body: [
      l.hit.set(first),
      loop(
        when(i32.eq(l.hit.get, c32(END)), back(c32(END))),
        when(i32.eqz(call(calls.mayStand, l.hit.get, l.end.get)), l.hit.set(call(calls.resume)), branch(1)),
        // Each line is gone through once, however many places it has to ask about.
        when(i32.ltU(l.hit.get, kept.askedUntil.get), ask),
        findStart,
        findStartClosely,
        findStop,
        kept.askedUntil.set(l.stop.get),
        when(i32.gtU(i32.sub(l.body.get, l.start.get), c32(LONGEST_KNOWN)), ask),
        l.number.set(call(calls.template, l.start.get, l.body.get)),
        settle,
        when(i32.geU(l.from.get, l.end.get), back(c32(END))),
        l.hit.set(call(calls.skip, l.from.get)),
        branch(0),
      ),
      c32(END),
    ].flat(Number.POSITIVE_INFINITY),
  })
}
