import { describe, expect, test } from 'vitest'
import { createDecoder } from '../../src/index.ts'

const decoder = createDecoder({ context: 0 })

describe('where a code stands', () => {
  test.each([
    ['as the whole message of a failure', 'put failed: NoSuchBucket', 's3-compatible', 'NoSuchBucket'],
    ['behind an Error without a name', 'Error: NoSuchUpload', 's3-compatible', 'NoSuchUpload'],
    [
      'as the message of a record',
      '{"level":"error","message":"put failed: NoSuchBucket","timestamp":"2026-11-21T07:36:04.294Z"}',
      's3-compatible',
      'NoSuchBucket',
    ],
    [
      'before the first sentence of its message',
      'sync: SignatureDoesNotMatch: The request signature we calculated does not match the signature you provided.',
      's3-compatible',
      'SignatureDoesNotMatch',
    ],
    ['at the end of a field', 'err="googleapi: Error 404: No such object: a/b, notFound" component=store', 'gcs', 'notFound'],
    ['as a weak word, with the service named', 'ERROR oss call failed: UserDisable', 'aliyun-oss', 'UserDisable'],
    ['before the message that the AWS SDK makes up', 'head failed: NotFound: UnknownError', 's3-compatible', 'NotFound'],
    ['behind a status in brackets', 'B2 bucket vault: Failed to list: expired (401 bad_auth_token)', 'backblaze-b2', 'bad_auth_token'],
    [
      'at the end, in brackets',
      'low level retry 1/10 (error googleapi: Error 429: Rate limit, rateLimitExceeded)',
      'gcs',
      'rateLimitExceeded',
    ],
    [
      'with a status that only one service sends',
      'Failed to copy: googleapi: Error 403: User rate limit exceeded, userRateLimitExceeded',
      'google-drive',
      'userRateLimitExceeded',
    ],
    [
      'under the client’s key',
      "PutObject API responded with error='AccessDenied', message='Access Denied'",
      's3-compatible',
      'AccessDenied',
    ],
    [
      'under the client’s heading',
      'RESPONSE 404: 404 The specified container does not exist.\\nERROR CODE: ContainerNotFound',
      'azure-blob',
      'ContainerNotFound',
    ],
  ])('%s', (_, line, provider, code) => {
    expect(decoder.decode(line)).toMatchObject({ provider, code })
  })
})

describe('where it is only spoken of', () => {
  test.each([
    ['an everyday word as the whole message', 'Upload failed: QuotaExceeded'],
    ['a list of words', 'retried on SlowDown, InternalError, NoSuchBucket'],
    ['a weak word without its service', 'login failed: UserDisable'],
    ['a row of a table', '-97 ERROR_PROXY_AUTH_FAILED 非法签名'],
    ['a row with bars', '| -97 | ERROR_PROXY_AUTH_FAILED | 非法签名 |'],
    ['a composite literal', 'ErrStorageFull: { Code: "XMinioStorageFull",'],
    ['a line of one', '\t\tCode:           "XMinioStorageFull",'],
    ['an assertion', 'to raise_error(Aws::S3::Errors::NoSuchKey)'],
    ['a list', '* -177: ERROR_CMD_COS_FILE_EXIST'],
    ['a table of messages', "  NoSuchKey: 'The specified key does not exist.',"],
    ['a rule of a monitor', 'expr: rate(errors{code="NoSuchKey"}[5m]) > 1'],
    ['a sentence under the key', '{"code":"NoSuchKey is ignored","msg":"boot"}'],
    ['another domain that begins alike', 'login at 115.com.example failed, code: 990001'],
    ['a statement', '    raise ClientError({"Error": {"Code": "NoSuchKey"}}, "GetObject")'],
    ['an assignment', 'ERROR_CMD_COS_FILE_EXIST = -177,'],
    ['a query', "SELECT * FROM audit WHERE error_code = 'NoSuchKey' AND n > 1"],
    ['a sample in line protocol', 'upload.errors,code=NoSuchBucket,host=a value=3i 1712000000000000000'],
    ['a request for another Google service', 'googleapi: Error 404: Not found: Dataset acme:events, notFound'],
  ])('%s', (_, line) => {
    expect(decoder.decode(line)).toBeUndefined()
  })

  test.each([
    ['what Rust prints', 'S3Error { code: "NoSuchBucket", message: "The specified bucket does not exist" }'],
    ['what JavaScript prints', "{ Code: 'NoSuchBucket', Message: 'The specified bucket does not exist' }"],
    ['a symbol behind the name of a program', 'cos: -97 ERROR_PROXY_AUTH_FAILED'],
  ])('unlike %s', (_, line) => {
    expect(decoder.decode(line)).toBeDefined()
  })
})

test('bypy names itself in a line before, or by the form of its lines', () => {
  const after = (before: string) => {
    const detector = createDecoder()
    detector.decode(before)
    return detector.decode('Error 31062')
  }
  expect(after('bypy syncup . / True')).toMatchObject({ provider: 'baidu-pcs', code: '31062' })
  expect(after('<E> [12:20:02] ----------------')).toMatchObject({ provider: 'baidu-pcs', code: '31062' })
  expect(after('make: *** [all]')).toBeUndefined()
})

test('what stands round a code over several lines names its owner too', () => {
  const decodeAll = (lines: string[]) => {
    const detector = createDecoder()
    return lines.map((line) => detector.decode(line)).filter((match) => match !== undefined)
  }
  // a client that prints the id of the answer as a field of its own, on a line behind the code
  expect(
    decodeAll([
      'stat failed: S3Error: Not Found',
      '    at Object.parseResponseError (/srv/app/node_modules/minio/dist/main/internal/xml-parser.js:118:13) {',
      "  code: 'NotFound',",
      "  amzRequestid: '17A1F3E2B5C6D7E8',",
    ]),
  ).toMatchObject([{ provider: 'minio', code: 'NotFound' }])
  // the AWS SDK for Go puts the ids on the second line; only S3 has a host id
  expect(
    decodeAll([
      'ERROR : 1 errors and: PreconditionFailed: Precondition Failed',
      '\tstatus code: 412, request id: 4VB9X3WDM1RHZK2T, host id: kT0gq8mC6FvLZr3p=',
    ]),
  ).toMatchObject([{ provider: 's3-compatible', code: 'PreconditionFailed' }])
  expect(decodeAll(['failed: UnauthorizedOperation: not authorized', '\tstatus code: 403, request id: 17A5'])).toEqual([])
})
