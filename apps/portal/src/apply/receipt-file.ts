// The receipt as one HTML file that checks itself without a network. It is a download with its own strict policy in the
// file: no request can leave it. The script is bundled once a process from receipt-check.ts and packages/log.
import { join } from 'node:path'
import { applyId } from '../words/apply.id.ts'
import { writing } from './present.ts'
import type { ReceiptFile } from './receipt.ts'
import type { Services } from '../services/services.ts'

let script: Promise<string> | undefined

/** The verifier as one script, without an import left. */
export function receiptScript(): Promise<string> {
  script ??= import('esbuild').then(async ({ build }) => {
    const result = await build({
      entryPoints: [join(import.meta.dirname, 'receipt-check.ts')],
      bundle: true,
      format: 'iife',
      target: ['chrome105', 'firefox115', 'safari16'],
      minify: true,
      write: false,
      charset: 'ascii',
      logLevel: 'silent',
    })
    return result.outputFiles[0]!.text
  })
  return script
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
/** JSON that no HTML parser takes for markup. */
const embedded = (value: unknown) =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

const style =
  'body{font:1rem/1.6 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#12242b;background:#fff}h1{font-size:1.5rem}dt{font-weight:600}dd{margin:0 0 .6rem;overflow-wrap:anywhere}.ya::before{content:"\\2713\\00a0"}.tidak::before{content:"\\2717\\00a0"}.tidak{color:#9a1b1b;font-weight:600}#putusan{font-size:1.2rem;font-weight:700}pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.8rem}@media (prefers-color-scheme:dark){body{color:#e6eff2;background:#0b2028}.tidak{color:#ffb4ab}}'

export async function receiptHtml(services: Services, receipt: ReceiptFile): Promise<string> {
  const code = (await receiptScript()).replaceAll('</script', '<\\/script')
  const f = writing(services)
  const kind = (t: string) => applyId.receipt.kind[t] ?? t
  const opened = receipt.entries.map((entry) => {
    const fields = Object.entries(entry.opening?.fields ?? {})
      .map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(String(value))}</dd>`)
      .join('')
    return `<h2>${escaped(kind(entry.t))}, nomor ${f.number(entry.index)}</h2><dl><dt>Waktu</dt><dd>${escaped(f.dateTime(`${entry.at.slice(0, 16)}:00Z`))}</dd><dt>Sidik</dt><dd>${entry.leaf}</dd>${fields}</dl><details><summary>Bukti mentah (tlog-proof)</summary><pre>${escaped(entry.proof)}</pre></details>`
  })
  return `<!doctype html>
<html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'">
<title>${escaped(applyId.receipt.title)}</title><style>${style}</style></head><body>
<h1>${escaped(applyId.receipt.title)}</h1>
<p id="putusan" role="status">Berkas ini memeriksa dirinya sendiri bila JavaScript menyala.</p>
<p>${escaped(services.agency.name.id)}. Dibuat ${escaped(f.dateTime(receipt.made))}. Berkas ini memuat data pribadi Anda dan kunci untuk menemukan catatan tentang Anda. Jangan dibagikan.</p>
<ul id="hasil"></ul>
${opened.join('\n')}
<h2>Kunci dan log</h2><dl><dt>Log</dt><dd>${escaped(receipt.origin)}</dd><dt>Kunci pemeriksa log</dt><dd>${escaped(receipt.vkey)}</dd><dt>Aturan saksi</dt><dd><pre>${escaped(receipt.policy)}</pre></dd><dt>Kunci Anda (K)</dt><dd>${escaped(receipt.subject_key)}</dd></dl>
<script type="application/json" id="data">${embedded(receipt)}</script>
<script>${code}</script>
</body></html>
`
}
