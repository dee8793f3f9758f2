import { describe, expect, test } from 'vitest'
import { openCatalog } from '../../src/catalog/catalog.ts'
import { checkProviderFile } from '../../src/catalog/check.ts'
import type { Text } from '../../src/catalog/types.ts'
import { meaningsOf, providerFiles } from './provider-files.ts'

const IDS = `baidu-pcs baidu-netdisk baidu-bos upyun tencent-cos qiniu aliyun-oss aliyun-drive huawei-obs kingsoft-ks3 volcengine-tos
ucloud-us3 jdcloud-oss 115-drive aws-s3 minio ceph-rgw cloudflare-r2 backblaze-b2 azure-blob azure-file azure-queue gcs openstack-swift
dropbox onedrive google-drive box s3-compatible`.split(/\s+/)

const files = providerFiles()
const categories = openCatalog().categories

test('there is a file for every provider, and no other', () => {
  expect(files.map(({ id }) => id).sort()).toEqual([...IDS].sort())
})

describe.each(files.map((file) => [file.id, file] as const))('%s', (_, file) => {
  const texts = file.codes.flatMap((row) =>
    meaningsOf(row).flatMap((meaning): [string, string, Text][] => [
      [row.code, 'description', meaning.description],
      ...(meaning.action === undefined ? [] : [[row.code, 'action', meaning.action] as [string, string, Text]]),
    ]),
  )

  test('has the form of the schema, known documents, single codes, reasons for exceptions', () => {
    expect(checkProviderFile(file)).toEqual([])
  })

  test('states severity and retryable only where they differ from the category', () => {
    for (const row of file.codes) {
      for (const meaning of meaningsOf(row)) {
        const rule = categories[meaning.category]
        if (meaning.severity !== undefined) expect(meaning.severity, row.code).not.toBe(rule.severity)
        if (meaning.retryable !== undefined) expect(meaning.retryable, row.code).not.toBe(rule.retryable)
      }
    }
  })

  test('writes descriptions without and actions with a full stop', () => {
    for (const [code, kind, { en, zh }] of texts) {
      expect(/[.。]$/.test(en), `${code} ${kind}: ${en}`).toBe(kind === 'action')
      expect(/[.。]$/.test(zh), `${code} ${kind}: ${zh}`).toBe(kind === 'action')
    }
  })

  test('writes Chinese in Chinese and English in English', () => {
    for (const [code, kind, { en, zh }] of texts) {
      expect(zh, `${code} ${kind}`).toMatch(/[\u4e00-\u9fff]/)
      expect(en, `${code} ${kind}`).not.toMatch(/[\u4e00-\u9fff]/)
    }
  })

  test('no description only repeats the code or the symbol', () => {
    for (const row of file.codes) {
      for (const { description, symbol = row.code } of meaningsOf(row)) {
        const bare = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '')
        expect(bare(description.en), row.code).not.toBe(bare(symbol))
        expect(description.en, row.code).not.toMatch(/^error(?: code)? -?\d+/i)
      }
    }
  })

  test('no action only says to check the parameters', () => {
    for (const [code, kind, { en }] of texts) {
      if (kind === 'action') expect(en, code).not.toMatch(/^(?:please )?(?:check|verify) (?:the |your )?(?:request )?parameters?\.$/i)
    }
  })

  test('related codes exist', () => {
    const codes = new Set(file.codes.map((row) => row.code))
    for (const row of file.codes) for (const other of row.related ?? []) expect(codes.has(other), `${row.code} names ${other}`).toBe(true)
  })

  test('names a family that exists', () => {
    if (file.family !== undefined) expect(IDS).toContain(file.family)
  })
})
