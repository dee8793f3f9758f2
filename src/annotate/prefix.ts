// What collectors put before a record. Anything else before a brace makes the line a plain one.

const BOM = '\xef\xbb\xbf'
const COMPOSE = /^[A-Za-z0-9][\w.-]* +\| /
const KUBECTL = /^\[pod\/[^\]\s]+\] /
const CRI = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d) std(?:out|err) ([FP]) /
const CEE = '@cee:'

/**
 * Where a JSON record would start: behind a BOM, compose's `name  | `, kubectl's `[pod/x/y] `, CRI's
 * `<RFC 3339> stdout|stderr F `, or `@cee:`; 0 without such a prefix.
 */
export const recordStart = (line: string): number => {
  switch (line.charCodeAt(0)) {
    case 0x7b: // {
      return 0
    case 0xef:
      return line.startsWith(BOM) ? BOM.length : 0
    case 0x40: // @
      return line.startsWith(CEE) ? CEE.length : 0
    case 0x5b: // [
      return KUBECTL.exec(line)?.[0].length ?? 0
    default:
      return (CRI.exec(line) ?? COMPOSE.exec(line))?.[0].length ?? 0
  }
}

/** A piece of a line that the container runtime has cut; its rest comes in a later line. */
export const isPartial = (line: string): boolean => CRI.exec(line)?.[1] === 'P'

const CRI_TEMPLATE = /^\S+ std(?:out|err) [FP] /

/** Whether lines of a template may have one of these prefixes. */
export const mayHavePrefix = (template: string): boolean =>
  !template.startsWith('{') &&
  (template.startsWith(BOM) ||
    template.startsWith(CEE) ||
    template.startsWith('[pod/') ||
    CRI_TEMPLATE.test(template) ||
    COMPOSE.test(template))
