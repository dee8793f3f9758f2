// A user's catalog may add tens of thousands of words that are kept and nothing else: its codes. In the table of marks,
// which has room for those of our own catalog, one id in twelve would seem to be among them then; it would stay in its
// template, and its line would have a form of its own. scripts/wasm/template-runs.js looks words up in the same way.

const BITS = 15
const FACTORS = [0x9e3779b1, 0x85ebca6b] as const

/** Two numbers for each of many hashes, and of each of them two bits for each word. */
export type KeptWords = Int32Array

export const emptyKept = (): KeptWords => new Int32Array(2 << BITS)

const placeOf = (hash: number): number => 2 * (Math.imul(hash, FACTORS[0]) >>> (32 - BITS))

// A number is shifted by its last five bits.
const bitsAt = (bits: number, by: number): number => (1 << (bits >>> by)) | (1 << (bits >>> (by - 5)))

export const addKept = (kept: KeptWords, hash: number): void => {
  const place = placeOf(hash)
  const bits = Math.imul(hash, FACTORS[1])
  kept[place] |= bitsAt(bits, 27)
  kept[place + 1] |= bitsAt(bits, 17)
}

/** Whether the word with a hash is among them; of others, one in some thousand seems to be. */
export const isKept = (kept: KeptWords, hash: number): boolean => {
  const place = placeOf(hash)
  const bits = Math.imul(hash, FACTORS[1])
  return (bitsAt(bits, 27) & ~(kept[place] as number)) === 0 && (bitsAt(bits, 17) & ~(kept[place + 1] as number)) === 0
}
