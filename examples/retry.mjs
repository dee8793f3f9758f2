// Retries only what can help, by what the service's own code means. Run: node examples/retry.mjs
import { decodeError } from 'storerr/decode-error'

const answers = [
  { status: 503, data: { msg: 'too many requests of the same uri', code: 42900002, id: '9d6ef7ab24f64a5d3f4a2b1c0d9e8f70' } },
  { status: 404, data: { msg: 'file or directory not found', code: 40400001, id: '9d6ef7ab24f64a5d3f4a2b1c0d9e8f71' } },
]
const upload = async () => {
  throw Object.assign(new Error('upload failed'), { response: answers.shift() })
}

for (let attempt = 1; attempt <= 5; attempt++) {
  try {
    await upload()
    break
  } catch (error) {
    const match = decodeError(error)
    console.log(`attempt ${attempt}: ${match?.category ?? 'unknown'}, ${match?.retryable ? 'again' : 'no use trying again'}`)
    if (match?.retryable !== true) break
  }
}
