import type { Severity } from '../catalog/types.ts'
import type { Counters } from '../decoder/line-decoder.ts'
import { StorerrError } from '../errors.ts'

const SEVERITIES: readonly Severity[] = ['info', 'warn', 'error', 'fatal']

/** Says whether what was decoded is bad enough for exit code 1. */
export const failOn = (what: string | undefined): ((counters: Counters) => boolean) => {
  if (what === undefined) return () => false
  if (what === 'any') return (counters) => counters.decoded > 0
  const least = SEVERITIES.indexOf(what as Severity)
  if (least === -1) {
    throw new StorerrError('STORERR_USAGE', `--fail-on: expected any, ${SEVERITIES.join(', ')}, got ${JSON.stringify(what)}`)
  }
  return (counters) => SEVERITIES.slice(least).some((severity) => (counters.bySeverity.get(severity) ?? 0) > 0)
}
