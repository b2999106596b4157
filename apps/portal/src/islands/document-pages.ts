// Pages of a document on the desk, once they are there: larger, turned, and with addresses that still hold.

/** Twice the dots for the shown document. Pictures far below wait until they come near, as before. */
export function setZoom(card: HTMLElement, large: boolean): void {
  for (const picture of pictures(card)) change(picture, { dpi: large ? '200' : '100' })
}

/** A quarter turn of all pages: who scans sideways scans all sideways. */
export function turnPages(card: HTMLElement, step: 1 | -1): void {
  for (const picture of pictures(card)) {
    const now = Number(new URL(picture.src).searchParams.get('putar') ?? '0')
    change(picture, { putar: String((now + step * 90 + 360) % 360) })
    const [width, height] = [picture.getAttribute('width'), picture.getAttribute('height')]
    picture.setAttribute('width', height ?? '')
    picture.setAttribute('height', width ?? '')
  }
}

/** New signatures for what was not loaded yet, and for the downloads. */
export async function freshen(desk: HTMLElement, address: string): Promise<void> {
  const answer = await fetch(address).catch(() => undefined)
  if (answer?.ok !== true) return
  const fresh = (await answer.json()) as Record<string, string>
  for (const link of desk.querySelectorAll<HTMLAnchorElement>('[data-get]')) {
    const now = fresh[link.dataset.get ?? '']
    if (now !== undefined) link.href = now
  }
  for (const figure of desk.querySelectorAll<HTMLElement>('[data-page]')) {
    const signature = new URL(fresh[figure.dataset.page ?? ''] ?? '', location.href).searchParams.get('s')
    if (signature === null) continue
    for (const picture of pictures(figure)) {
      if (picture.naturalWidth === 0) change(picture, { s: signature })
      else picture.dataset.s = signature
    }
  }
}

function pictures(inside: HTMLElement): HTMLImageElement[] {
  return [...inside.querySelectorAll<HTMLImageElement>('img.t-desk-doc')]
}

function change(picture: HTMLImageElement, values: Readonly<Record<string, string>>): void {
  const address = new URL(picture.src)
  const signature = picture.dataset.s
  for (const [name, value] of Object.entries({
    ...(signature === undefined ? {} : { s: signature }),
    ...values,
  }))
    address.searchParams.set(name, value)
  const unchanged = Object.entries(values).every(
    ([name, value]) => new URL(picture.src).searchParams.get(name) === value,
  )
  if (!unchanged) picture.src = address.href
}
