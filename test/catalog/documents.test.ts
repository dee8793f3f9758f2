import { describe, expect, test } from 'vitest'
import { meaningsOf, providerFile } from './provider-files.ts'
import { allRows, DOCUMENTS, type DocumentRow } from './read-documents.ts'

const files = Object.fromEntries(['baidu-pcs', 'upyun', 'tencent-cos'].map((id) => [id, providerFile(id)]))

const rowOf = ({ provider, code }: DocumentRow) => files[provider]?.codes.find((row) => row.code === code)

// Words of an editor to himself: the document prints them, the catalog keeps them in its sources only.
const isDraft = (text: string): boolean => text.includes('这里需要改下') || text === '跟art再确认'

test.each([
  ['baidu-pcs', 67],
  ['upyun-current', 254],
  ['upyun-legacy', 167],
  ['tencent-cos', 288],
  ['tencent-cos-backend', 201],
])('the document %s is read whole: %i rows', (document, count) => {
  expect(DOCUMENTS[document]?.()).toHaveLength(count)
})

describe.each(Object.keys(DOCUMENTS))('every row of %s', (document) => {
  const rows = DOCUMENTS[document]?.() ?? []

  test('stands in the catalog, verbatim and once', () => {
    for (const row of rows) {
      const meanings = meaningsOf(rowOf(row) ?? expect.fail(`no row for ${row.code}`))
      const sources = meanings
        .flatMap((meaning) => meaning.sources)
        .filter((source) => source.document === document && source.row === row.row)
      expect(sources, `${row.code}, row ${row.row}`).toHaveLength(1)
      expect(sources[0]?.text?.trim(), `${row.code}, row ${row.row}`).toBe(row.line.trim())
    }
  })

  test('keeps its status, symbol and texts', () => {
    for (const row of rows) {
      const catalogued = rowOf(row)
      const meaning = meaningsOf(catalogued ?? expect.fail(`no row for ${row.code}`)).find((candidate) =>
        candidate.sources.some((source) => source.document === document && source.row === row.row),
      )
      if (row.status !== undefined) expect(meaning?.http_status, row.line).toBe(row.status)
      if (row.symbol !== undefined) expect([meaning?.symbol, ...(meaning?.aliases ?? [])], row.line).toContain(row.symbol)
      const known = [...(meaning?.wire ?? []), ...(meaning?.texts ?? [])].map((text) => text.trim())
      for (const text of row.texts) if (!isDraft(text)) expect(known, row.line).toContain(text.trim())
    }
  })
})

test('a number printed for several rows keeps a symbol that the document prints', () => {
  const bySymbol = allRows().filter((row) => row.symbol !== undefined)
  for (const row of bySymbol) {
    const symbols = meaningsOf(rowOf(row) ?? expect.fail(`no row for ${row.code}`)).flatMap((meaning) => [
      meaning.symbol,
      ...(meaning.aliases ?? []),
    ])
    expect(symbols, row.line).toContain(row.symbol)
  }
})

test('no code of the three providers is without a source, and every source names a document of the file', () => {
  for (const file of Object.values(files)) {
    for (const row of file.codes) {
      for (const meaning of meaningsOf(row)) {
        expect(meaning.sources.length, `${file.id} ${row.code}`).toBeGreaterThan(0)
        for (const source of meaning.sources) expect(Object.keys(file.documents), `${file.id} ${row.code}`).toContain(source.document)
      }
    }
  }
})

test('no source row is invented: each numbered one is a row of its document', () => {
  const lines = new Map(allRows().map((row) => [`${row.document} ${row.row}`, row]))
  for (const file of Object.values(files)) {
    for (const row of file.codes) {
      for (const { document, row: number } of meaningsOf(row).flatMap((meaning) => meaning.sources)) {
        if (number !== undefined) expect(lines.get(`${document} ${number}`)?.code, `${document} ${number}`).toBe(row.code)
      }
    }
  }
})

test('draft notes of an editor never reach a description', () => {
  for (const code of ['-66', '-29066']) {
    const row = files['tencent-cos']?.codes.find((candidate) => candidate.code === code)
    for (const meaning of meaningsOf(row ?? expect.fail(code))) {
      expect(JSON.stringify([meaning.description, meaning.action, meaning.texts])).not.toMatch(/art|需要改下/)
    }
  }
})
