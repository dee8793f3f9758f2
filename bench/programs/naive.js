// What people write today: split2, JSON.parse, a look into a table by the code alone, JSON.stringify.
import { readdirSync, readFileSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import split2 from 'split2'
import { transform } from 'through2'

const folder = new URL('../../data/providers/', import.meta.url)
const table = new Map()
for (const name of readdirSync(folder)) {
  const file = JSON.parse(readFileSync(new URL(name, folder), 'utf8'))
  for (const row of file.codes) table.set(row.code, { provider: file.id, code: row.code, message: row.description.en })
}

const bodyOf = ({ body }) => (typeof body === 'string' ? JSON.parse(body) : body)

const codeOf = (record) => record.code ?? record.error_code ?? bodyOf(record)?.code ?? bodyOf(record)?.error_code

const annotate = transform((line, _, done) => {
  try {
    const record = JSON.parse(line)
    const found = table.get(String(codeOf(record)))
    done(null, `${found === undefined ? line : JSON.stringify({ ...record, storage_error: found })}\n`)
  } catch {
    done(null, `${line}\n`)
  }
})

await pipeline(process.stdin, split2(), annotate, process.stdout)
