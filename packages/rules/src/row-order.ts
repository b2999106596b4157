/**
 * Rows in the order of their identifiers, for files that do not stand in it: four signs after what all
 * have in common are a number and are sorted as such, the rest is compared byte by byte.
 */
const COMMA = 44
/** More rows than this are left to the readable definition. */
const MOST_ROWS = 2 ** 25

/** Below 0: the identifier at `a` stands first. Each ends with a comma, which is lower than its signs. */
export function compareNames(bytes: Uint8Array, a: number, b: number): number {
  let x = a
  let y = b
  while (bytes[x] === bytes[y] && bytes[x] !== COMMA) {
    x++
    y++
  }
  return bytes[x]! - bytes[y]!
}

/** Null: an identifier stands twice. */
export function rowOrder(bytes: Uint8Array, from: Int32Array, count: number): Uint32Array | null {
  if (count > MOST_ROWS) return null
  let common = Infinity
  for (let row = 1; row < count; row++) {
    const [first, other] = [from[0]!, from[row]!]
    let at = 0
    while (at < common && bytes[first + at] === bytes[other + at] && bytes[first + at] !== COMMA) at++
    common = at
  }
  const keys = new Float64Array(count)
  for (let row = 0; row < count; row++) {
    let key = 0
    let at = from[row]! + common
    for (let sign = 0; sign < 4; sign++) {
      const byte = bytes[at]!
      key = key * 128 + byte
      if (byte !== COMMA) at++
    }
    keys[row] = key * MOST_ROWS + row
  }
  keys.sort()
  const order = new Uint32Array(count)
  const compare = (a: number, b: number) => compareNames(bytes, from[a]!, from[b]!)
  for (let place = 0; place < count; place++) order[place] = keys[place]! % MOST_ROWS
  for (let start = 0; start < count;) {
    const signs = Math.floor(keys[start]! / MOST_ROWS)
    let end = start + 1
    while (end < count && Math.floor(keys[end]! / MOST_ROWS) === signs) end++
    if (end - start > 1) order.subarray(start, end).sort(compare)
    start = end
  }
  for (let place = 1; place < count; place++) {
    if (compare(order[place - 1]!, order[place]!) === 0) return null
  }
  return order
}
