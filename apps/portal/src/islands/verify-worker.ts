// The citizen's checker (apps/verify) in a worker of the browser: reads the site that served the page, always from the
// network, and tells the page what it finds. Nothing leaves the device but requests for public files.
import { verifySite } from '@terang/verify/verify.ts'
import type { CheckLine, Step } from '@terang/verify/report.ts'
import type { VerifyReport } from '@terang/verify/verify.ts'

export interface VerifyOrder {
  readonly lang: 'id' | 'en'
  readonly selection?: string
}

export type VerifyNews =
  | { readonly kind: 'line'; readonly line: CheckLine }
  | { readonly kind: 'progress'; readonly step: Step; readonly done: number; readonly total: number }
  | { readonly kind: 'report'; readonly report: Pick<VerifyReport, 'ok' | 'logs'>; readonly bytes: number }
  | { readonly kind: 'stopped'; readonly detail: string }

const scope = globalThis as unknown as {
  postMessage: (news: VerifyNews, transfer: Transferable[]) => void
  addEventListener: (type: 'message', listener: (event: MessageEvent<VerifyOrder>) => void) => void
}

const tell = (news: VerifyNews): void => scope.postMessage(news, [])
let bytes = 0

async function read(address: string): Promise<Uint8Array | undefined> {
  // A copy in the browser's cache would prove the copy, not the site.
  const response = await fetch(new URL(address, location.origin), { cache: 'no-store', credentials: 'omit' })
  if (response.status === 404) return undefined
  if (!response.ok) throw new Error(`${address}: HTTP ${response.status}`)
  const body = new Uint8Array(await response.arrayBuffer())
  bytes += body.length
  return body
}

async function check(order: VerifyOrder): Promise<void> {
  bytes = 0
  try {
    const report = await verifySite({
      ...order,
      fetch: read,
      onLine: (line) => tell({ kind: 'line', line }),
      onProgress: (step, done, total) => tell({ kind: 'progress', step, done, total }),
    })
    tell({ kind: 'report', report: { ok: report.ok, logs: report.logs }, bytes })
  } catch (error) {
    tell({ kind: 'stopped', detail: error instanceof Error ? error.message : String(error) })
  }
}

scope.addEventListener('message', ({ data }) => void check(data))
