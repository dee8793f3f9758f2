import { describe, expect, test } from 'vitest'
import { createDecoder } from '../../src/index.ts'

const decoder = createDecoder({ context: 0 })
const decode = (line: string) => decoder.decode(line)

test.each([
  ['Python repr', "{'error_code': 31066, 'error_msg': 'file does not exist'}"],
  ['Python 2 repr', "{u'error_code': 31066, u'error_msg': u'file does not exist'}"],
  ['bytes of Python', `b'{"error_code":31066,"error_msg":"file does not exist"}'`],
  ["PHP's dump", 'array(2) { ["error_code"]=> int(31066) ["error_msg"]=> string(19) "file does not exist" }'],
  ["PHP's print_r", 'Array ( [error_code] => 31066 [error_msg] => file does not exist )'],
  ["PHP's serialized form", 'a:2:{s:10:"error_code";i:31066;s:9:"error_msg";s:19:"file does not exist";}'],
  ['JavaScript inspect', "{ error_code: 31066, error_msg: 'file does not exist' }"],
  ["Go's map", 'map[error_code:31066 error_msg:file does not exist]'],
  ["Go's float", 'map[error_code:3.1066e+04 error_msg:file does not exist]'],
  ['Go syntax', 'pcs.Error{error_code:31066, error_msg:"file does not exist"}'],
  ['Ruby hash', '{:error_code=>31066, :error_msg=>"file does not exist"}'],
  ['Ruby hash of strings', '{"error_code"=>31066, "error_msg"=>"file does not exist"}'],
  ['logfmt', 'level=error error_code=31066 error_msg="file does not exist"'],
  ['JSON in a form', 'body=%7B%22error_code%22%3A31066%2C%22error_msg%22%3A%22file+does+not+exist%22%7D'],
  ['Java map', '{error_code=31066, error_msg=file does not exist}'],
  ['a number in quotes', '{"error_code":"31066","error_msg":"file does not exist"}'],
  ['unicode escapes', '{"t":"{\\u0022error_code\\u0022:31066,\\u0022error_msg\\u0022:\\u0022file does not exist\\u0022}"}'],
  ['full-width punctuation', '遇到错误，远端服务器返回错误，代码：31066，消息：file does not exist'],
  ['a Chinese sentence', '远端服务器返回错误, 代码: 31066, 消息: 文件不存在'],
  ['Chinese as escapes', '{"m":"\\u8fdc\\u7aef\\u670d\\u52a1\\u5668\\u8fd4\\u56de\\u9519\\u8bef, \\u4ee3\\u7801: 31066"}'],
])('reads %s', (_, line) => {
  expect(decode(line)).toMatchObject({ provider: 'baidu-pcs', code: '31066' })
})

describe('a veto concerns its object, not the line', () => {
  test('an error of the system beside one of a service', () => {
    const line = '{"a":{"errno":-98,"code":"EADDRINUSE","syscall":"listen"},"b":{"error_code":31066,"error_msg":"file does not exist"}}'
    expect(decode(line)).toMatchObject({ provider: 'baidu-pcs', code: '31066' })
  })

  test.each([
    '{"code":-98,"syscall":"listen","message":"tencent-cos"}',
    '{"error_code":110,"error_msg":"Access token invalid or no longer valid","log_id":1234567}',
  ])('%s', (line) => {
    expect(decode(line)).toBeUndefined()
  })

  test('a brace inside a string opens nothing', () => {
    expect(decode('{"msg":"signature error","x":"}","code":40100005,"id":"11e4a729d24943409933a5e8314cd32e"}')).toMatchObject({
      code: '40100005',
    })
    expect(decode('{"x":"a { b","msg":"signature error","code":40100005,"id":"11e4a729d24943409933a5e8314cd32e"}')).toMatchObject({
      code: '40100005',
    })
  })
})

test.each([
  'G_IO_ERROR_PROXY_AUTH_FAILED (-97)',
  'MY_ERROR_CMD_COS_FILE_EXIST_X',
  "if (err.code === 'NoSuchKey') return null",
  "case 'NoSuchKey': // The bucket may be empty",
  'see the docs for NoSuchKey handling',
  '"nodePort": 31066',
  '{"code":31066}',
  '{"code":40100005,"msg":"登录过期"}',
  '{"errcode":40001,"errmsg":"invalid credential"}',
  'status code: 404',
  '$code = 40100005; // upyun',
])('leaves %s alone', (line) => {
  expect(decode(line)).toBeUndefined()
})

test("PHP's dump, each key and each value on a line of its own, is read to its end", () => {
  const dump = ['["code"]=>', 'int(40100004)', '["time"]=>', 'int(1700000000)', '["msg"]=>', 'string(25) "need authorization header"']
  const dumped = createDecoder()
  expect(dump.map((line) => dumped.decode(line)?.code)).toEqual([...dump.slice(1).map(() => undefined), '40100004'])
})
