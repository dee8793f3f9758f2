// Reads the five source documents as a person would: row by row, each in its own layout. Nothing of the catalog is used.
import { readFileSync } from 'node:fs'

export type DocumentRow = {
  document: string
  provider: string
  /** 1-based among the rows of its document */
  row: number
  code: string
  status?: number
  symbol?: string
  /** the document's texts for the row, as printed */
  texts: string[]
  /** the line as printed */
  line: string
}

const linesOf = (file: string): string[] => readFileSync(new URL(`../../data/sources/${file}`, import.meta.url), 'utf8').split('\n')

const numbered = (rows: Omit<DocumentRow, 'row'>[]): DocumentRow[] => rows.map((row, i) => ({ ...row, row: i + 1 }))

/** | 400 | 31023 | param error | 输入参数错误 |, where a last cell may hold pipes of its own */
const baiduPcs = (): DocumentRow[] =>
  numbered(
    linesOf('baidu-pcs.md').flatMap((line) => {
      const cells = line.split(' | ')
      const status = Number(cells[0]?.replace('| ', ''))
      if (!Number.isInteger(status) || cells.length < 4) return []
      const note = cells.slice(3).join(' | ').replace(/ \|$/, '')
      return [
        { document: 'baidu-pcs', provider: 'baidu-pcs', code: String(cells[1]).trim(), status, texts: [String(cells[2]), note], line },
      ]
    }),
  )

/** 400 | 40001000 | wrong uri | note |, with a pipe in front in the older table */
const upyun = (file: string, document: string): DocumentRow[] =>
  numbered(
    linesOf(file).flatMap((line) => {
      const cells = line
        .replace(/^\|/, '')
        .split('|')
        .map((cell) => cell.trim())
      if (!/^\d{3}$/.test(cells[0] ?? '') || !/^\d{8}$/.test(cells[1] ?? '')) return []
      const texts = [cells[2], cells[3]].filter((text) => text !== undefined && text !== '') as string[]
      return [{ document, provider: 'upyun', code: String(cells[1]), status: Number(cells[0]), texts, line }]
    }),
  )

/** |-177|文件已存在…| */
const tencentCos = (): DocumentRow[] =>
  numbered(
    linesOf('tencent-cos.md').flatMap((line) => {
      const second = line.indexOf('|', 1)
      const code = line.slice(1, second)
      if (!/^-?\d+$/.test(code)) return []
      const text = line
        .slice(second + 1)
        .trimEnd()
        .replace(/\|$/, '')
      return [{ document: 'tencent-cos', provider: 'tencent-cos', code, texts: [text], line }]
    }),
  )

// Sections of the page whose rows have no symbol.
const WITHOUT_SYMBOL = new Set(['服务端 SDK 错误码', '下载状态码'])

/** -177 ERROR_CMD_COS_FILE_EXIST 文件已存在, under headings; one row has symbol and code the other way round */
const tencentBackend = (): DocumentRow[] => {
  let section = ''
  const rows: Omit<DocumentRow, 'row'>[] = []
  for (const line of linesOf('tencent-cos-backend.md')) {
    if (line.startsWith('#')) section = line.replace(/^#+ /, '')
    else if (line.trim() !== '') {
      const words = line.replace(/^(_SUCCESS) (0)/, '$2 $1').split(/ +/)
      const code = words[0] as string
      const hasSymbol = !WITHOUT_SYMBOL.has(section)
      rows.push({
        document: 'tencent-cos-backend',
        provider: 'tencent-cos',
        code,
        ...(hasSymbol ? { symbol: words[1] as string } : {}),
        ...(section === '后端 HTTP 返回码' ? { status: Number(code) } : {}),
        texts: [words.slice(hasSymbol ? 2 : 1).join(' ')],
        line,
      })
    }
  }
  return numbered(rows)
}

export const DOCUMENTS: Record<string, () => DocumentRow[]> = {
  'baidu-pcs': baiduPcs,
  'upyun-current': () => upyun('upyun-current.txt', 'upyun-current'),
  'upyun-legacy': () => upyun('upyun-legacy.md', 'upyun-legacy'),
  'tencent-cos': tencentCos,
  'tencent-cos-backend': tencentBackend,
}

export const allRows = (): DocumentRow[] => Object.values(DOCUMENTS).flatMap((read) => read())
