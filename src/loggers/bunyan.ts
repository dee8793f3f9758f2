import { type StorerrDestinationOptions, storerrDestination } from '../pino/destination.ts'

/** An entry of bunyan's `streams`. */
export type StorerrBunyanStream = { type: 'stream'; stream: NodeJS.WritableStream }

/**
 * An entry of bunyan's `streams` that decodes every record; its level is set beside it.
 *
 * @example
 * bunyan.createLogger({ name: 'app', streams: [{ level: 'info', ...storerrBunyan() }] })
 *
 * @throws StorerrError when an option is bad or the file cannot be opened
 */
export const storerrBunyan = (options?: StorerrDestinationOptions): StorerrBunyanStream => ({
  type: 'stream',
  // bunyan writes to it and listens to its errors, and nothing else.
  stream: storerrDestination(options) as unknown as NodeJS.WritableStream,
})
