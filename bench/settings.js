// How much is measured. Bytes are powers of ten.
const MB = 1e6

/**
 * @typedef {{ rounds: number, budgetMs: number, least?: number }} Effort
 * rounds to run, the milliseconds after which fewer will do, and how many it takes at least
 */

const full = {
  main: { rounds: 11, budgetMs: 25_000, least: 5 },
  side: { rounds: 5, budgetMs: 20_000 },
  hostile: { rounds: 3, budgetMs: 12_000, least: 1 },
  startUps: { rounds: 31, budgetMs: 20_000 },
  caseBytes: 256 * MB,
  rivalBytes: { fast: 512 * MB, middle: 512 * MB, slow: 32 * MB },
  sizes: [64 * MB, 512 * MB, 2000 * MB],
  dictionaryBytes: 512 * MB,
  lengthBytes: 64 * MB,
  hostileBytes: { least: 1 * MB, most: 256 * MB },
  sampleBytes: 4 * MB,
  latencyLines: 10_000,
}

const quick = {
  main: { rounds: 2, budgetMs: 5000 },
  side: { rounds: 1, budgetMs: 2000 },
  hostile: { rounds: 1, budgetMs: 1000 },
  startUps: { rounds: 5, budgetMs: 4000 },
  caseBytes: 32 * MB,
  rivalBytes: { fast: 32 * MB, middle: 32 * MB, slow: 4 * MB },
  sizes: [16 * MB, 64 * MB, 256 * MB],
  dictionaryBytes: 32 * MB,
  lengthBytes: 16 * MB,
  hostileBytes: { least: 1 * MB, most: 32 * MB },
  sampleBytes: 1 * MB,
  latencyLines: 2000,
}

/** @param {boolean} isQuick */
export const settingsFor = (isQuick) => ({ isQuick, ...(isQuick ? quick : full) })
