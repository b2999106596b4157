// node:test where there is no Node: tests are collected, then run one after the other. What a test says when it fails is
// handed back as text, so that the same report can cross from a page or a worker.

type Body = () => unknown
interface Options {
  readonly skip?: boolean | string
}

export interface Outcome {
  readonly name: string
  readonly state: 'passed' | 'failed' | 'skipped'
  readonly detail: string
}

const collected: { name: string; body: Body; skip: boolean }[] = []

export function test(name: string, second: Options | Body, third?: Body): void {
  const body = typeof second === 'function' ? second : third
  const options = typeof second === 'function' ? {} : second
  if (body === undefined) throw new Error(`${name}: a test without a body`)
  collected.push({ name, body, skip: options.skip !== undefined && options.skip !== false })
}

export async function runCollected(): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const { name, body, skip } of collected) {
    if (skip) {
      outcomes.push({ name, state: 'skipped', detail: '' })
      continue
    }
    try {
      await body()
      outcomes.push({ name, state: 'passed', detail: '' })
    } catch (error) {
      const detail = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error)
      outcomes.push({ name, state: 'failed', detail })
    }
  }
  return outcomes
}
