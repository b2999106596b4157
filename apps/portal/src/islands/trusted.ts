// The one door from text to markup and to worker addresses. Our content security policy asks for Trusted
// Types and allows a single policy named "terang"; islands share it through this module.
// Markup comes only from our own origin, over a request that the browser made with the person's session.

interface TrustedPolicy {
  createHTML: (text: string) => string
  createScriptURL: (text: string) => string
}

interface TrustedTypesFactory {
  createPolicy: (name: string, rules: TrustedPolicy) => TrustedPolicy
}

function ownAddress(text: string): string {
  const url = new URL(text, location.href)
  if (url.origin !== location.origin) throw new TypeError('not an address of this site')
  return url.href
}

const rules: TrustedPolicy = { createHTML: (text) => text, createScriptURL: ownAddress }
const factory = (globalThis as { trustedTypes?: TrustedTypesFactory }).trustedTypes
const policy = factory ? factory.createPolicy('terang', rules) : rules

/** The body of a page or fragment that our server sent. */
export function parsePage(markup: string): Document {
  return new DOMParser().parseFromString(policy.createHTML(markup), 'text/html')
}

/** For `new Worker(workerAddress('/aset/…'))`; refuses other origins. */
export function workerAddress(path: string): string {
  return policy.createScriptURL(path)
}
