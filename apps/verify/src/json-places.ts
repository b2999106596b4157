// JSON with places: a rule set is written by people, so what is wrong with it is said with line and column. Stricter than
// JSON.parse in one thing: a key that stands twice in an object is refused, where JSON.parse would drop the first.
import { join, name } from '@terang/rules/shape.ts'

export interface Place {
  readonly line: number
  readonly column: number
}

export type JsonReading =
  | {
      readonly ok: true
      readonly value: unknown
      /** Where a path as of `readRuleSet` stands; of a key that is missing, where it would have to stand. */
      readonly placeOf: (path: string) => Place
    }
  | { readonly ok: false; readonly place: Place; readonly message: string }

interface Node {
  readonly value: unknown
  readonly start: number
  readonly children: readonly { readonly key: string | null; readonly start: number; readonly node: Node }[]
}

/** Thrown inside the reading only. */
class Unreadable extends Error {
  readonly at: number

  constructor(at: number, message: string) {
    super(message)
    this.at = at
  }
}

const MOST_DEPTH = 100
// JSON allows no control character inside a text.
// oxlint-disable-next-line no-control-regex
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORD = /true|false|null/y
const SPACE = /[ \t\n\r]*/y

export function readJson(text: string): JsonReading {
  try {
    const root = new Reader(text).whole()
    const places = new Map<string, number>([['', root.start]])
    findPlaces(root, '', places)
    return { ok: true, value: root.value, placeOf: (path) => placeAt(text, nearest(places, path)) }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    return { ok: false, place: placeAt(text, error.at), message: error.message }
  }
}

class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  whole(): Node {
    const node = this.#value(0)
    this.#skip()
    if (this.#at < this.#text.length) throw new Unreadable(this.#at, 'text after the end')
    return node
  }

  #value(depth: number): Node {
    if (depth > MOST_DEPTH) throw new Unreadable(this.#at, 'nested too deeply')
    this.#skip()
    const start = this.#at
    if (this.#text[start] === '{') return this.#object(start, depth)
    if (this.#text[start] === '[') return this.#list(start, depth)
    const found = this.#take(STRING) ?? this.#take(NUMBER) ?? this.#take(WORD)
    if (found === undefined) this.#unexpected('a value')
    return { value: JSON.parse(found), start, children: [] }
  }

  #object(start: number, depth: number): Node {
    const children: { key: string; start: number; node: Node }[] = []
    const keys = new Set<string>()
    this.#at++
    for (let first = true; !this.#closes('}', first); first = false) {
      this.#skip()
      const keyStart = this.#at
      const written = this.#take(STRING) ?? this.#unexpected('a key in quotation marks')
      const key = String(JSON.parse(written))
      if (keys.has(key)) throw new Unreadable(keyStart, `${written} stands twice`)
      keys.add(key)
      this.#skip()
      if (this.#text[this.#at] !== ':') this.#unexpected('a colon')
      this.#at++
      children.push({ key, start: keyStart, node: this.#value(depth + 1) })
    }
    return { value: Object.fromEntries(children.map(({ key, node }) => [key, node.value])), start, children }
  }

  #list(start: number, depth: number): Node {
    const children: { key: null; start: number; node: Node }[] = []
    this.#at++
    for (let first = true; !this.#closes(']', first); first = false) {
      const node = this.#value(depth + 1)
      children.push({ key: null, start: node.start, node })
    }
    return { value: children.map(({ node }) => node.value), start, children }
  }

  /** Whether the object or list ends here; otherwise the comma before the next member is taken. */
  #closes(sign: '}' | ']', first: boolean): boolean {
    this.#skip()
    const next = this.#text[this.#at]
    if (next === sign) {
      this.#at++
      return true
    }
    if (first) return false
    if (next !== ',') this.#unexpected(`a comma or ${sign}`)
    this.#at++
    this.#skip()
    if (this.#text[this.#at] === sign) this.#unexpected('a value after the comma')
    return false
  }

  #skip(): void {
    this.#take(SPACE)
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0]
    this.#at += found?.length ?? 0
    return found
  }

  #unexpected(expected: string): never {
    const found = this.#at < this.#text.length ? JSON.stringify(this.#text[this.#at]) : 'the end of the file'
    throw new Unreadable(this.#at, `expected ${expected}, found ${found}`)
  }
}

/** Paths are made as in `visit`; of two items with one name the later counts, which is the one too many. */
function findPlaces(node: Node, path: string, places: Map<string, number>): void {
  for (const [at, child] of node.children.entries()) {
    const here = join(path, child.key ?? name(child.node.value, at))
    places.set(here, child.start)
    findPlaces(child.node, here, places)
  }
}

function nearest(places: ReadonlyMap<string, number>, path: string): number {
  for (let rest = path; ; rest = rest.slice(0, rest.lastIndexOf('.'))) {
    const found = places.get(rest)
    if (found !== undefined) return found
    if (!rest.includes('.')) return places.get('') ?? 0
  }
}

/** Line and column, from 1, of a position in a text. */
export function placeAt(text: string, at: number): Place {
  const before = text.slice(0, at).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
