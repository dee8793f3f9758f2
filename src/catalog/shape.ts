const CLASSES: Record<string, string> = {
  digit: '[0-9]',
  hex: '[0-9a-f]',
  HEX: '[0-9A-F]',
  xdigit: '[0-9a-fA-F]',
  alnum: '[0-9A-Za-z]',
  upper: '[0-9A-Z]',
  word: '[0-9A-Za-z_]',
  label: '[0-9A-Za-z-]',
  base64: '[0-9A-Za-z+/=_-]',
  any: '[^]',
  // Not hexadecimal throughout: what tells a random id from the digest another service puts in its place.
  upperNotHex: '(?=[0-9A-F]{0,64}[G-Z])[0-9A-Z]',
  base64NotHex: '(?=[0-9a-f]{0,64}[A-Zg-z+/])[0-9A-Za-z+/=]',
}

const MAX_COUNT = 256

/** Says whether a value has a form. */
export type Shape = (value: string) => boolean

const CLASS = /<(\w+):(\d+)(?:-(\d+))?>/g

const source = (template: string): string => {
  let pattern = ''
  let from = 0
  for (const match of template.matchAll(CLASS)) {
    const [whole, name, low, high = low] = match
    const set = Object.hasOwn(CLASSES, name as string) ? CLASSES[name as string] : undefined
    if (set === undefined) throw new RangeError(`unknown class <${name}> in the shape "${template}"`)
    if (Number(high) > MAX_COUNT) throw new RangeError(`count above ${MAX_COUNT} in the shape "${template}"`)
    if (Number(low) > Number(high)) throw new RangeError(`counts the wrong way round in the shape "${template}"`)
    const quantified = set.replace(/\[[^\]]*\]$/, `$&{${low},${high}}`)
    pattern += literal(template.slice(from, match.index)) + quantified
    from = match.index + whole.length
    if (low !== high && !isDelimited(set, template.slice(from))) {
      throw new RangeError(`a class of variable count needs a character behind it that it does not hold, in the shape "${template}"`)
    }
  }
  return pattern + literal(template.slice(from))
}

/**
 * Whether a class can end in one place only. Where two classes could share the characters between them in many ways,
 * trying all of them would take time without bound.
 */
const isDelimited = (set: string, behind: string): boolean => {
  if (behind === '') return true
  if (behind.startsWith('<')) return false
  return !new RegExp(set.slice(set.lastIndexOf('[')), 'i').test(behind.charAt(0))
}

const literal = (text: string): string => {
  if (text.includes('<')) throw new RangeError(`a class is written <name:count>, found "${text}"`)
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}

/**
 * Compiles a form such as `31<digit:3>` or `<hex:8>-<hex:4>`: literal characters and classes with a count, matched
 * whole. `*` is any value; `base64(…)` is the base64 of a form. A bounded form cannot be made to run for long, as a
 * regular expression of a user's own could.
 *
 * @throws RangeError when the form cannot be read
 */
export const compileShape = (template: string): Shape => {
  if (template === '*') return () => true
  const inner = /^base64\((.*)\)$/.exec(template)
  if (inner !== null) {
    const decoded = new RegExp(`^${source(inner[1] as string)}$`)
    return (value) => /^[0-9A-Za-z+/_-]{8,256}={0,2}$/.test(value) && decoded.test(Buffer.from(value, 'base64').toString('latin1'))
  }
  const pattern = new RegExp(`^${source(template)}$`)
  return (value) => pattern.test(value)
}

/** The same, of a form known to be good; compiled when a value is first compared with it, which most forms never are. */
export const shapeOf = (template: string): Shape => {
  let shape: Shape | undefined
  return (value) => {
    shape ??= compileShape(template)
    return shape(value)
  }
}

/**
 * What can be said of a form without trying it: how long values of it may be, with which bytes they begin, and which may come
 * second; undefined where that is open.
 */
export type Bounds = { low: number; high: number; firsts: number[]; seconds: number[] | undefined }

/** The bounds of a form; undefined where anything may have it. */
export const boundsOf = (template: string): Bounds | undefined => {
  if (template === '*' || template.startsWith('base64(')) return undefined
  const classes = [...template.matchAll(CLASS)]
  const first = classes[0]?.index === 0 ? classes[0] : undefined
  // A class that may be empty leaves open what comes first.
  if (template === '' || first?.[2] === '0') return undefined
  let low = template.replace(CLASS, '').length
  let high = low
  for (const [, , least, most = least] of classes) {
    low += Number(least)
    high += Number(most)
  }
  const firsts = first === undefined ? [template.charCodeAt(0)] : bytesIn(first)
  return { low, high, firsts, seconds: secondsOf(template, classes) }
}

/** The bytes that may come second, where that is a matter of one character or one class. */
const secondsOf = (template: string, [first]: readonly RegExpExecArray[]): number[] | undefined => {
  if (first === undefined || first.index > 1) return template.length > 1 ? [template.charCodeAt(1)] : []
  const [, , least] = first
  return Number(least) + first.index > 1 ? bytesIn(first) : undefined
}

/** The bytes that a class holds. */
const bytesIn = ([, name]: RegExpExecArray): number[] => {
  const set = CLASSES[name as string] as string
  const one = new RegExp(`^${set.slice(set.lastIndexOf('['))}$`)
  return Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => one.test(String.fromCharCode(byte)))
}

/** The same form as a sticky search, for the part of a sign behind its literal beginning. */
export const compileTail = (template: string): RegExp => new RegExp(source(template), 'iy')
