// <check-desk data-on="…" data-off="…" data-fresh="…"> around the screening desk: keys for the lines of the checklist, and
// one document at a time beside them. Everything works without it; single keys can be switched off (and are off while typing).
//   ↑ ↓ line   1 yes   2 no   3 write the note   ← → document   PgUp PgDn scroll   Z larger   [ ] turn   Esc back to the line
import { freshen, setZoom, turnPages } from './document-pages.ts'

const stored = 'terang.pintasan'
/** Addresses of pictures hold five minutes; those not looked at yet get new ones before. */
const freshMs = 4 * 60_000

class CheckDesk extends HTMLElement {
  #lines: HTMLElement[] = []
  #documents: HTMLElement[] = []
  #button: HTMLButtonElement | null = null
  #zoom: HTMLButtonElement | null = null
  #timer = 0

  connectedCallback(): void {
    this.#lines = [...this.querySelectorAll<HTMLElement>('[data-line]')]
    this.#documents = [...this.querySelectorAll<HTMLElement>('[data-file]')]
    document.addEventListener('keydown', this.#pressed)
    this.addEventListener('focusin', this.#focused)
    this.addEventListener('click', this.#clicked)
    this.#button = document.querySelector<HTMLButtonElement>('[data-keys]')
    if (this.#button) {
      this.#button.hidden = false
      this.#button.addEventListener('click', this.#toggle)
      this.#name()
    }
    this.#zoom = this.querySelector<HTMLButtonElement>('button[data-zoom]')
    for (const tools of this.querySelectorAll<HTMLElement>('[data-tools]')) tools.hidden = false
    this.#timer = window.setInterval(() => void freshen(this, this.dataset.fresh ?? ''), freshMs)
    this.#show(this.#documents[0]?.dataset.file)
    if (document.activeElement === document.body) this.#focusLine(0)
  }

  disconnectedCallback(): void {
    document.removeEventListener('keydown', this.#pressed)
    this.#button?.removeEventListener('click', this.#toggle)
    window.clearInterval(this.#timer)
  }

  get #areOn(): boolean {
    return localStorage.getItem(stored) !== 'mati'
  }

  #toggle = (): void => {
    localStorage.setItem(stored, this.#areOn ? 'mati' : 'nyala')
    this.#name()
  }

  #name(): void {
    if (this.#button) this.#button.textContent = (this.#areOn ? this.dataset.off : this.dataset.on) ?? ''
  }

  #clicked = (event: MouseEvent): void => {
    const target = event.target instanceof Element ? event.target : null
    const link = target?.closest<HTMLElement>('[data-document]')
    if (link) {
      event.preventDefault()
      this.#show(link.dataset.document)
      return
    }
    if (target?.closest('[data-turn]')) this.#turnShown(1)
    // A press on the page itself enlarges it here; with a modifier it opens beside, as links do.
    const isPage = target?.closest('[data-closer]') && !event.ctrlKey && !event.metaKey && !event.shiftKey
    if (isPage) event.preventDefault()
    if (isPage || target?.closest('button[data-zoom]')) this.#enlarge()
  }

  get #shown(): HTMLElement | undefined {
    return this.#documents.find((one) => !one.hidden)
  }

  #enlarge(): void {
    const large = this.dataset.large === undefined
    const stage = this.querySelector<HTMLElement>('[data-stage]')
    const place = stage ? stage.scrollTop / stage.scrollHeight : 0
    this.toggleAttribute('data-large', large)
    this.#zoom?.setAttribute('aria-pressed', String(large))
    if (this.#shown) setZoom(this.#shown, large)
    // The eye stays on the line it was reading; the margin of the paper is passed over.
    stage?.scrollTo({ top: place * stage.scrollHeight, left: large ? stage.scrollWidth * 0.08 : 0 })
  }

  #turnShown(step: 1 | -1): void {
    if (this.#shown) turnPages(this.#shown, step)
  }

  #scroll(step: 1 | -1): void {
    const stage = this.querySelector<HTMLElement>('[data-stage]')
    if (!stage) return
    const before = stage.scrollTop
    stage.scrollBy({ top: step * stage.clientHeight * 0.85 })
    if (stage.scrollTop === before) this.#turn(step)
  }

  /** The document of the line one works on comes forward. */
  #focused = (event: FocusEvent): void => {
    const line = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-line]') : null
    if (line?.dataset.of) this.#show(line.dataset.of)
  }

  #show(name: string | undefined): void {
    if (name === undefined || !this.#documents.some((one) => one.dataset.file === name)) return
    const before = this.#shown
    for (const one of this.#documents) one.hidden = one.dataset.file !== name
    const shown = this.#shown
    if (shown && shown !== before) {
      setZoom(shown, this.dataset.large !== undefined)
      this.querySelector('[data-stage]')?.scrollTo({ top: 0 })
    }
    for (const link of this.querySelectorAll<HTMLElement>('[data-document]')) {
      if (link.dataset.document === name) link.setAttribute('aria-current', 'true')
      else link.removeAttribute('aria-current')
    }
  }

  #pressed = (event: KeyboardEvent): void => {
    const target = event.target instanceof HTMLElement ? event.target : null
    const line = target?.closest<HTMLElement>('[data-line]') ?? null
    if (event.key === 'Escape' && line && isWriting(target)) {
      answers(line)[0]?.focus()
      return
    }
    if (!this.#areOn || event.ctrlKey || event.altKey || event.metaKey || isWriting(target)) return
    const at = line ? this.#lines.indexOf(line) : -1
    const act = this.#actions(event.key, at, line)
    if (!act) return
    event.preventDefault()
    act()
  }

  #actions(key: string, at: number, line: HTMLElement | null): (() => void) | undefined {
    switch (key) {
      case 'ArrowDown':
        return () => this.#focusLine(at + 1)
      case 'ArrowUp':
        return () => this.#focusLine(at - 1)
      case 'ArrowRight':
        return () => this.#turn(1)
      case 'ArrowLeft':
        return () => this.#turn(-1)
      case 'PageDown':
        return () => this.#scroll(1)
      case 'PageUp':
        return () => this.#scroll(-1)
      case 'z':
      case 'Z':
        return () => this.#enlarge()
      case ']':
        return () => this.#turnShown(1)
      case '[':
        return () => this.#turnShown(-1)
      case '1':
      case '2':
        return line ? () => choose(line, Number(key) - 1) : undefined
      case '3':
        return line ? () => line.querySelector<HTMLElement>('textarea')?.focus() : undefined
      default:
        return undefined
    }
  }

  #focusLine(at: number): void {
    const line = this.#lines[Math.max(0, Math.min(this.#lines.length - 1, at))]
    if (!line) return
    const inputs = answers(line)
    ;(inputs.find((input) => input.checked) ?? inputs[0])?.focus()
    line.scrollIntoView({ block: 'nearest' })
  }

  #turn(step: number): void {
    const now = this.#documents.findIndex((one) => !one.hidden)
    const next = this.#documents[(now + step + this.#documents.length) % this.#documents.length]
    this.#show(next?.dataset.file)
  }
}

function answers(line: HTMLElement): HTMLInputElement[] {
  return [...line.querySelectorAll<HTMLInputElement>('input[type="radio"]')]
}

/** A "no" leads to its reason at once. */
function choose(line: HTMLElement, which: number): void {
  const input = answers(line)[which]
  if (!input) return
  input.checked = true
  input.dispatchEvent(new Event('change', { bubbles: true }))
  if (which === 0) input.focus()
  else line.querySelector<HTMLElement>('select')?.focus()
}

function isWriting(target: HTMLElement | null): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && target.type !== 'radio')
  )
}

customElements.define('check-desk', CheckDesk)
