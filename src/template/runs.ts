// What runs of word bytes are made of, and what stands around them.

import { DIGIT, KIND, UPPER } from '../scan/bytes.ts'

export const isWordByte = (c: number | undefined): boolean => c !== undefined && KIND[c] !== 0

/** What stands before a name may be its status: 507 NoSuchKey, 507%20NoSuchKey */
export const isBeforeName = (bytes: Uint8Array, end: number, length: number): boolean => {
  if (end + 1 >= length) return false
  const behind = bytes[end + 1] as number
  return bytes[end] === 0x20 ? ((KIND[behind] as number) & UPPER) !== 0 : bytes[end] === 0x25 && behind === 0x32
}

const METHODS = ['GET', 'PUT', 'POST', 'HEAD', 'PATCH', 'DELETE', 'OPTIONS'].map((method) => Buffer.from(method))

/** The method of a request: any of them is the same to a code. */
export const isMethod = (bytes: Uint8Array, start: number, end: number, length: number): boolean =>
  end + 1 < length &&
  bytes[end] === 0x20 &&
  bytes[end + 1] === 0x2f &&
  METHODS.some((method) => method.length === end - start && method.every((c, i) => bytes[start + i] === c))

const isDigit = (c: number | undefined): boolean => c !== undefined && KIND[c] === DIGIT
const isPoint = (c: number | undefined): boolean => c === 0x2e || c === 0x3a || c === 0x2d // . : -

/** Part of a time, an address or a version. What is written against letters is none (v1.0, Z0-9), nor is /2.0/ in a path. */
export const isPartOfNumber = (bytes: Uint8Array, start: number, end: number): boolean => {
  const before = bytes[start - 1]
  const isDigitAlone = end - start === 1
  const isMilliseconds = before === 0x2c && bytes[start - 4] === 0x3a // 10:20:30,404
  if ((isPoint(before) || isMilliseconds) && isDigit(bytes[start - 2])) {
    const first = bytes[start - 3]
    return isDigit(first) || (!isWordByte(first) && !(isDigitAlone && first === 0x2f && bytes[end] === 0x2f))
  }
  return isPoint(bytes[end]) && isDigit(bytes[end + 1]) && !(isDigitAlone && before === 0x2f && bytes[end + 2] === 0x2f)
}

export const kindsOf = (bytes: Uint8Array, start: number, end: number): number => {
  let kinds = 0
  for (let at = start; at < end; at++) kinds |= KIND[bytes[at] as number] as number
  return kinds
}

const isEscapeLetter = (c: number | undefined): boolean => c === 0x6e || c === 0x72 || c === 0x74 // n r t

/** Where a run begins that an escape is written against: \ncode, \u0022code, %22code, %2522code, ESC [31mcode. */
export const behindEscape = (bytes: Uint8Array, start: number, end: number): number => {
  const before = bytes[start - 1]
  let at = start
  if (before === 0x25) {
    at += 2
    while (bytes[at - 2] === 0x32 && bytes[at - 1] === 0x35 && at < end && isDigit(bytes[at])) at += 2
    if (bytes[at - 2] === 0x35 && ((bytes[at - 1] as number) | 0x20) === 0x63 && isEscapeLetter(bytes[at])) at++ // %5Cn
  } else if (before === 0x5c) {
    if (isEscapeLetter(bytes[at])) at++
    else if (bytes[at] === 0x75) at += 5
  } else if (before === 0x3b || (before === 0x5b && bytes[start - 2] === 0x1b)) {
    while (at < end && isDigit(bytes[at])) at++
    if (before === 0x5b || (at > start && bytes[at] === 0x6d)) at++
    else at = start
  }
  return Math.min(at, end)
}

/** The name of an HTML entity, or its number: &quot; &#34; &amp;quot; */
export const isEntity = (bytes: Uint8Array, start: number): boolean => {
  const at = bytes[start - 1] === 0x23 ? start - 2 : start - 1
  return bytes[at] === 0x26 || (bytes[at] === 0x3b && bytes[at - 1] === 0x70 && bytes[at - 4] === 0x26)
}

const LONGEST_COUNT = 56

/** What stands for a number with a letter as databases and metrics write it: 12i, 12u, 1e+06, 1.0E7 */
export const unitOf = (bytes: Uint8Array, start: number, size: number, before: number, next: number): string | undefined => {
  if (size > LONGEST_COUNT) return undefined
  let place = 0
  while (place < size && isDigit(bytes[start + place])) place++
  const unit = bytes[start + place] as number
  for (let at = place + 1; at < size; at++) if (!isDigit(bytes[start + at])) return undefined
  const isExponent = unit === 0x65 || unit === 0x45 // e E
  if (place < size - 1) return isExponent && before === 0x2e ? '7e7' : undefined
  if (isExponent) return (next === 0x2b || next === 0x2d) && before !== 0x2d ? '7e' : undefined
  return unit === 0x69 ? '7i' : unit === 0x75 ? '7u' : undefined
}
