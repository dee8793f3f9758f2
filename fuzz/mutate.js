// Inputs that look like logs, bent in the ways logs are bent: cut, glued, escaped, wrapped, forged.

const BITS = [
  '"code":', '"error_code":31066', '"error_code":40100005', 'code=-177', "u'error_code': 31066", '["code"]=> int(-97)', '<Code>NoSuchKey</Code>',
  'ERROR_CMD_COS_FILE_EXIST', 'NoSuchKey', 'AccessDenied', '404 NoSuchKey', '"error_msg":"file does not exist"', '"request_id":5043891251155860743',
  '"msg":"x"', 'upyun', 'baidu', 'pcs.baidu.com', 'cos', 'x-error-code: 40100005', '=>', '{', '}', '{}', '[]', '[', ']', '"', "'", '\\', '\\"', '\\\\"',
  '\\u0022', '\\u0063ode', '%22', '%63', '%', '%25', '&quot;', '&#34;', '\x1b[31m', ':', ',', ' ', '\t', '\n', '\r', '\r\n', '\n\n', '\0', '\u2028', '\ufeff', '：',
  '"storage_error":{"provider":"upyun"}', '"storage_error":null', '"storage_error.provider":"x"', '"storage\\u005ferror":1', ' storage_error.provider=upyun',
  ' storage_error.provider=upyun storage_error.code=40400001', 'storage_error', '"__proto__":{}', '"constructor":1', '1e400', '-0', '12345678901234567890',
  '"\\ud800"', 'app  | ', '[pod/x/y] ', '@cee:', '2026-11-21T09:52:11.532Z stdout F ', '2026-11-21T09:52:11.532Z stderr P ', 'Nov 21 09:52:11 host app[12]: ',
].map((text) => Buffer.from(text))
const RAW = [Buffer.from([0xff]), Buffer.from([0xc3]), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from([0x80]), Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from([0xef, 0xbc])]
const PREFIXES = ['', '', 'app  | ', '[pod/x/y] ', '@cee:', '\ufeff', '2026-11-21T09:52:11.532Z stdout F ', '2026-11-21T09:52:11.532Z stderr P ', 'Nov 21 09:52:11 host app[12]: ']
const ENDS = ['\n', '\n', '\n', '\n', '\r\n', '\r', '']

const range = (random, bytes) => {
  const from = random.below(bytes.length + 1)
  return [from, Math.min(bytes.length, from + random.below(random.chance(0.8) ? 12 : 200))]
}

const edits = [
  (random, bytes) => {
    const [from, to] = range(random, bytes)
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)])
  },
  (random, bytes) => {
    const at = random.below(bytes.length + 1)
    return Buffer.concat([bytes.subarray(0, at), random.pick(random.chance(0.9) ? BITS : RAW), bytes.subarray(at)])
  },
  (random, bytes) => {
    const [from, to] = range(random, bytes)
    const times = random.chance(0.95) ? 2 : random.below(60)
    return Buffer.concat([bytes.subarray(0, to), ...Array(times).fill(bytes.subarray(from, to)), bytes.subarray(to)])
  },
  (random, bytes) => {
    if (bytes.length === 0) return bytes
    const copy = Buffer.from(bytes)
    copy[random.below(copy.length)] = random.below(256)
    return copy
  },
]

const wraps = [
  (text) => Buffer.from(JSON.stringify({ level: 50, msg: text })),
  (text) => Buffer.from(JSON.stringify({ log: text, stream: 'stderr' })),
  (text) => Buffer.from(JSON.stringify(text)),
  (text) => Buffer.from(`error: ${text} (failed)`),
  (text) => Buffer.from(encodeURIComponent(text.toWellFormed?.() ?? text)),
  (text) => Buffer.from(text.replaceAll('"', '&quot;')),
  (text) => {
    try {
      return Buffer.from(JSON.stringify(JSON.parse(text), null, 2))
    } catch {
      return Buffer.from(text)
    }
  },
]

const oneLine = (random, seeds) => {
  let line = random.chance(0.85) || seeds.texts.length === 0 ? random.pick(seeds.lines) : random.pick(seeds.texts)
  if (random.chance(0.15)) line = random.pick(wraps)(line.toString('utf8'))
  if (random.chance(0.15)) {
    const other = random.pick(seeds.lines)
    line = Buffer.concat([line.subarray(0, random.below(line.length + 1)), other.subarray(random.below(other.length + 1))])
  }
  if (random.chance(0.6)) for (let left = 1 + random.below(4); left > 0; left--) line = random.pick(edits)(random, line)
  return Buffer.concat([Buffer.from(random.pick(PREFIXES)), line, Buffer.from(random.pick(ENDS))])
}

/** One input of a few lines. */
export const makeInput = (random, seeds) => {
  const lines = Array.from({ length: 1 + random.below(random.chance(0.9) ? 5 : 24) }, () => oneLine(random, seeds))
  return Buffer.concat(lines)
}

/** The input in random pieces, some of one byte and some empty. */
export const cutAtRandom = (random, bytes) => {
  const pieces = []
  const longest = random.pick([1, 3, 17, 200, 4000])
  for (let from = 0; from < bytes.length; ) {
    const length = random.below(longest + 1)
    pieces.push(bytes.subarray(from, from + length))
    from += length
  }
  return pieces
}
