// Enters the demo as one of its people, without a browser: the cookie is all that the tests of privacy need.
import assert from 'node:assert/strict'
import type { TestPortal } from '../support/portal.ts'

export type DemoAccount = { label: string; kind: 'applicant' | 'officer'; personId: string }

export async function demoAccounts(portal: TestPortal): Promise<DemoAccount[]> {
  const [row] = await portal.query<{ value: DemoAccount[] }>(
    `select value from site.value where key = 'demo.accounts'`,
  )
  return row?.value ?? []
}

/** The session's cookie of a demo account. */
export async function enter(site: string, personId: string): Promise<string> {
  const page = await (await fetch(`${site}/demo`)).text()
  const token = /name="token" value="([^"]+)"/.exec(page)?.[1] ?? ''
  const answer = await fetch(`${site}/demo/masuk`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ token, id: personId }),
  })
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0]!)
    .join('; ')
  assert.notEqual(cookie, '', `no session for ${personId}: ${answer.status}`)
  return cookie
}

/** What the page itself sends beside what is typed: versions, steps, the token. */
export function hiddenOf(text: string): Record<string, string> {
  const inputs = [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
  return Object.fromEntries(inputs.map((match) => [match[1]!, match[2]!]))
}
