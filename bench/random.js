// Seeded random numbers: the same corpus on every machine, and no block of it twice.

/** @typedef {{ below(limit: number): number, chance(share: number): boolean, pick<T>(list: readonly T[]): T, hex(length: number): string }} Random */

/**
 * @param {number} seed
 * @returns {Random}
 */
export const seeded = (seed) => {
  let state = seed >>> 0
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return (t ^ (t >>> 14)) >>> 0
  }
  const below = (limit) => Math.floor((next() / 4294967296) * limit)
  return {
    below,
    chance: (share) => next() / 4294967296 < share,
    pick: (list) => list[below(list.length)],
    hex(length) {
      let text = ''
      while (text.length < length) text += next().toString(16).padStart(8, '0')
      return text.slice(0, length)
    },
  }
}
