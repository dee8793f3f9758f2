import { expect, test } from 'vitest'
import { createDecoder } from '../../src/index.ts'

// Lines whose template has to keep more than the words that a table knows: what stands there is judged by its form, by its
// place, or by how much of it there is.

const decoder = createDecoder({ context: 0 })
const escaped = (text: string): string => JSON.stringify(text).slice(1, -1)
const session = '1198a452-53e8-4167-501b-b80eaf54c2c2'
const upyun = '{"msg":"zqrt","code":40499999,"id":"11e4a729d24943409933a5e8314cd32e"}'

test.each([
  ['a string with its length before it', 'zqrt: array(2) { ["error_code"]=> string(5) "31999" ["error_msg"]=> string(4) "zqrt" }', 'baidu-pcs', '31999'],
  ['a status before a name', 'bcebos.com 412 RequestExpired', 'baidu-bos', 'RequestExpired'],
  ['an address in memory', 'beast: 0x7424d7c7f1cd: 10.0.0.7 "PUT /b/k HTTP/1.1" 403 NoSuchBucketPolicy', 'ceph-rgw', 'NoSuchBucketPolicy'],
  ['an id behind a word', 'InvalidDigestException: zqrt (txn: tx7128a6bbd52621-be86ade4ff)', 'openstack-swift', 'InvalidDigest'],
  ['line ends as escapes', `errcode: 15049\\nsessionid: ${session}\\nerrmsg: zqrt`, 'ucloud-us3', '15049'],
  ['quotes as escapes', `{\\u0022errcode\\u0022:15049,\\u0022sessionid\\u0022:\\u0022${session}\\u0022,\\u0022errmsg\\u0022:1}`, 'ucloud-us3', '15049'],
  ['percent-encoding', `%7B%22errcode%22%3A15049%2C%22sessionid%22%3A%22${session}%22%2C%22errmsg%22%3A1%7D`, 'ucloud-us3', '15049'],
  ['percent-encoding twice', `%2522errcode%2522%253A15049%252C%2522sessionid%2522%253A%2522${session}%2522%252C%2522errmsg%2522%253A1`, 'ucloud-us3', '15049'],
  ['line ends as escapes, percent-encoded', `errcode%3A%2015049%5Cnsessionid%3A%20${session}%5Cr%5Cnerrmsg%3A%201`, 'ucloud-us3', '15049'],
  ['a status before a name, percent-encoded', '412%20RequestExpired%20bcebos.com', 'baidu-bos', 'RequestExpired'],
  ['colours', `\x1b[36merrcode=\x1b[0m15049 \x1b[36msessionid=\x1b[0m${session} \x1b[36merrmsg=\x1b[0mzqrt`, 'ucloud-us3', '15049'],
  ['entities escaped twice', '{&amp;quot;error_code&amp;quot;:31999,&amp;quot;error_msg&amp;quot;:&amp;quot;zqrt&amp;quot;}', 'baidu-pcs', '31999'],
  ['four strings in each other', [1, 2, 3, 4].reduce((text) => `{"m":"${escaped(text)}"}`, upyun), 'upyun', '40499999'],
  ['a version in a path', 'GET https://zqrt/rest/2.0/xpan/file errno=31999', 'baidu-netdisk', '31999'],
  ['slashes in an id', "{'code': 'access_denied', 'request_id': '7c47b1968ee9aded', 'host_id': 'jSn//bpg3rqdqCrY5lR'} X-Bz-", 'backblaze-b2', 'access_denied'],
  ['an id as a float', 'map[msg:文件父目录不存在 error_code:3.6102e+04 request_id:6.74426224529134e+14]', 'baidu-pcs', '36102'],
  ['a name with digits and a suffix', 'minio: XAmzContentSHA256MismatchException: zqrt', 'minio', 'XAmzContentSHA256Mismatch'],
  ['a status behind its symbol', 'cos-go-sdk HTTP_FILE_NOTEXIST: 612', 'tencent-cos', '612'],
  ['a version in a message', 'MissingSecurityElement: The SOAP 1.1 request is missing a security element.', 's3-compatible', 'MissingSecurityElement'],
  ['a path-like list in a message', 'qnssl.com status 403 403: ExpUser can only upload image/audio/video/plaintext', 'qiniu', '403'],
  ['a word in quotes in a message', '错误码 31403, error_message: no "records" in request', 'baidu-pcs', '31403'],
  ['a range in a message', '{"errorcode":40300016,"error":"content-secret only accept [a-zA-Z0-9]"}', 'upyun', '40300016'],
])('%s', (_, line, provider, code) => {
  expect(decoder.decode(line)).toMatchObject({ provider, code })
}) // biome-ignore format: a line each

test.each([
  's3_errors_total{code="NoSuchKey",op="GetObject"} 1.234567e+06',
  's3_errors_total{code="NoSuchKey",op="GetObject"} 1.0E7',
  's3_errors_total{code="NoSuchKey",op="GetObject"} 2.5E-4 1700000000',
  'zqrtErrors5m{code="NoSuchKey",op="GetObject"} 42',
])('a sample of a metric reports nothing, however its number is written: %s', (line) => {
  expect(decoder.decode(line)).toBeUndefined()
})
