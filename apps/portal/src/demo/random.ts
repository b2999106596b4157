// Chance that repeats: a stream of numbers that depends on its name alone. Each person and each purpose has a
// stream of its own, so that one more draw in one place never changes what happens elsewhere. The generator is
// sfc32 of PractRand; only sums and products of doubles are used, which every engine computes alike.

export type Stream = {
  /** Uniform in [0, 1). */
  next(): number
  /** Whole number, both ends included. */
  between(from: number, to: number): number
  chance(perMille: number): boolean
  pick<T>(list: readonly T[]): T
  /** The first of a pair weighs as much as its second says. */
  weighted<T>(list: readonly (readonly [T, number])[]): T
  /** Mean 0, spread 1: twelve uniforms added, which is near enough to normal within three spreads. */
  normal(): number
  shuffle<T>(list: readonly T[]): T[]
}

export function stream(...name: readonly (string | number)[]): Stream {
  let [a, b, c, d] = seedWords(name.join('\u001f'))
  const word = () => {
    const sum = (a + b + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return sum >>> 0
  }
  for (let round = 0; round < 15; round += 1) word()
  const next = () => word() / 4_294_967_296
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  const pick = <T>(list: readonly T[]): T => {
    const item = list[between(0, list.length - 1)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }
  return {
    next,
    between,
    pick,
    chance: (perMille) => between(0, 999) < perMille,
    weighted(list) {
      let total = 0
      for (const [, weight] of list) total += weight
      let rest = next() * total
      for (const [item, weight] of list) {
        rest -= weight
        if (rest < 0) return item
      }
      return pick(list)[0]
    },
    normal() {
      let sum = -6
      for (let count = 0; count < 12; count += 1) sum += next()
      return sum
    },
    shuffle(list) {
      const mixed = [...list]
      for (let at = mixed.length - 1; at > 0; at -= 1) {
        const other = between(0, at)
        const kept = mixed[at]
        const taken = mixed[other]
        if (kept === undefined || taken === undefined) continue
        mixed[at] = taken
        mixed[other] = kept
      }
      return mixed
    },
  }
}

/** Four words from a text: FNV-1a with four starting values, each mixed once more. */
function seedWords(text: string): [number, number, number, number] {
  const words: [number, number, number, number] = [0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b]
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    for (let index = 0; index < 4; index += 1) {
      words[index] = Math.imul((words[index] ?? 0) ^ (code + index), 0x01000193)
    }
  }
  for (let index = 0; index < 4; index += 1) {
    let word = words[index] ?? 0
    word = Math.imul(word ^ (word >>> 16), 0x7feb352d)
    word = Math.imul(word ^ (word >>> 15), 0x846ca68b)
    words[index] = word ^ (word >>> 16)
  }
  return words
}
