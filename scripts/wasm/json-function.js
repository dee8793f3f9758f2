// Whether a line is one JSON object, and where its last member ends. src/annotate/json.ts says the same in TypeScript, and
// more: what is rare (an object without members, very deep ones, escapes in keys of the outermost object) is left to it.
import { back, block, branch, branchIf, i32, i64, local, loop, repeat, v128, when, whether } from './assembler.js'
import { KINDS } from './layout.js'

export const NO_JSON = 0
export const ASK = -1

const QUOTE = 0x22
const BACKSLASH = 0x5c
const MOST_LEVELS = 60

const KEY = 0
const VALUE = 1
const BEHIND = 2

const c32 = i32.const
const LOCALS = ['at', 'end', 'byte', 'kept', 'depth', 'state', 'insertAt', 'behind', 'escaped', 'mask', 'count', 'levels', 'bytes']
const TYPES = { levels: 'i64', bytes: 'v128' }

/** `record(start, end)`: the line must begin with a brace; nothing beyond its end is looked at. */
export const record = () => {
  const l = Object.fromEntries(LOCALS.map((name, index) => [name, local(index)]))
  const is = (...codes) => codes.map((code) => i32.eq(l.byte.get, c32(code))).reduce((a, b) => i32.or(a, b))
  const step = (by = 1) => l.at.set(i32.add(l.at.get, c32(by)))
  const read = l.byte.set(i32.load8(l.at.get))
  // The byte behind the line is a zero while it is read, and put back whatever is found.
  const answer = (value) => [...i32.store8(l.end.get, l.kept.get), ...back(value)]
  const no = answer(c32(NO_JSON))
  const isDigit = (offset = 0) => i32.eq(i32.load8(i32.load8(l.at.get, offset), KINDS), c32(1))
  // Most members have none.
  const skipBlanks = block(
    read,
    branchIf(0, i32.gtU(l.byte.get, c32(0x20))),
    loop(read, branchIf(1, i32.eqz(is(0x20, 0x09, 0x0a, 0x0d))), step(), branch(0)),
  )
  const skipDigits = repeat(isDigit(), step())
  const isHex = (offset) => {
    const kind = i32.load8(i32.load8(l.at.get, offset), KINDS)
    return i32.and(i32.ne(kind, c32(0)), i32.eqz(i32.and(kind, c32(8 | 16))))
  }

  const skipString = [
    l.escaped.set(c32(0)),
    step(),
    block(
      loop(
        l.bytes.set(v128.load(l.at.get)),
        l.mask.set(
          v128.bitmask(
            v128.or(
              v128.or(v128.eq(l.bytes.get, v128.bytes(QUOTE)), v128.eq(l.bytes.get, v128.bytes(BACKSLASH))),
              v128.ltU(l.bytes.get, v128.bytes(0x20)),
            ),
          ),
        ),
        when(i32.eqz(l.mask.get), step(16), branch(1)),
        l.at.set(i32.add(l.at.get, i32.ctz(l.mask.get))),
        read,
        when(is(QUOTE), step(), branch(2)),
        when(i32.eqz(is(BACKSLASH)), no),
        l.escaped.set(c32(1)),
        l.byte.set(i32.load8(l.at.get, 1)),
        whether(
          is(0x75),
          [when(i32.eqz([isHex(2), isHex(3), isHex(4), isHex(5)].reduce((a, b) => i32.and(a, b))), no), step(6)],
          [when(i32.eqz(is(QUOTE, BACKSLASH, 0x2f, 0x62, 0x66, 0x6e, 0x72, 0x74)), no), step(2)],
        ),
        branch(0),
      ),
    ),
  ]

  const skipNumber = [
    when(is(0x2d), step()),
    when(i32.eqz(isDigit()), no),
    read,
    whether(is(0x30), [step()], [skipDigits]),
    read,
    when(is(0x2e), when(i32.eqz(isDigit(1)), no), step(), skipDigits),
    read,
    when(is(0x65, 0x45), step(), read, when(is(0x2b, 0x2d), step()), when(i32.eqz(isDigit()), no), skipDigits),
  ]

  const word = (text) => [...text].reduceRight((number, character) => (number << 8) | character.charCodeAt(0), 0)
  const skipWord = (text) => [when(i32.ne(i32.load(l.at.get, text.length - 4), c32(word(text.slice(-4)))), no), step(text.length)]

  const open = (bit, closer, inside) => [
    when(i32.geU(l.depth.get, c32(MOST_LEVELS)), answer(c32(ASK))),
    step(),
    skipBlanks,
    whether(
      is(closer),
      // An object without members has no place behind the last one.
      [when(i32.eqz(l.depth.get), answer(c32(ASK))), step()],
      [
        l.depth.set(i32.add(l.depth.get, c32(1))),
        l.levels.set(i64.or(i64.shl(l.levels.get, i64.const(1)), i64.const(bit))),
        l.state.set(c32(inside)),
      ],
    ),
  ]
  const isObject = i32.wrap(i64.and(l.levels.get, i64.const(1)))

  const key = when(
    i32.eq(l.state.get, c32(KEY)),
    read,
    when(i32.eqz(is(QUOTE)), no),
    skipString,
    when(i32.and(l.escaped.get, i32.eq(l.depth.get, c32(1))), answer(c32(ASK))),
    skipBlanks,
    when(i32.eqz(is(0x3a)), no),
    step(),
    skipBlanks,
    l.state.set(c32(VALUE)),
  )

  const value = when(
    i32.eq(l.state.get, c32(VALUE)),
    read,
    l.state.set(c32(BEHIND)),
    block(
      when(is(QUOTE), skipString, branch(1)),
      when(is(0x7b), open(1, 0x7d, KEY), branch(1)),
      when(is(0x5b), open(0, 0x5d, VALUE), branch(1)),
      when(is(0x74), skipWord('true'), branch(1)),
      when(is(0x66), skipWord('false'), branch(1)),
      when(is(0x6e), skipWord('null'), branch(1)),
      skipNumber,
    ),
  )

  const behind = when(
    i32.eq(l.state.get, c32(BEHIND)),
    l.behind.set(l.at.get),
    skipBlanks,
    when(i32.eqz(l.depth.get), when(i32.ne(l.at.get, l.end.get), no), answer(l.insertAt.get)),
    whether(
      i32.or(i32.and(isObject, is(0x7d)), i32.and(i32.eqz(isObject), is(0x5d))),
      [
        when(i32.eq(l.depth.get, c32(1)), l.insertAt.set(l.behind.get)),
        l.depth.set(i32.sub(l.depth.get, c32(1))),
        l.levels.set(i64.shrU(l.levels.get, i64.const(1))),
        step(),
      ],
      [
        when(i32.eqz(is(0x2c)), no),
        step(),
        skipBlanks,
        // 0 is a key, 1 a value.
        l.state.set(i32.eqz(isObject)),
      ],
    ),
  )

  return {
    name: 'record',
    parameters: ['i32', 'i32'],
    results: ['i32'],
    locals: LOCALS.slice(2).map((name) => TYPES[name] ?? 'i32'),
    body: [
      l.kept.set(i32.load8(l.end.get)),
      i32.store8(l.end.get, c32(0)),
      l.state.set(c32(VALUE)),
      loop(key, value, behind, branch(0)),
      c32(ASK),
    ].flat(Number.POSITIVE_INFINITY),
  }
}
