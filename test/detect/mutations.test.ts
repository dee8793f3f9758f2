import { describe, expect, test } from 'vitest'
import { createDecoder } from '../../src/index.ts'

// Each body in each prefix and each escaping; cut at each byte; with its number swapped for a neighbour's.

const BODIES = [
  ['baidu-pcs', '31066', '{"error_code":31066,"error_msg":"file does not exist","request_id":5043891251155860743}'],
  ['upyun', '40100005', '{"msg":"signature error","code":40100005,"id":"11e4a729d24943409933a5e8314cd32e"}'],
  ['tencent-cos', '-177', '{"code":-177,"message":"ERROR_CMD_COS_FILE_EXIST","request_id":"NTk1OGIwZDFfY2RhMzNiXzQ2YzhfODc4ODM5"}'],
  [
    's3-compatible',
    'NoSuchKey',
    '<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><RequestId>4VB9X3WDM1RHZK2T</RequestId></Error>',
  ],
] as const

const PREFIXES = {
  none: '',
  syslog: '<134>Nov 21 07:37:33 app-01 uploader[4711]: ',
  'container runtime': '2026-11-21T07:37:33.232123456Z stderr F ',
  compose: 'web_1  | ',
  kubectl: '[pod/api-7d4f/app] ',
  logback: '2026-11-21 07:37:33,232 [http-nio-8080-exec-3] ERROR c.e.Uploader - ',
  nginx: '2026/11/21 07:37:33 [error] 31066#31066: *40100005 upstream said ',
  klog: 'E1121 07:37:33.232123   31066 uploader.go:177] ',
  'progress bar': ' 42% [=====>      ] 40.1 MB/s ',
  colours: '\x1b[31mERROR\x1b[0m ',
  chinese: '上传失败：',
}

const escaped = (text: string): string => JSON.stringify(text).slice(1, -1)

const ESCAPINGS: Record<string, (body: string) => string> = {
  'as it is': (body) => body,
  'escaped once': (body) => `{"log":"${escaped(body)}"}`,
  'escaped twice': (body) => `{"log":"${escaped(`{"m":"${escaped(body)}"}`)}"}`,
  'escaped three times': (body) => `{"log":"${escaped(`{"m":"${escaped(`{"n":"${escaped(body)}"}`)}"}`)}"}`,
  'as HTML': (body) => body.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  'percent-encoded': (body) => encodeURIComponent(body),
  "by Go's encoder": (body) => `{"m":"${escaped(body).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e')}"}`,
  'with colours between': (body) => body.replaceAll(':', '\x1b[0m:\x1b[33m'),
  'in single quotes': (body) => body.replaceAll('"', "'"),
}

const decoder = createDecoder({ context: 0 })
const decode = (line: string) => decoder.decode(line)

describe.each(BODIES)('%s %s', (provider, code, body) => {
  describe.each(Object.entries(PREFIXES))('behind the prefix: %s', (_, prefix) => {
    test.each(Object.entries(ESCAPINGS))('%s', (_name, wrap) => {
      expect(decode(prefix + wrap(body))).toMatchObject({ provider, code })
    })
  })

  test('cut at each byte it is decoded right or not at all', () => {
    for (const wrap of Object.values(ESCAPINGS)) {
      const line = wrap(body)
      for (let end = 0; end <= line.length; end++) {
        const match = decode(line.slice(0, end))
        // A number cut short may be another one only where the provider has proven itself, and then it is not in the line.
        if (match !== undefined) expect(match, line.slice(0, end)).toMatchObject({ provider, code })
      }
    }
  })
})

test('a number swapped for a neighbour is decoded as the neighbour or not at all', () => {
  for (const [provider, code, body] of BODIES) {
    if (code === 'NoSuchKey') continue
    for (const other of [Number(code) + 1, Number(code) - 1, Number(code) * 10, 0, 1, 404]) {
      const match = decode(body.replace(code, String(other)))
      if (match !== undefined) expect(match).toMatchObject({ provider, code: String(other) })
      expect(match?.also).toBeUndefined()
    }
  }
})
