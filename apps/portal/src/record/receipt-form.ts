// A receipt that somebody hands in on Verifikasi: the text of one proof, or the file that an applicant downloaded. Read
// with a limit, checked with the key of this log, kept nowhere.
import { verifyReceipt } from '@terang/log/receipt.ts'
import type { CheckedReceipt } from './verify-pages.tsx'

const mostBytes = 2 * 1024 * 1024
/** A file of an applicant has a handful; more is no receipt of ours. */
const mostReceipts = 20

export type HandedIn = { kind: 'text'; text: string } | { kind: 'empty' } | { kind: 'large' }

export async function readSecond(request: Request): Promise<HandedIn> {
  const length = Number(request.headers.get('Content-Length') ?? mostBytes + 1)
  if (!(length <= mostBytes)) return { kind: 'large' }
  let form: FormData
  try {
    form = await request.formData()
  } catch {
    return { kind: 'empty' }
  }
  const [typed, file] = [form.get('tanda_terima'), form.get('berkas')]
  const written = typeof typed === 'string' ? typed.replaceAll('\r\n', '\n').trim() : ''
  const text =
    written !== '' ? `${written}\n` : file instanceof File && file.size > 0 ? await file.text() : ''
  return text === '' ? { kind: 'empty' } : { kind: 'text', text }
}

export async function checkReceipts(text: string, policy: string): Promise<CheckedReceipt[]> {
  return Promise.all(
    proofsIn(text).map(async (proof) => ({ proof, report: await verifyReceipt(proof, { policy }) })),
  )
}

/** The proofs in a file of receipts (JSON, or the page that carries it); else the text itself. */
function proofsIn(text: string): string[] {
  const embedded = /<script type="application\/json" id="data">([^<]*)<\/script>/.exec(text)?.[1]
  try {
    const json = JSON.parse(embedded ?? text) as { entries?: { proof?: unknown }[] }
    const proofs = (json.entries ?? []).flatMap(({ proof }) => (typeof proof === 'string' ? [proof] : []))
    if (proofs.length > 0) return proofs.slice(0, mostReceipts)
  } catch {
    // A plain proof is no JSON.
  }
  return [text]
}
