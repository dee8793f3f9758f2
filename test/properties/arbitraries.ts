import fc from 'fast-check'
import { BAIDU, ORDINARY, PLAIN, PRETTY, UPYUN } from '../helpers/lines.ts'

const BODY = BAIDU.slice(1, -1)

/** Pieces that mean something to some part of the code. */
const piece = fc.constantFrom(
  BODY,
  BAIDU,
  UPYUN,
  PLAIN,
  ORDINARY,
  ...PRETTY.split('\n'),
  '"error_code":31066',
  'error_code=31061 ',
  'code: -177, ',
  '{',
  '}',
  '[',
  ']',
  '"',
  '\\',
  '\\"',
  ',',
  ':',
  ' ',
  '\t',
  '\r',
  '\0',
  '\u2028',
  '\ufeff',
  '=>',
  '&quot;',
  '%22',
  '\\u0022',
  '\x1b[31m',
  'ERROR_CMD_COS_FILE_EXIST',
  'pcs.baidu.com',
  'v0.api.upyun.com',
  'app  | ',
  '@cee:',
  '[pod/x/y] ',
  '2026-01-02T03:04:05Z stdout F ',
  '2026-01-02T03:04:05Z stdout P ',
  '"storage_error":{}',
  '"storage_error.code":1',
  ' storage_error.provider=upyun',
  '"__proto__":1,',
  '1e400',
  '-0',
  '\\ud800',
)

const noise = fc.string({ unit: 'binary', maxLength: 12 })

/** A JSON object as a line, with a body that is decoded or without. */
const objectLine = fc
  .tuple(
    fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 }),
    fc.constantFrom('', BODY, UPYUN.slice(1, -1)),
  )
  .map(([members, body]) => {
    const text = JSON.stringify(members)
    return body === '' ? text : `${text.slice(0, -1)}${text === '{}' ? '' : ','}${body}}`
  })

const line = fc.oneof(
  { weight: 3, arbitrary: fc.array(fc.oneof({ weight: 4, arbitrary: piece }, noise), { maxLength: 6 }).map((parts) => parts.join('')) },
  { weight: 3, arbitrary: objectLine },
  { weight: 1, arbitrary: fc.constant(PRETTY) },
)
const end = fc.constantFrom('\n', '\n', '\n', '\r\n', '\r', '')

/** A few lines as text. */
export const logText: fc.Arbitrary<string> = fc.array(fc.tuple(line, end), { maxLength: 8 }).map((lines) => lines.flat().join(''))

/** A few lines as bytes, some of them no UTF-8. */
export const logBytes: fc.Arbitrary<Buffer> = fc
  .tuple(logText, fc.array(fc.tuple(fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 3 })), { maxLength: 2 }))
  .map(([text, wounds]) => {
    let bytes = Buffer.from(text)
    for (const [where, wound] of wounds) {
      const at = bytes.length === 0 ? 0 : where % bytes.length
      bytes = Buffer.concat([bytes.subarray(0, at), wound, bytes.subarray(at)])
    }
    return bytes
  })

export { objectLine }
