// <copy-text data-label="Salin" data-done="Sudah disalin">…</copy-text>: adds a button that copies the text
// inside. Without script, or where the clipboard is closed, the text can still be selected by hand.

export class CopyText extends HTMLElement {
  connectedCallback(): void {
    if (!('clipboard' in navigator) || this.querySelector('button')) return
    const label = this.dataset.label ?? ''
    const text = (this.querySelector('code, pre, input')?.textContent ?? this.textContent ?? '').trim()
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 't-btn'
    button.dataset.v = 'quiet'
    button.dataset.z = 's'
    button.textContent = label
    const said = document.createElement('span')
    said.className = 't-vh'
    said.setAttribute('role', 'status')
    button.addEventListener('click', () => {
      void navigator.clipboard.writeText(text).then(() => {
        button.textContent = this.dataset.done ?? label
        said.textContent = this.dataset.done ?? label
        setTimeout(() => {
          button.textContent = label
          said.textContent = ''
        }, 4000)
      })
    })
    this.append(button, said)
  }
}

customElements.define('copy-text', CopyText)
