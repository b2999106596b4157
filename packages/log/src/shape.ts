// The vocabulary in which the register states what a body may hold: a handful of closed shapes and the one
// function that checks a value against a shape and says where and why it does not fit.

import { KEY_PATTERN } from './canonical.ts'

export type Shape =
  | { readonly kind: 'text'; readonly pattern: RegExp; readonly says: string }
  | { readonly kind: 'integer'; readonly min: number }
  | { readonly kind: 'list'; readonly of: Shape; readonly ascending?: boolean }
  | { readonly kind: 'map' }
  | { readonly kind: 'object'; readonly keys: ShapeKeys }
  | { readonly kind: 'either'; readonly of: readonly Shape[] }

/** Keys of an object; a name that ends in "?" may be absent. */
export type ShapeKeys = { readonly [key: string]: Shape }

function describe(shape: Shape): string {
  switch (shape.kind) {
    case 'text':
      return shape.says
    case 'integer':
      return `a whole number from ${shape.min}`
    case 'list':
      return `a list of ${describe(shape.of)}`
    case 'map':
      return 'an object of whole numbers'
    case 'object':
      return 'an object'
    case 'either':
      return shape.of.map(describe).join(' or ')
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isAscending(list: readonly unknown[]): boolean {
  return list.every((item, i) => {
    if (i === 0) return true
    const before = list[i - 1]
    return typeof item === 'number' && typeof before === 'number'
      ? before < item
      : typeof item === 'string' && typeof before === 'string' && before < item
  })
}

/** The first thing that does not fit, as a sentence that names the key; undefined where all fits. */
export function misfit(value: unknown, shape: Shape, where: string): string | undefined {
  const wrong = (): string => `${where} must be ${describe(shape)}`
  switch (shape.kind) {
    case 'text':
      return typeof value === 'string' && shape.pattern.test(value) ? undefined : wrong()
    case 'integer':
      return Number.isSafeInteger(value) && (value as number) >= shape.min ? undefined : wrong()
    case 'list': {
      if (!Array.isArray(value)) return wrong()
      for (const [i, item] of value.entries()) {
        const problem = misfit(item, shape.of, `${where}[${i}]`)
        if (problem !== undefined) return problem
      }
      return shape.ascending && !isAscending(value)
        ? `${where} must be ascending and without repetition`
        : undefined
    }
    case 'map': {
      if (!isObject(value)) return wrong()
      for (const [key, item] of Object.entries(value)) {
        if (!KEY_PATTERN.test(key) || !Number.isSafeInteger(item))
          return `${where}.${key} must be a whole number`
      }
      return undefined
    }
    case 'object':
      return isObject(value) ? misfitOfKeys(value, shape.keys, where) : wrong()
    case 'either':
      return shape.of.some((one) => misfit(value, one, where) === undefined) ? undefined : wrong()
  }
}

export function misfitOfKeys(
  value: Record<string, unknown>,
  keys: ShapeKeys,
  where: string,
): string | undefined {
  for (const key of Object.keys(value)) {
    if (!Object.hasOwn(keys, key) && !Object.hasOwn(keys, `${key}?`))
      return `${where}.${key} is not a key of this type`
  }
  for (const [name, shape] of Object.entries(keys)) {
    const optional = name.endsWith('?')
    const key = optional ? name.slice(0, -1) : name
    if (!Object.hasOwn(value, key)) {
      if (optional) continue
      return `${where}.${key} is missing`
    }
    const problem = misfit(value[key], shape, `${where}.${key}`)
    if (problem !== undefined) return problem
  }
  return undefined
}
