// node:assert/strict where there is no Node: the assertions that the tests of packages/rules use, as strict as Node's.

class AssertionError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'AssertionError'
  }
}

type Message = string | undefined
type Thrown = RegExp | (new (...args: never[]) => unknown) | Readonly<Record<string, unknown>>

function assertTrue(value: unknown, message?: Message): void {
  if (!value) throw new AssertionError(message ?? `${show(value)} is not true`)
}

const assert = Object.assign((value: unknown, message?: Message) => assertTrue(value, message), {
  ok: assertTrue,
  equal(actual: unknown, expected: unknown, message?: Message) {
    assertTrue(Object.is(actual, expected), message ?? `${show(actual)} is not ${show(expected)}`)
  },
  notEqual(actual: unknown, expected: unknown, message?: Message) {
    assertTrue(!Object.is(actual, expected), message ?? `both are ${show(actual)}`)
  },
  deepEqual(actual: unknown, expected: unknown, message?: Message) {
    assertTrue(same(actual, expected), message ?? `${show(actual)}\nis not\n${show(expected)}`)
  },
  notDeepEqual(actual: unknown, expected: unknown, message?: Message) {
    assertTrue(!same(actual, expected), message ?? `both are ${show(actual)}`)
  },
  match(text: string, pattern: RegExp, message?: Message) {
    assertTrue(pattern.test(text), message ?? `${show(text)} does not match ${String(pattern)}`)
  },
  doesNotMatch(text: string, pattern: RegExp, message?: Message) {
    assertTrue(!pattern.test(text), message ?? `${show(text)} matches ${String(pattern)}`)
  },
  fail(message?: Message) {
    throw new AssertionError(message ?? 'failed')
  },
  throws(body: () => unknown, expected?: Thrown | string) {
    let thrown: unknown
    try {
      body()
    } catch (error) {
      thrown = error
      assertTrue(expected === undefined || typeof expected === 'string' || fits(error, expected), show(error))
      return
    }
    throw new AssertionError(`nothing was thrown, ${show(thrown)}`)
  },
})

function fits(error: unknown, expected: Thrown): boolean {
  if (expected instanceof RegExp) return expected.test(String(error))
  if (typeof expected === 'function') return error instanceof expected
  return Object.entries(expected).every(([key, value]) => {
    const found = (error as Record<string, unknown>)[key]
    return value instanceof RegExp ? value.test(String(found)) : same(found, value)
  })
}

function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false
  if (a instanceof Map && b instanceof Map) return same([...a], [...b])
  if (a instanceof Set && b instanceof Set) return same([...a], [...b])
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime()
  const keys = Reflect.ownKeys(a)
  return (
    keys.length === Reflect.ownKeys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && same(Reflect.get(a, key), Reflect.get(b, key)))
  )
}

function show(value: unknown): string {
  if (value instanceof Error) return String(value)
  const text = JSON.stringify(value) ?? typeof value
  return text.length > 400 ? `${text.slice(0, 400)}…` : text
}

// Tests import it as node:assert/strict is imported.
// oxlint-disable-next-line import/no-default-export
export default assert
