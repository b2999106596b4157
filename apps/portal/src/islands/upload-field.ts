// <upload-field data-sending="Mengunggah {kirim} dari {semua}" data-lost="…" data-cancel="Batalkan unggahan">
// around a form with one file field: sends the file as soon as it is chosen, shows progress in KB, and then
// follows the server's answer. Without script the form sends the file with its button.
// A refused file (422) comes back as the page with its message, which takes the place of this one.
import { parsePage } from './trusted.ts'

function size(bytes: number): string {
  const kb = Math.ceil(bytes / 1024)
  return kb < 1024 ? `${kb} KB` : `${(Math.ceil((kb * 10) / 1024) / 10).toString().replace('.', ',')} MB`
}

export class UploadField extends HTMLElement {
  #request: XMLHttpRequest | undefined

  connectedCallback(): void {
    const form = this.querySelector('form') ?? this.closest('form')
    const input = this.querySelector<HTMLInputElement>('input[type="file"]')
    if (!form || !input) return
    input.addEventListener('change', () => {
      if (input.files && input.files.length > 0) this.#send(form, input)
    })
  }

  disconnectedCallback(): void {
    this.#request?.abort()
  }

  #send(form: HTMLFormElement, input: HTMLInputElement): void {
    this.#request?.abort()
    const request = new XMLHttpRequest()
    this.#request = request
    const box = this.#box()
    const bar = document.createElement('progress')
    bar.className = 't-progress'
    bar.max = input.files?.[0]?.size ?? 1
    bar.value = 0
    const line = document.createElement('p')
    line.className = 't-upload__r'
    line.setAttribute('role', 'status')
    const cancel = document.createElement('button')
    cancel.type = 'button'
    cancel.className = 't-btn'
    cancel.dataset.v = 'quiet'
    cancel.dataset.z = 's'
    cancel.textContent = this.dataset.cancel ?? ''
    cancel.addEventListener('click', () => {
      request.abort()
      input.value = ''
      box.replaceChildren()
      input.focus()
    })
    box.replaceChildren(line, bar, cancel)
    bar.setAttribute('aria-label', input.labels?.[0]?.textContent ?? '')

    let spoken = -1
    request.upload.addEventListener('progress', (event) => {
      bar.max = event.total
      bar.value = event.loaded
      // Screen readers hear every quarter, not every packet.
      const quarter = Math.floor((event.loaded * 4) / Math.max(1, event.total))
      if (quarter === spoken) return
      spoken = quarter
      line.textContent = (this.dataset.sending ?? '')
        .replace('{kirim}', size(event.loaded))
        .replace('{semua}', size(event.total))
    })
    request.addEventListener('load', () => this.#answered(request))
    request.addEventListener('error', () => {
      line.textContent = this.dataset.lost ?? ''
      input.value = ''
      bar.remove()
      cancel.remove()
    })
    request.open('POST', form.action)
    request.setRequestHeader('accept', 'text/html')
    request.send(new FormData(form))
  }

  #answered(request: XMLHttpRequest): void {
    if (request.status >= 200 && request.status < 400) {
      // The page after the upload is already an answer to GET: show it under its own address.
      location.assign(request.responseURL || location.href)
      return
    }
    const page = parsePage(request.responseText)
    const main = page.querySelector('main')
    const own = document.querySelector('main')
    if (!main || !own) {
      location.reload()
      return
    }
    own.replaceChildren(...[...main.childNodes].map((node) => document.importNode(node, true)))
    own.querySelector<HTMLElement>('#perbaiki, [aria-invalid="true"]')?.focus()
  }

  #box(): HTMLElement {
    const known = this.querySelector<HTMLElement>('[data-progress]')
    if (known) return known
    const box = document.createElement('div')
    box.className = 't-upload'
    box.dataset.progress = ''
    this.append(box)
    return box
  }
}

customElements.define('upload-field', UploadField)
