// Names of files and hosts have any number of parts, and requests one method or another: neither says anything about codes.
import { i32, i64, when } from './assembler.js'
import { BLANK, PART } from './gaps.js'
import { FORMED, KEY, LEADS, LOWER } from './template-words.js'
import { add, both, c32, has, is, not } from './words.js'

export const LONGEST_COUNTER = 2
const LONGEST_EXTENSION = 2
export const METHODS = ['GET', 'PUT', 'POST', 'HEAD', 'PATCH', 'DELETE', 'OPTIONS']
export const LONGEST_METHOD = 7

const ascii = (text) => [...text].reduceRight((number, character) => (number << 8n) | BigInt(character.charCodeAt(0)), 0n)

/** @param l the places of the values that `template` works with */
export const names = (l) => {
  /** Whether the run stands right behind a name that was replaced, joined to it; `others`: what else must hold. */
  const findPart = (...others) => [
    l.isPart.set(c32(0)),
    when(i32.and(l.behind.get, c32(PART)), l.isPart.set(both(i32.eq(l.start.get, i32.add(l.nameEnd.get, c32(1))), ...others))),
  ]
  const isCounter = both(l.all.get, i32.leU(l.size.get, c32(LONGEST_COUNTER)), is(l.before.get, 0x2d))
  const isPlain = not(i32.and(l.marks.get, c32(KEY | FORMED | LEADS)))
  const isExtension = both(is(l.before.get, 0x2e), has(l.kind.get, LOWER), i32.leU(l.size.get, c32(LONGEST_EXTENSION)))
  /** The part and what joins it to the name are left out: all before them has been taken over. */
  const leaveOut = [l.copied.set(l.stop.get), l.nameEnd.set(l.stop.get)]

  const mayBeMethod = both(
    is(l.next.get, 0x20),
    i32.ltU(i32.add(l.stop.get, c32(1)), l.end.get),
    i32.leU(l.size.get, c32(LONGEST_METHOD)),
    is(i32.load8(l.stop.get, 1), 0x2f),
  )
  const exact = i64.and(i64.load(l.start.get), i64.sub(i64.shl(i64.const(1), i64.extend(i32.shl(l.size.get, c32(3)))), i64.const(1)))
  const isMethod = METHODS.map((method) => i64.eq(l.last.get, i64.const(ascii(method)))).reduce((a, b) => i32.or(a, b))
  /** Writes one for all of them; `replace` takes over what stands before, `leave` goes on behind the replacement. */
  const replaceMethod = (replace, leave) =>
    when(
      i32.and(l.ahead.get, c32(BLANK)),
      when(mayBeMethod, l.last.set(exact), when(isMethod, replace([i32.store(l.out.get, c32(ascii('GET'))), add(l.out, c32(3))]), leave)),
    )

  return { findPart, isCounter, isPlain, isExtension, leaveOut, replaceMethod }
}
