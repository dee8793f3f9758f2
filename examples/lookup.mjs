// Asks the catalog without a log: what does -177 mean, and what is said about expired signatures?
import { lookup, search } from 'storerr'

const [entry] = lookup(-177, { provider: 'tencent-cos' })
console.log(entry.code, entry.meanings[0].name, entry.meanings[0].message.zh)

for (const { provider, code, meanings } of search('signature expired').slice(0, 3)) {
  console.log(provider, code, meanings[0].category, meanings[0].retryable)
}
