// A Fastify app whose uploads go to a small storage service of its own, which answers as the real one does.
// Run: node examples/fastify-app.mjs
import { createServer } from 'node:http'
import fastify from 'fastify'
import { storerrDestination } from 'storerr/destination'

const storage = createServer((_request, response) => {
  response.writeHead(403, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ error_code: 31112, error_msg: 'exceed quota', request_id: 504389125 }))
})
await new Promise((resolve) => storage.listen(0, '127.0.0.1', resolve))
const storageUrl = `http://127.0.0.1:${storage.address().port}/`

const app = fastify({ logger: { stream: storerrDestination() } })
app.put('/file', async (request, reply) => {
  const answer = await fetch(storageUrl, { method: 'PUT', body: 'content' })
  if (!answer.ok) request.log.error({ storage: await answer.json() }, 'storage refused the file')
  return reply.code(answer.ok ? 201 : 502).send()
})

await app.inject({ method: 'PUT', url: '/file' })
await app.close()
storage.close()
