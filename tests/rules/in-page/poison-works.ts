// What poison.ts forbids is forbidden: without this, a world that forbids nothing would prove everything.
import assert from './assert.ts'
import { test } from './node-test.ts'

test('in this world nobody gets a clock, chance, a network or a locale', () => {
  const forbidden: Readonly<Record<string, () => unknown>> = {
    'Date.now': () => Date.now(),
    'new Date': () => new Date(),
    'new Date of local parts': () => new Date(2024, 0, 1),
    'Date.parse of a local time': () => Date.parse('2024-01-01T00:00'),
    'local hours': () => new Date(0).getHours(),
    'Math.random': () => Math.random(),
    Intl: () => Intl.DateTimeFormat(),
    fetch: () => fetch('/'),
    timer: () => setTimeout(() => undefined, 0),
    localeCompare: () => 'a'.localeCompare('b'),
    'number in a locale': () => (1234.5).toLocaleString(),
    'letters in a locale': () => 'i'.toLocaleUpperCase(),
  }
  for (const [name, use] of Object.entries(forbidden)) {
    let stopped = ''
    try {
      use()
    } catch (error) {
      stopped = String(error)
    }
    assert.match(stopped, /^Error: forbidden: /, name)
  }
  assert.equal(new Date(Date.UTC(2024, 8, 10)).toISOString(), '2024-09-10T00:00:00.000Z')
})
