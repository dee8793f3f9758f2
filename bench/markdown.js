// Figures as the page shows them.

export const ms = (value) => value.toFixed(0)
export const ratio = (value) => value.toFixed(2)
export const megabytes = (value) => value.toFixed(0)
export const percent = (share) => `${share * 100} %`

/** Megabytes of a million bytes each second, as a number. */
export const speedOf = (bytes, milliseconds) => bytes / milliseconds / 1000

/** Whole numbers, but where that would say nothing. */
export const speedName = (value) => (value < 10 ? value.toPrecision(2) : value.toFixed(0))

export const speed = (bytes, milliseconds) => `${speedName(speedOf(bytes, milliseconds))} MB/s`

export const bytesName = (bytes) => (bytes >= 1e9 ? `${bytes / 1e9} GB` : bytes >= 1e6 ? `${bytes / 1e6} MB` : `${bytes} bytes`)

/** To whole megabytes: a file ends with a whole line. */
export const about = (bytes) => bytesName(Math.round(bytes / 1e6) * 1e6)

export const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n')

/** Best, median and worst milliseconds, and of how many rounds. */
export const SPREAD = ['best ms', 'median ms', 'worst ms', 'rounds']
export const spread = ({ best, median, worst, rounds }) => [ms(best), ms(median), ms(worst), rounds]

export const named = (runs, name) => runs.find((run) => run.name === name)
