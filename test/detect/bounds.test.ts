import { describe, expect, test } from 'vitest'
import { openCatalog } from '../../src/catalog/catalog.ts'
import { Detector } from '../../src/detect/detector.ts'

const detector = new Detector({ catalog: openCatalog(), context: 0 })

describe('a line that repeats itself', () => {
  test.each([
    ['a word behind a key', 'code=NoSuchKey msg=a ', 'NoSuchKey'],
    ['a number behind a key', 'code=40100005 msg=a ', '40100005'],
    ['a class name', 'NoSuchKey: ', 'NoSuchKey'],
    ['an element', '<Code>NoSuchKey</Code>', 'NoSuchKey'],
  ])('is weighed a few times, not each time: %s', (_, unit, code) => {
    const weighed = detector.explain(unit.repeat(5000))
    expect(weighed.length).toBeGreaterThan(0)
    expect(weighed.length).toBeLessThan(20)
    expect(new Set(weighed.map((anchor) => anchor.code))).toEqual(new Set([code]))
  })

  test('of many different codes all count, up to a bound', () => {
    const codes = [31021, 31022, 31023, 31024, 31041, 31042, 31043, 31044, 31045, 31046, 31061, 31062, 31063, 31064, 31065, 31066]
    const line = codes.map((code) => `{"error_code":${code},"error_msg":"x","request_id":1}`).join(' ')
    expect(new Set(detector.explain(line).map(({ code }) => code))).toEqual(new Set(codes.map(String)))
    expect(detector.explain(`${line} `.repeat(100)).length).toBeLessThanOrEqual(96)
  })

  test('a code among thousands of fields is still known by those beside it', () => {
    const filler = '"msg":"x",'.repeat(300)
    const line = `{${filler}"code":40100005,"msg":"signature error","id":"07f3ba78cd54b008655004b98f33964e",${filler}"end":1}`
    expect(detector.detect(line)).toMatchObject([{ provider: 'upyun', code: '40100005' }])
  })

  // Of thirty of a kind each is looked at, of five hundred most are not.
  const fillers = [
    'code=200 ',
    '"code":4,',
    'code=OK. ',
    '<Code>5</Code>',
    'code: 404 msg: a ',
    'if code NoSuchKey then ',
    'rescue NoSuchKey ',
  ]
  const tails = [
    '{"code":40100005,"msg":"signature error","id":"07f3ba78cd54b008655004b98f33964e"}',
    'code=NoSuchKey RequestId=4442587FB7D0A2F9 HostId=oss-cn-hangzhou.aliyuncs.com',
    'NoSuchKey: The specified key does not exist. (Service: Amazon S3; Status Code: 404; Error Code: NoSuchKey; Request ID: 4442587FB7D0A2F9)',
    '<Error><Code>NoSuchBucket</Code><BucketName>b</BucketName><RequestId>4442587FB7D0A2F9</RequestId></Error>',
    '{"code":4,"message":"ERROR_CMD_COS_FILE_EXIST"} {"code":-177,"message":"ERROR_CMD_COS_FILE_EXIST"}',
    'code=200 code=NoSuchKey',
    'botocore.errorfactory.NoSuchBucket: An error occurred when calling the PutObject operation',
    'Aws::S3::Errors::NoSuchTag: The TagSet does not exist',
    'code=2000 msg="file or directory not found" code=40400001',
  ]
  const cases = fillers.flatMap((filler) => tails.map((tail) => [filler, tail] as const))
  test.each(cases)('what was turned away many times hides nothing behind it: %s … %s', (filler, tail) => {
    const foundBehind = (times: number) =>
      detector.detect(`${filler.repeat(times)}${tail}`).map(({ provider, code }) => `${provider} ${code}`)
    expect(foundBehind(500)).toEqual(foundBehind(30))
  })
})
