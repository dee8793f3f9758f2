// Which program a line is from, where it says so, and whether it is a record of its own. Lines of different programs
// run together in one stream, and what one says proves nothing about the other.

const COMPOSE = /^([A-Za-z0-9][\w.-]*) +\| /
const KUBECTL = /^\[(pod\/[^\]\s]+)\] /
const SYSLOG = /^(?:<\d{1,3}>\d? ?)?(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT[\d:.+Z-]{8,24}) (\S+ [\w./-]+(?:\[\d+\])?):/

/** The container, pod or process a line says it is from; undefined when it does not say. */
export const sourceOf = (line: string): string | undefined => (COMPOSE.exec(line) ?? KUBECTL.exec(line) ?? SYSLOG.exec(line))?.[1]

// Collectors wrap each text line in a record of their own: such a record is a line, not a whole event.
const WRAPPED = /"(?:log|MESSAGE|textPayload)":\s*"/

/**
 * A line that is one whole record, as JSON loggers write it, with its time or level: it needs nothing of its
 * neighbours and lends them nothing. A bare body is no record.
 */
export const standsAlone = (line: string, recordKey: RegExp): boolean =>
  line.charCodeAt(0) === 0x7b && line.length > 2 && line.trimEnd().endsWith('}') && recordKey.test(line) && !WRAPPED.test(line)

/** Dumps put a key at the end of a line and its value at the start of the next. */
export const isDangling = (line: string): boolean => {
  const last = line.charCodeAt(line.length - 1)
  return (last === 0x3e || last <= 0x20 || last === 0xa0) && line.trimEnd().endsWith('=>')
}

// int(-177) on a line of its own: the value of the key that the line before ended with
const DUMPED_VALUE = /^\s*[a-z]+\(/

/** Whether the line may be the value of a key at the end of the line before. */
export const isDumpedValue = (line: string): boolean => DUMPED_VALUE.test(line)

// name{label="value"} 12: a sample of a metric counts codes and reports none
// name,label=value value=12i 1712000000000000000: so does one in the form of another database
const SAMPLE = /^(?:[A-Za-z_:][\w:]*\{[^{}]*\} [-+\d.eE]+(?: \d+)?|[\w.-]+(?:,[\w.-]+=[^\s,=]*)+ [\w.-]+=[-\d.]+[iu]?(?:,\S+)? \d{10,19})$/

export const isSample = (line: string): boolean => SAMPLE.test(line)

// A traceback and the output of tests hold lines of source.
const STATEMENT =
  /^\s*(?:[-+] *)?(?:raise \w+[.(]|throw new |(?:const|let|var) \w+ = |return \{|def \w+\(|func \w*\(|assert\.\w+\(|assert \w+[.( ]|expect\()/

/** A line of source code: it speaks of codes and reports none. */
export const isStatement = (line: string): boolean => STATEMENT.test(line)
