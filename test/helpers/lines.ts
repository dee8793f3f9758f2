// Lines of three providers, one that is proven by itself in each form.

export const BAIDU = '{"error_code":31066,"error_msg":"file does not exist","request_id":5043891251155860743}'
export const UPYUN = '{"msg":"user not exists","code":40100006,"id":"b2c52ca06be88f4fd0795fdacca3a8c4"}'
export const PLAIN = `upload failed: ${BAIDU}`
export const ORDINARY = '{"level":30,"msg":"nothing to see here"}'

/** A body printed over several lines: no line of it proves anything alone. */
export const PRETTY = [
  '{',
  '  "error_code": 31066,',
  '  "error_msg": "file does not exist",',
  '  "request_id": 5043891251155860743',
  '}',
].join('\n')

/** As many ordinary lines as make up about the length. */
export const ordinaryBytes = (length: number): Buffer =>
  Buffer.alloc(Math.ceil(length / (ORDINARY.length + 1)) * (ORDINARY.length + 1), `${ORDINARY}\n`)
