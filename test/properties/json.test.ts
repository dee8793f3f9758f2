import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readJson } from '../../src/annotate/json.ts'

const isParsed = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const isAccepted = (text: string): boolean => readJson(Buffer.from(text).toString('latin1'), 0, 's', () => false) !== undefined

/** JSON with a few characters taken out, put in or changed: near enough to be refused for small reasons. */
const nearJson = fc
  .tuple(
    fc.json(),
    fc.array(fc.tuple(fc.nat(), fc.nat(2), fc.constantFrom(...'{}[]",:\\/ \t\r\n0123456789+-.eEutrfalsn\0\x1f\x7fé\u2028'))),
  )
  .map(([text, edits]) => {
    let bent = text
    for (const [where, drop, put] of edits.slice(0, 3)) {
      const at = where % (bent.length + 1)
      bent = bent.slice(0, at) + put + bent.slice(at + drop)
    }
    return bent
  })

test('the JSON reader accepts what JSON.parse accepts and nothing else', () => {
  fc.assert(
    fc.property(nearJson, (text) => isAccepted(text) === isParsed(text)),
    { numRuns: 20_000 },
  )
})

test('a member put where the reader says is a member of the object', () => {
  const property = fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom('', ' ', '\t\r'), (members, blank) => {
    const text = JSON.stringify(members).replace(/\}$/, `${blank}}`)
    const line = Buffer.from(text).toString('latin1')
    const read = readJson(line, 0, 's', () => false)
    expect(read?.isObject).toBe(true)
    const at = read?.insertAt ?? -1
    const decorated = JSON.parse(`${line.slice(0, at)}${read?.isEmpty ? '' : ','}"\\u0000ours":1${line.slice(at)}`) as Record<
      string,
      unknown
    >
    const { '\0ours': ours, ...others } = decorated
    expect(ours).toBe(1)
    expect(others).toEqual(JSON.parse(line))
  })
  fc.assert(property)
})
