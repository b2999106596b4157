// The verifier inside the receipt file: runs in a browser without a network, on the data that stands in the same file.
// Built with packages/log into one script; the file that carries it is a download, never a page of the site.
import { verifyReceipt } from '@terang/log/receipt.ts'
import { subjectPseudonym } from '@terang/log/subject.ts'
import { fromBase64url } from '@terang/log/bytes.ts'
import type { ReceiptFile } from './receipt.ts'

async function check(): Promise<void> {
  const receipt = JSON.parse(document.getElementById('data')?.textContent ?? '') as ReceiptFile
  const list = document.getElementById('hasil')
  if (list === null) return
  const key = fromBase64url(receipt.subject_key)
  const own = (['daftar', 'nilai', 'sanggah'] as const).map((phase) =>
    subjectPseudonym(key, receipt.selection, phase),
  )
  let whole = receipt.entries.length > 0
  for (const one of receipt.entries) {
    const report = await verifyReceipt(one.proof, {
      vkey: receipt.vkey,
      policy: receipt.policy,
      ...(one.opening === undefined ? {} : { opening: one.opening }),
    })
    const mine = report.entry?.subj !== undefined && own.includes(report.entry.subj)
    whole &&= report.ok && mine
    const item = document.createElement('li')
    const head = document.createElement('strong')
    head.textContent = `Catatan nomor ${one.index}: ${report.ok && mine ? 'cocok' : 'tidak cocok'}`
    item.append(head)
    const steps = document.createElement('ul')
    const say = (ok: boolean, text: string) => {
      const line = document.createElement('li')
      line.className = ok ? 'ya' : 'tidak'
      line.textContent = text
      steps.append(line)
    }
    for (const step of report.steps) say(step.ok, step.text)
    say(
      mine,
      mine
        ? 'Nama samaran di catatan ini dihitung dari kunci Anda.'
        : 'Nama samaran di catatan ini bukan dari kunci Anda.',
    )
    item.append(steps)
    list.append(item)
  }
  const verdict = document.getElementById('putusan')
  if (verdict === null) return
  verdict.textContent = whole
    ? 'Tanda terima ini asli dan utuh.'
    : 'Tanda terima ini tidak cocok. Lihat baris yang bertanda silang.'
  verdict.className = whole ? 'ya' : 'tidak'
}

check().catch((error: unknown) => {
  const verdict = document.getElementById('putusan')
  if (verdict === null) return
  verdict.textContent = `Pemeriksaan berhenti: ${error instanceof Error ? error.message : String(error)}`
  verdict.className = 'tidak'
})
