// A full sign-in leaves a mark in the browser (security.md 4): account index, a random part, and our code over both.
// It proves nothing about who sits there; it only gives this browser its own counter of failed sign-ins.
import { randomBytes } from 'node:crypto'
import { getCookie, setCookie } from 'hono/cookie'
import type { Services } from '../services/services.ts'
import type { AppContext } from './session.ts'

const days = 180
const cookieName = (secure: boolean) => (secure ? '__Host-terang_perangkat' : 'terang_perangkat')
const indexText = (emailIndex: Uint8Array) => Buffer.from(emailIndex).toString('base64url').slice(0, 16)

/** The random part of this browser's mark for the address; undefined where it has none. */
export function readMark(services: Services, c: AppContext, emailIndex: Uint8Array): string | undefined {
  const [index, nonce, mac] = (getCookie(c, cookieName(services.settings.secureCookies)) ?? '').split('.')
  if (index === undefined || nonce === undefined || mac === undefined || index !== indexText(emailIndex))
    return undefined
  return services.keys.macMatches('device', `${index}.${nonce}`, mac) ? nonce : undefined
}

export function leaveMark(services: Services, c: AppContext, emailIndex: Uint8Array): void {
  const data = `${indexText(emailIndex)}.${randomBytes(12).toString('base64url')}`
  setCookie(c, cookieName(services.settings.secureCookies), `${data}.${services.keys.mac('device', data)}`, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: services.settings.secureCookies,
    maxAge: days * 86_400,
  })
}
