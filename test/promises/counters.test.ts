import { describe, expect, test, vi } from 'vitest'
import { openSplicer } from '../../src/stream/open-splicer.ts'
import { run, saying, start } from '../helpers/command.ts'
import { BAIDU, ORDINARY, PLAIN, UPYUN } from '../helpers/lines.ts'

const INPUT = [ORDINARY, BAIDU, PLAIN, UPYUN, `{"storage_error":1,${BAIDU.slice(1)}`, 'x'.repeat(5000), 'unfinished'].join('\n')

describe('--stats', () => {
  test('prints the counters to standard error at the end', async () => {
    const { code, stderr } = await run(['--stats', '--max-line-bytes', '4999'], INPUT)
    expect(code).toBe(0)
    expect(stderr).toBe(
      [
        `storerr: lines 7, bytes ${INPUT.length}`,
        'storerr: decoded 3: baidu-pcs 2, upyun 1',
        'storerr: by category: not_found 2, auth 1',
        'storerr: already there 1, over the line limit 1, guarded errors 0',
        '',
      ].join('\n'),
    )
  })

  test('says also how far an interrupted run came', async () => {
    const { child, ended } = start(['--stats'])
    const heard = saying(child.stdout, ORDINARY)
    child.stdin?.write(`${ORDINARY}\nunfinished`)
    await heard
    child.kill('SIGTERM')
    const { code, stderr } = await ended
    expect(code).toBe(143)
    expect(stderr).toMatch(/^storerr: lines 1, bytes \d+\nstorerr: decoded 0\n/)
  })
})

describe.skipIf(process.platform === 'win32')('SIGUSR1', () => {
  test.each([
    ['with --stats', ['--stats'], 'lines 2, bytes'],
    ['without it, but for the lines, which nobody counted', [], 'lines not counted (see --stats), bytes'],
  ])('prints the counters so far, and neither ends nor loses anything: %s', async (_, args, first) => {
    const { child, ended } = start(args)
    const heard = saying(child.stdout, 'storage_error')
    child.stdin?.write(`${ORDINARY}\n${BAIDU}\nunfin`)
    await heard
    for (let times = 0; times < 3; times++) {
      const said = saying(child.stderr, 'guarded errors 0\n')
      child.kill('SIGUSR1')
      await said
    }
    child.stdin?.end('ished')
    const { code, signal, stdout, stderr } = await ended
    expect({ code, signal }).toEqual({ code: 0, signal: null })
    expect(stderr).toContain(`storerr: ${first} ${`${ORDINARY}\n${BAIDU}\nunfin`.length}\nstorerr: decoded 1: baidu-pcs 1\n`)
    expect(stdout.toString()).toMatch(/^\{"level":30.*\n\{"error_code":31066.*\}\}\nunfinished$/)
  })
})

describe('a decoder that throws', () => {
  test('costs no line: it passes as it is, is counted, and the next is decoded', () => {
    const { splicer, lines } = openSplicer()
    const detect = vi.spyOn(lines.detector, 'detectAt').mockImplementationOnce(() => {
      throw new Error('a defect of ours')
    })
    const input = Buffer.from(`${BAIDU}\n${BAIDU}\n`)
    const [first, second] = splicer.push(input).toString().split('\n')
    expect(detect).toHaveBeenCalledTimes(2)
    expect(first).toBe(BAIDU)
    expect(second).toContain('"storage_error"')
    expect(lines.counters).toMatchObject({ guarded: 1, decoded: 1 })
  })
})
