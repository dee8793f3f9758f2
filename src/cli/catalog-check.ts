import { checkProviderFile } from '../catalog/check.ts'
import { parseProviderFile } from '../catalog/read-provider-file.ts'
import { StorerrError } from '../errors.ts'
import { complain } from './complain.ts'
import type { Parsed } from './parse.ts'
import { print } from './print.ts'

/** `storerr catalog check FILE...` */
export const catalogCheck = (parsed: Parsed): number => {
  const [what, ...paths] = parsed.operands
  if (what !== 'check' || paths.length === 0) throw new StorerrError('STORERR_USAGE', 'usage: storerr catalog check FILE...')
  let bad = 0
  for (const path of paths) {
    try {
      const problems = checkProviderFile(parseProviderFile(path))
      if (problems.length > 0) bad++
      for (const { pointer, expected } of problems) complain(`catalog ${path}: at ${pointer || '/'}: expected ${expected}`)
    } catch (error) {
      if (!(error instanceof StorerrError)) throw error
      bad++
      complain(error.message)
    }
  }
  if (bad === 0) print(`${paths.length === 1 ? 'the file' : 'all files'} can be used\n`)
  return bad === 0 ? 0 : 1
}
