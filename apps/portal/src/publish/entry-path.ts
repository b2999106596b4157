// Where the page of an entry of the public log stands.
import { logPrefix } from '../record/prefix.ts'
import type { Agency } from '../services/agency.ts'

export function entryPath(agency: Agency, index: number): string {
  return `${logPrefix(agency)}/entry/${index}`
}
