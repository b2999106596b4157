// <live-region data-stream="/arus/…" data-event="topik" data-fragment="/halaman" data-select="#bagian" …>
// listens to the server and fetches its own part of the page again when something changed. The event carries
// only topic and version, so that what a person sees always passes the page's own access check.
// Focus and reading place stay: only the inside of this element is replaced, and never while it holds focus.
// data-status names the element that says "Tersambung…"; data-connected and data-lost are its sentences.
import { clockText } from './clock.ts'
import { parsePage } from './trusted.ts'

const LEAST_MS = 1_000

export class LiveRegion extends HTMLElement {
  #stream: EventSource | undefined
  #fetching = false
  #again = false
  #timer: ReturnType<typeof setTimeout> | undefined

  connectedCallback(): void {
    const { stream } = this.dataset
    if (!stream || !('EventSource' in window)) return
    this.#stream = new EventSource(stream)
    this.#stream.addEventListener(this.dataset.event ?? 'message', () => this.#changed())
    this.#stream.addEventListener('open', () => this.#say(true))
    this.#stream.addEventListener('error', () => this.#say(false))
    document.addEventListener('visibilitychange', this.#seen)
    this.addEventListener('focusout', this.#left)
  }

  disconnectedCallback(): void {
    this.#stream?.close()
    this.#stream = undefined
    clearTimeout(this.#timer)
    document.removeEventListener('visibilitychange', this.#seen)
    this.removeEventListener('focusout', this.#left)
  }

  #seen = (): void => {
    if (document.visibilityState === 'visible' && this.#again) this.#changed()
  }

  #left = (): void => {
    if (this.#again) this.#changed()
  }

  #busy(): boolean {
    return document.visibilityState === 'hidden' || this.contains(document.activeElement)
  }

  #changed(): void {
    this.#again = true
    if (this.#fetching || this.#busy() || this.dataset.paused === 'true') return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#refresh(), Number(this.dataset.wait ?? LEAST_MS))
  }

  async #refresh(): Promise<void> {
    if (this.#fetching) return
    this.#fetching = true
    this.#again = false
    try {
      const response = await fetch(this.dataset.fragment ?? location.href, {
        headers: { accept: 'text/html' },
        credentials: 'same-origin',
      })
      if (!response.ok) {
        this.#say(false)
        return
      }
      const page = parsePage(await response.text())
      const select = this.dataset.select ?? (this.id ? `#${this.id}` : 'body')
      const fresh = page.querySelector(select)
      if (!fresh) return
      if (this.#busy()) {
        this.#again = true
        return
      }
      this.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)))
      this.dispatchEvent(new CustomEvent('terang:updated', { bubbles: true }))
      this.#say(true)
    } catch {
      this.#say(false)
    } finally {
      this.#fetching = false
    }
  }

  #say(connected: boolean): void {
    const { status } = this.dataset
    const place = status ? document.getElementById(status) : null
    if (!place) return
    const sentence = connected ? (this.dataset.connected ?? '') : (this.dataset.lost ?? '')
    const text = sentence.replace('{waktu}', clockText())
    if (place.textContent !== text) place.textContent = text
  }
}

customElements.define('live-region', LiveRegion)
