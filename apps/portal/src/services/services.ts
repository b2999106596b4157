// What every process folder receives: made once in main.ts, handed in, never imported as a global.
import type { Agency } from './agency.ts'
import type { Bus } from './bus.ts'
import type { Clock } from './clock.ts'
import type { Db } from './database.ts'
import type { FileStore } from './files.ts'
import type { FormTokens } from './form-token.ts'
import type { Keys } from './keys.ts'
import type { Mail } from './mail.ts'
import type { PageCache } from './page-cache.ts'
import type { Settings } from './settings.ts'
import type { Vault } from './vault.ts'
import type { Assets } from '../ui/assets.ts'
import type { Record as LogRecord } from '../record/record.ts'

export interface Services {
  readonly settings: Settings
  readonly agency: Agency
  readonly clock: Clock
  /** The web role's pool: insert-only on acts, row security on people. */
  readonly db: Db
  /** The worker role's pool, for jobs and for reading across people. */
  readonly worker: Db
  readonly bus: Bus
  readonly keys: Keys
  readonly vault: Vault
  readonly tokens: FormTokens
  readonly pages: PageCache
  /** Sealed documents of applicants. */
  readonly documents: FileStore
  /** Public files below the log's prefix: tiles, checkpoints, data sets. */
  readonly publicFiles: FileStore
  readonly record: LogRecord
  readonly mail: Mail
  readonly assets: Assets
  /** Writes one line to the server log: an allow-list of fields, never personal data (security.md 7). */
  readonly log: (level: 'info' | 'warn' | 'error', event: string, fields?: LogFields) => void
}

export interface LogFields {
  request?: string
  route?: string
  status?: number
  ms?: number
  bytes?: number
  role?: string
  code?: string
  job?: string
  /** What was thrown; only its kind, code and place are written. */
  error?: unknown
}
