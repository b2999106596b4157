// A world without clock, chance, network and locale. Whoever asks for one of them is stopped, so that what runs here
// proves that it needs none. Imported first: fast-check gets a fixed seed, since chance is gone.
import fc from 'fast-check'

const LOCAL_TIME = [
  'getFullYear',
  'getMonth',
  'getDate',
  'getDay',
  'getHours',
  'getMinutes',
  'getTimezoneOffset',
  'toString',
  'toDateString',
  'toTimeString',
]
const GLOBALS = [
  'Intl',
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'EventSource',
  'importScripts',
  'indexedDB',
  'caches',
  'navigator',
  'performance',
  'crypto',
  'setTimeout',
  'setInterval',
  'process',
]

function forbidden(name: string): never {
  throw new Error(`forbidden: ${name}`)
}

function forbid(holder: object, name: string, label: string): void {
  Object.defineProperty(holder, name, { configurable: true, value: () => forbidden(label) })
}

/** Returns what was not there to forbid, so that a report can say so. */
export function poison(): void {
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20_241_125 })
  const RealDate = Date
  forbid(Math, 'random', 'Math.random')
  forbid(RealDate, 'now', 'Date.now')
  for (const name of LOCAL_TIME) forbid(RealDate.prototype, name, `Date ${name}`)
  for (const holder of [String, Number, BigInt, Array, Date].map((kind) => kind.prototype as object)) {
    for (const name of Object.getOwnPropertyNames(holder)) {
      if (/locale/i.test(name)) forbid(holder, name, name)
    }
  }
  const parse = RealDate.parse
  RealDate.parse = (text) =>
    /T.*(Z|[+-]\d\d:\d\d)$/.test(text) ? parse(text) : forbidden(`Date.parse without a zone: ${text}`)
  globalThis.Date = new Proxy(RealDate, {
    apply: () => forbidden('Date()'),
    construct: (target, args, newTarget) =>
      args.length === 1 && typeof args[0] === 'number'
        ? (Reflect.construct(target, args, newTarget) as Date)
        : forbidden(`new Date of ${args.length} arguments`),
  })
  for (const name of GLOBALS) {
    Object.defineProperty(globalThis, name, { configurable: true, get: () => forbidden(name) })
  }
}
