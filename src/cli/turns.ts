// What node:timers/promises and node:perf_hooks would do, without the milliseconds it takes to load them.

/** Waits a while. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Lets the event loop see to everything else first. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Milliseconds on a clock that only runs forward. */
export const now = (): number => Number(process.hrtime.bigint()) / 1e6
