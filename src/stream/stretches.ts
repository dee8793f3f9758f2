import { bodyEnd, LF, lineStart } from './line-ends.ts'

/** A part of a region: whole lines, all of them within the limit, or one line beyond it. */
export type Stretch = { from: number; end: number; isOverlong: boolean }

/**
 * Sets apart the lines of a region that are longer than the limit.
 *
 * @param region ends behind a line end
 * @param limit bytes of a line without its end
 */
export function* stretches(region: Buffer, limit: number): Generator<Stretch> {
  let from = 0
  while (region.length - from > limit) {
    const newline = region.lastIndexOf(LF, from + limit + 1)
    const start = lineStart(region, newline, from)
    const fits = bodyEnd(region, newline) - start <= limit
    const stop = newline < from ? from : fits ? newline + 1 : start
    const isOverlong = stop === from
    const end = isOverlong ? region.indexOf(LF, from) + 1 : stop
    yield { from, end, isOverlong }
    from = end
  }
  if (from < region.length) yield { from, end: region.length, isOverlong: false }
}
