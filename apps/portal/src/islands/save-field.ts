// <save-field data-action="/lamaran/…/simpan" data-saving="…" data-saved="Tersimpan {waktu}" data-lost="…">
// around the fields of a form: saves what was typed a moment after the last key, as the form itself would, and
// says so in role="status". The form's own button keeps working without script.
// The server answers 204 or JSON { version } (a new row version replaces the hidden field "versi"), 409 and
// 422 leave the field alone: the page's own answer to the button explains them.
import { clockText } from './clock.ts'

const PAUSE_MS = 800
const RETRY_MS = 5_000

export class SaveField extends HTMLElement {
  #timer: ReturnType<typeof setTimeout> | undefined
  #running = false
  #dirty = false
  #waiting: SubmitEvent | undefined
  #status: HTMLElement | undefined

  connectedCallback(): void {
    const form = this.closest('form') ?? this.querySelector('form')
    if (!form || !this.dataset.action) return
    this.#status = document.createElement('p')
    this.#status.className = 't-saved'
    this.#status.setAttribute('role', 'status')
    this.append(this.#status)
    this.addEventListener('input', this.#typed)
    this.addEventListener('change', this.#typed)
    form.addEventListener('submit', this.#sent)
    addEventListener('online', this.#typed)
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer)
    removeEventListener('online', this.#typed)
  }

  #typed = (event: Event): void => {
    if (event.target instanceof HTMLInputElement && event.target.type === 'file') return
    if (event.type === 'online' && !this.#dirty) return
    this.#dirty = true
    this.#later(PAUSE_MS)
  }

  /** The person sends the form: nothing may overtake it, and it waits for a save on its way, which changes the version. */
  #sent = (event: SubmitEvent): void => {
    clearTimeout(this.#timer)
    this.#dirty = false
    if (!this.#running) return
    event.preventDefault()
    this.#waiting = event
  }

  #later(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#save(), ms)
  }

  async #save(): Promise<void> {
    const form = this.closest('form') ?? this.querySelector('form')
    if (!form || !this.dataset.action || !this.#dirty) return
    if (this.#running) return this.#later(PAUSE_MS)
    this.#running = true
    this.#dirty = false
    this.#say(this.dataset.saving ?? '', undefined)
    const body = new URLSearchParams()
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value)
    try {
      const response = await fetch(this.dataset.action, {
        method: 'POST',
        body,
        headers: { accept: 'application/json' },
        credentials: 'same-origin',
      })
      if (!response.ok) throw new Error(String(response.status))
      if (response.headers.get('content-type')?.includes('json')) {
        const answer = (await response.json()) as { version?: string | number; token?: string }
        this.#renew(form, 'versi', answer.version)
        this.#renew(form, 'token', answer.token)
      }
      this.#say((this.dataset.saved ?? '').replace('{waktu}', clockText()), 'ok')
    } catch (error) {
      const refused = error instanceof Error && /^4\d\d$/.test(error.message)
      this.#say(refused ? '' : (this.dataset.lost ?? ''), 'act')
      if (!refused && this.#waiting === undefined) {
        this.#dirty = true
        this.#later(RETRY_MS)
      }
    } finally {
      this.#running = false
      const waiting = this.#waiting
      this.#waiting = undefined
      if (waiting !== undefined) form.requestSubmit(waiting.submitter)
    }
  }

  #renew(form: HTMLFormElement, name: string, value: string | number | undefined): void {
    const field = form.elements.namedItem(name)
    if (value !== undefined && field instanceof HTMLInputElement) field.value = String(value)
  }

  #say(text: string, tone: 'ok' | 'act' | undefined): void {
    if (!this.#status) return
    this.#status.textContent = text
    if (tone) this.#status.dataset.s = tone
    else delete this.#status.dataset.s
  }
}

customElements.define('save-field', SaveField)
