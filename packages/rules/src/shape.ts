/**
 * Shapes of JSON data: one definition gives the type, the check and a JSON Schema.
 * Rule sets are written by people, so every refusal says where (a path such as
 * `skd.parts.twk.max.value`) and what was expected. No dependency: this also runs in a browser.
 */

export interface ShapeProblem {
  path: string
  message: string
}

export interface Shape<T> {
  read(value: unknown, path: string, problems: ShapeProblem[]): T
  schema: Readonly<Record<string, unknown>>
}

export interface OptionalShape<T> extends Shape<T | undefined> {
  optional: true
}

export type Read<S> = S extends Shape<infer T> ? T : never

type Fields = Record<string, Shape<unknown>>
type OptionalKeys<F extends Fields> = {
  [K in keyof F]: F[K] extends OptionalShape<unknown> ? K : never
}[keyof F]
type ObjectOf<F extends Fields> = { [K in Exclude<keyof F, OptionalKeys<F>>]: Read<F[K]> } & {
  [K in OptionalKeys<F>]?: Read<F[K]>
}

/** A value that failed its shape never leaves `readShape`, so the placeholder is never seen. */
function refused<T>(path: string, message: string, problems: ShapeProblem[]): T {
  problems.push({ path, message })
  return undefined as T
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  return JSON.stringify(value)
}

export function text(options: { pattern?: RegExp } = {}): Shape<string> {
  return {
    read(value, path, problems) {
      if (typeof value !== 'string' || value === '') {
        return refused(path, `expected a text, found ${describe(value)}`, problems)
      }
      if (options.pattern !== undefined && !options.pattern.test(value)) {
        return refused(path, `${JSON.stringify(value)} does not match ${options.pattern}`, problems)
      }
      return value
    },
    schema: {
      type: 'string',
      minLength: 1,
      ...(options.pattern ? { pattern: options.pattern.source } : {}),
    },
  }
}

export function integer(min: number, max: number): Shape<number> {
  return {
    read(value, path, problems) {
      if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
        return refused(path, `expected a whole number, found ${describe(value)}`, problems)
      }
      if (value < min || value > max) {
        return refused(path, `${value} is outside ${min} to ${max}`, problems)
      }
      return value
    },
    schema: { type: 'integer', minimum: min, maximum: max },
  }
}

export function flag(): Shape<boolean> {
  return {
    read(value, path, problems) {
      if (typeof value === 'boolean') return value
      return refused(path, `expected true or false, found ${describe(value)}`, problems)
    },
    schema: { type: 'boolean' },
  }
}

export function oneOf<const T extends readonly string[]>(...values: T): Shape<T[number]> {
  return {
    read(value, path, problems) {
      if (typeof value === 'string' && values.includes(value)) return value
      return refused(path, `expected one of ${values.join(', ')}, found ${describe(value)}`, problems)
    },
    schema: { enum: values },
  }
}

export function nullable<T>(inner: Shape<T>): Shape<T | null> {
  return {
    read: (value, path, problems) => (value === null ? null : inner.read(value, path, problems)),
    schema: { anyOf: [inner.schema, { type: 'null' }] },
  }
}

export function optional<T>(inner: Shape<T>): OptionalShape<T> {
  return {
    optional: true,
    read: (value, path, problems) => (value === undefined ? undefined : inner.read(value, path, problems)),
    schema: inner.schema,
  }
}

export function list<T>(inner: Shape<T>, minimum = 0): Shape<T[]> {
  return {
    read(value, path, problems) {
      if (!Array.isArray(value)) {
        return refused(path, `expected a list, found ${describe(value)}`, problems)
      }
      if (value.length < minimum) {
        return refused(path, `expected at least ${minimum} items, found ${value.length}`, problems)
      }
      return value.map((item: unknown, at) => inner.read(item, join(path, name(item, at)), problems))
    },
    schema: { type: 'array', items: inner.schema, minItems: minimum },
  }
}

export function record<T>(inner: Shape<T>): Shape<Record<string, T>> {
  return {
    read(value, path, problems) {
      if (!isObject(value)) return refused(path, `expected an object, found ${describe(value)}`, problems)
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, inner.read(item, join(path, key), problems)]),
      )
    },
    schema: { type: 'object', additionalProperties: inner.schema },
  }
}

export function object<F extends Fields>(fields: F): Shape<ObjectOf<F>> {
  const required = Object.keys(fields).filter((key) => !isOptional(fields[key]))
  return {
    read(value, path, problems) {
      if (!isObject(value)) return refused(path, `expected an object, found ${describe(value)}`, problems)
      for (const key of Object.keys(value)) {
        if (!Object.hasOwn(fields, key)) {
          problems.push({ path: join(path, key), message: 'unknown key' })
        }
      }
      const read: Record<string, unknown> = {}
      for (const [key, shape] of Object.entries(fields)) {
        if (Object.hasOwn(value, key) || !isOptional(shape)) {
          read[key] = shape.read(value[key], join(path, key), problems)
        }
      }
      return read as ObjectOf<F>
    },
    schema: {
      type: 'object',
      additionalProperties: false,
      required,
      properties: Object.fromEntries(Object.entries(fields).map(([key, shape]) => [key, shape.schema])),
    },
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`
}

/**
 * List items are named by what identifies them (`skd.parts.twk`, `overflow.steps.U-2`), so that a
 * path stays true when something is added before it.
 */
export function name(item: unknown, at: number): string {
  if (!isObject(item)) return String(at)
  const { id, key, code, stage } = item
  if (typeof id === 'string') return id
  if (typeof key === 'string') return key
  if (typeof code === 'string') return typeof stage === 'string' ? `${code}@${stage}` : code
  if (typeof stage === 'string') return stage
  return String(at)
}

function isOptional(shape: Shape<unknown> | undefined): boolean {
  return shape !== undefined && 'optional' in shape
}

/** Calls `see` for every object of a rule set with its path. */
export function visit(
  value: unknown,
  path: string,
  see: (node: Record<string, unknown>, path: string) => void,
): void {
  if (Array.isArray(value)) {
    value.forEach((item: unknown, at) => visit(item, join(path, name(item, at)), see))
  } else if (isObject(value)) {
    see(value, path)
    for (const [key, item] of Object.entries(value)) visit(item, join(path, key), see)
  }
}
