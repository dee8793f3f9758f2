// storerr inside a program of one's own, as a stream. Run: node examples/stream.mjs < app.log
import { pipeline } from 'node:stream/promises'
import { storerrStream } from 'storerr'

const decode = storerrStream({ provider: 'upyun' })
await pipeline(process.stdin, decode, process.stdout)
for (const [category, lines] of decode.stats.byCategory) console.error(`${category}: ${lines}`)
