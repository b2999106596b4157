// <check-proof data-proof="/log/…/proof/7" data-policy="…" data-good="…" data-bad="…"> : fetches the proof of an entry (or
// takes the text in its <pre>), verifies it here, and shows each step. Without script the page says how to do it by hand.
import { verifyReceipt } from '@terang/log/receipt.ts'
import type { ReceiptStep } from '@terang/log/receipt.ts'

export class CheckProof extends HTMLElement {
  connectedCallback(): void {
    void this.#check().catch((error: unknown) => {
      this.#say(false, [], error instanceof Error ? error.message : String(error))
    })
  }

  async #check(): Promise<void> {
    const { proof, policy = '' } = this.dataset
    const text = proof === undefined ? (this.querySelector('pre')?.textContent ?? '') : await read(proof)
    const report = await verifyReceipt(text, { policy })
    const { index, leaf } = this.dataset
    // The proof must be of the entry that the page shows.
    const same =
      (index === undefined || Number(index) === report.index) && (leaf === undefined || leaf === report.leaf)
    this.#say(report.ok && same, report.steps)
  }

  #say(ok: boolean, steps: readonly ReceiptStep[], detail = ''): void {
    const out = document.createElement('div')
    out.className = 't-stack'
    out.dataset.gap = '3'
    const verdict = document.createElement('p')
    verdict.className = 't-badge'
    verdict.dataset.s = ok ? 'ok' : 'no'
    verdict.setAttribute('role', 'status')
    verdict.append(this.#icon(ok), (ok ? this.dataset.good : this.dataset.bad) ?? '')
    const list = document.createElement('ol')
    list.className = 't-proof'
    for (const step of steps) {
      const item = document.createElement('li')
      item.dataset.s = step.ok ? 'ok' : 'no'
      const title = document.createElement('span')
      title.className = 't-proof__t'
      title.textContent = step.text
      item.append(this.#icon(step.ok), title, document.createElement('span'))
      list.append(item)
    }
    out.append(verdict)
    // Where the page shows the steps already, the verdict is enough.
    if (this.dataset.brief === undefined) out.append(list)
    if (detail !== '') out.append(detail)
    this.querySelector('[data-out]')?.replaceChildren(out)
  }

  #icon(ok: boolean): Node {
    const template = this.querySelector<HTMLTemplateElement>(`template[data-icon="${ok ? 'ok' : 'no'}"]`)
    return template?.content.cloneNode(true) ?? document.createTextNode('')
  }
}

async function read(path: string): Promise<string> {
  const response = await fetch(path, { cache: 'no-store', credentials: 'omit' })
  if (!response.ok) throw new Error(`HTTP ${response.status}`)
  return response.text()
}

customElements.define('check-proof', CheckProof)
