const without = (bytes, from, to) => Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)])

/** Takes pieces away, large ones first, as long as the input still fails. */
export const shrink = (input, fails, budgetMs = 5000) => {
  const endsAt = Date.now() + budgetMs
  let small = input
  for (let size = Math.ceil(small.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < small.length && Date.now() < endsAt; ) {
      const candidate = without(small, from, from + size)
      if (fails(candidate)) small = candidate
      else from += size
    }
  }
  return small
}
