// Where the log is served: the path part of its origin. The origin is a name and never changes; the prefix says
// where to fetch, and `/.well-known/terang.json` carries it (public-data.md 5).
import type { Agency } from '../services/agency.ts'

export function logPrefix(agency: Agency): string {
  const slash = agency.log.origin.indexOf('/')
  return slash === -1 ? '/log' : agency.log.origin.slice(slash)
}
