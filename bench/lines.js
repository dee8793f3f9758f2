// Log lines as services write them: pino-like JSON and plain text, with and without storage error codes.
/** @import { Random } from './random.js' */

const HOSTS = ['web-1', 'web-2', 'api-7', 'ingest-3', 'worker-12', 'edge-fra-4']
const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD']
const FOLDERS = ['invoices', 'avatars', 'exports', 'backups', 'video', 'thumbnails', 'reports', 'incoming']
const ENDINGS = ['jpg', 'pdf', 'mp4', 'csv.gz', 'json', 'tar']
const WORDS = [
  'request completed', 'job finished', 'cache refreshed', 'session opened', 'upload part stored', 'connection closed by peer',
  'retrying after backoff', 'message acknowledged', 'lease renewed', 'index rebuilt', 'config reloaded', 'health probe answered',
] // biome-ignore format: one list
const AGENTS = ['okhttp/4.12.0', 'curl/8.5.0', 'Go-http-client/2.0', 'python-requests/2.31.0', 'Mozilla/5.0 (X11; Linux x86_64)']

const path = (random) => `/${random.pick(FOLDERS)}/${random.hex(8)}/${random.hex(12)}.${random.pick(ENDINGS)}`
const address = (random) => `10.${random.below(256)}.${random.below(256)}.${random.below(256)}`

// Things that look like a storage error's code and are none: what a scanner by keys alone stumbles over.
const JSON_NEAR_MISSES = [
  () => ',"code":200',
  (random) => `,"statusCode":404,"requestCode":"${random.hex(6)}"`,
  () => ',"err":{"type":"AxiosError","message":"Request failed with status code 400","code":"ERR_BAD_REQUEST"}',
  (random) => `,"err":{"type":"Error","code":"ECONNRESET","syscall":"read","errno":-104,"port":${30000 + random.below(9999)}}`,
]
const PLAIN_NEAR_MISSES = [
  () => ' status code 200',
  (random) => ` exited with code ${random.below(3)}`,
  () => ' cause=ERR_BAD_REQUEST',
  (random) => ` pid=${31000 + random.below(999)} code=OK`,
]
const NEAR_MISS_SHARE = 0.05

/** Bodies as UpYun, Baidu PCS and Tencent COS send them. */
const BODIES = [
  (random) => `{"msg":"signature error","code":40100005,"id":"${random.hex(32)}"}`,
  (random) => `{"msg":"file or directory not found","code":40400001,"id":"${random.hex(32)}"}`,
  (random) => `{"error_code":31066,"error_msg":"file does not exist","request_id":${1e15 + random.below(1e9)}}`,
  (random) => `{"error_code":31061,"error_msg":"file already exists","request_id":${1e15 + random.below(1e9)}}`,
  (random) => `{"code":-177,"message":"ERROR_CMD_COS_FILE_EXIST","request_id":"${random.hex(24)}"}`,
  (random) => `{"code":-97,"message":"ERROR_PROXY_AUTH_SIGN_EXPIRED","request_id":"${random.hex(24)}"}`,
]

/**
 * One pino-like line of 200 to 400 bytes.
 *
 * @param {Random} random
 * @param {number} time
 * @param {boolean} isHit
 */
export const jsonLine = (random, time, isHit) => {
  const head = `{"level":${isHit ? 50 : 30},"time":${time},"pid":${1000 + random.below(60000)},"hostname":"${random.pick(HOSTS)}","reqId":"${random.hex(16)}"`
  const request = `,"req":{"method":"${random.pick(METHODS)}","url":"${path(random)}","remoteAddress":"${address(random)}"}`
  if (isHit) {
    const body = random.pick(BODIES)(random)
    const isText = random.chance(0.2)
    return `${head}${request},"body":${isText ? JSON.stringify(body) : body},"msg":"upload failed"}`
  }
  const near = random.chance(NEAR_MISS_SHARE) ? random.pick(JSON_NEAR_MISSES)(random) : ''
  const agent = random.chance(0.5) ? `,"userAgent":"${random.pick(AGENTS)}"` : ''
  return `${head}${request}${agent}${near},"res":{"bytes":${random.below(4e6)}},"responseTime":${random.below(9000)},"msg":"${random.pick(WORDS)}"}`
}

/**
 * One line of plain text.
 *
 * @param {Random} random
 * @param {number} time
 * @param {boolean} isHit
 */
export const plainLine = (random, time, isHit) => {
  const head = `${new Date(time).toISOString()} ${random.pick(HOSTS)} uploader[${1000 + random.below(60000)}]: `
  if (isHit) return `${head}ERROR ${random.pick(METHODS)} ${path(random)} failed: ${random.pick(BODIES)(random)}`
  const near = random.chance(NEAR_MISS_SHARE) ? random.pick(PLAIN_NEAR_MISSES)(random) : ''
  return `${head}INFO ${random.pick(WORDS)} ${random.pick(METHODS)} ${path(random)} from=${address(random)} took=${random.below(9000)}ms trace=${random.hex(32)}${near}`
}
