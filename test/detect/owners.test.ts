import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createDecoder } from '../../src/index.ts'

const decoder = createDecoder({ context: 0 })

const wordsOf = (id: string): string[] =>
  JSON.parse(readFileSync(new URL(`../../data/providers/${id}.json`, import.meta.url), 'utf8'))
    .codes.map(({ code }: { code: string }) => code)
    .filter((code: string) => /^[A-Z][A-Za-z]+$/.test(code))

const HOSTS: [owner: string, host: string][] = [
  ['aws-s3', 'media.s3.eu-west-1.amazonaws.com'],
  ['gcs', 'storage.googleapis.com'],
  ['aliyun-oss', 'media.oss-cn-hangzhou.aliyuncs.com'],
  ['huawei-obs', 'media.obs.cn-north-4.myhuaweicloud.com'],
  ['tencent-cos', 'media-1250000000.cos.ap-beijing.myqcloud.com'],
  ['baidu-bos', 'media.bj.bcebos.com'],
  ['kingsoft-ks3', 'media.ks3-cn-beijing.ksyuncs.com'],
  ['volcengine-tos', 'media.tos-s3-cn-beijing.volces.com'],
  ['jdcloud-oss', 's3.cn-north-1.jdcloud-oss.com'],
  ['qiniu', 's3-cn-east-1.qiniucs.com'],
  ['ucloud-us3', 's3-cn-bj.ufileos.com'],
  ['upyun', 's3.api.upyun.com'],
  ['cloudflare-r2', 'account.r2.cloudflarestorage.com'],
  ['backblaze-b2', 's3.us-west-002.backblazeb2.com'],
]

describe.each(HOSTS)('the words of S3 at a host of %s', (owner, host) => {
  test.each(['s3-compatible', 'aws-s3'])('never become another owner’s: those of %s', (table) => {
    const owners = wordsOf(table).flatMap((word) => [
      decoder.decode(`PUT https://${host}/b/k 400 <Error><Code>${word}</Code><Message>text</Message></Error>`)?.provider,
      decoder.decode(`upload to https://${host}/b/k failed: ${word}: text`)?.provider,
    ])
    expect(owners).toContain(owner)
    expect(owners.filter((found) => found !== undefined && found !== owner)).toEqual([])
  })
})

test('a number is no word of the family: its evidence does not prove one', () => {
  expect(decoder.decode("PutObject: {'status': 404, 'reason': 'Not Found'}")).toBeUndefined()
  expect(decoder.decode('PutObject failed code=-5997')).toBeUndefined()
})
