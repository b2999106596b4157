// Every setting of the server: read once from the environment, checked at the start, frozen, handed in.
// The table below is the only list; docs/operations.md is checked against it.
// Production (NODE_ENV=production) has no guesses: what protects people must be set.
import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { StartError } from './start-error.ts'

export type Role = 'web' | 'worker' | 'sequencer'
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'
export type MasterKey =
  | { readonly kind: 'file'; readonly path: string; readonly mayCreate: boolean }
  | { readonly kind: 'value'; readonly key: string }

export type Settings = Readonly<{
  production: boolean
  /** NODE_ENV=test: a database without fsync is accepted, and time can be moved. */
  testing: boolean
  demo: boolean
  demoSize: number
  host: string
  port: number
  /** Without a slash at the end. */
  publicOrigin: string
  /** Cookies carry `Secure` and `__Host-`: wherever people reach the site over https. */
  secureCookies: boolean
  /** undefined: the embedded server under dataDir. */
  databaseUrl: string | undefined
  dataDir: string
  filesDir: string
  /** What anybody may read: tiles, checkpoint, data sets. */
  publicDir: string
  /** undefined: the local outbox. */
  smtpUrl: string | undefined
  mailFrom: string
  masterKey: MasterKey
  agencyFile: string
  roles: readonly Role[]
  trustedProxies: readonly string[]
  logLevel: LogLevel
  /** Latest signed size and root of the log, outside the database and its backups. */
  lockFile: string
  /** TERANG_CLOCK: how far demo and tests have moved time. */
  clockShiftMs: number
}>

export type SettingRow = Readonly<{
  name: string
  /** What holds when nothing is set, in words. */
  standard: string
  /** Required when NODE_ENV=production. */
  inProduction: 'wajib' | 'boleh' | 'ditolak'
  meaning: string
  meaningEnglish: string
}>

export const settingsTable: readonly SettingRow[] = [
  row('PORT', '8080', 'boleh', 'Nomor port situs.', 'Port of the site.'),
  row('HOST', '127.0.0.1', 'boleh', 'Alamat tempat server mendengarkan.', 'Address the server listens on.'),
  row(
    'PUBLIC_ORIGIN',
    'http://localhost:PORT',
    'wajib',
    'Alamat situs yang dilihat orang.',
    'Origin that people see; https in production.',
  ),
  row(
    'DATABASE_URL',
    'PostgreSQL bawaan',
    'boleh',
    'PostgreSQL di luar (versi 16 ke atas).',
    'An external PostgreSQL, 16 or newer; else the embedded one under DATA_DIR.',
  ),
  row('DATA_DIR', 'data', 'boleh', 'Folder data server.', 'Folder of everything the server keeps.'),
  row(
    'FILES_DIR',
    'DATA_DIR/berkas',
    'boleh',
    'Folder dokumen pelamar (terenkripsi).',
    "Folder of the applicants' documents, encrypted.",
  ),
  row(
    'PUBLIC_DIR',
    'DATA_DIR/publik',
    'boleh',
    'Folder berkas publik: log dan data terbuka.',
    'Folder of the public files: log tiles, checkpoint, data sets.',
  ),
  row(
    'SMTP_URL',
    'kotak keluar lokal',
    'wajib',
    'Server email, misalnya smtp://nama:sandi@server:587.',
    'Mail server; without it mail goes to the local outbox of the demo.',
  ),
  row('MAIL_FROM', 'Terang <terang@localhost>', 'wajib', 'Pengirim email.', 'Sender of every mail.'),
  row(
    'MASTER_KEY_FILE',
    'DATA_DIR/kunci/induk',
    'wajib',
    'Berkas kunci induk, di luar DATA_DIR, hak akses 0400.',
    'File of the master key, outside DATA_DIR, mode 0400.',
  ),
  row(
    'MASTER_KEY',
    '-',
    'ditolak',
    'Kunci induk untuk tes: 64 angka heksadesimal.',
    'The master key itself, for tests: 64 hexadecimal digits.',
  ),
  row(
    'AGENCY_FILE',
    'apps/portal/agency/pontianak.json',
    'boleh',
    'Berkas instansi: nama, lambang, warna, kontak, kanal.',
    'The agency: name, arms, colours, contact, channels.',
  ),
  row(
    'DEMO',
    '1 tanpa DATABASE_URL',
    'ditolak',
    'Isi contoh dan akun contoh (1 atau 0).',
    'Demo content and accounts (1 or 0).',
  ),
  row('DEMO_SIZE', '8000', 'boleh', 'Jumlah pelamar contoh.', 'Number of invented applicants.'),
  row('ROLE', 'web,worker,sequencer', 'boleh', 'Tugas proses ini.', 'What this process does.'),
  row(
    'TRUSTED_PROXIES',
    '-',
    'boleh',
    'Alamat proksi yang dipercaya, dipisah koma.',
    'Proxies whose forwarded address counts: addresses or prefixes.',
  ),
  row(
    'LOG_LEVEL',
    'info',
    'boleh',
    'Banyaknya catatan: trace sampai silent.',
    'How much is logged: trace to silent.',
  ),
  row(
    'LOCK_FILE',
    'DATA_DIR/kunci/log.lock',
    'boleh',
    'Ukuran dan akar log terakhir yang ditandatangani; di luar cadangan database.',
    'Latest signed size and root of the log; outside the database and its backups.',
  ),
  row(
    'TERANG_CLOCK',
    '-',
    'ditolak',
    'Menggeser waktu demo: 2027-01-15T08:00:00Z atau +3d, -2h, +90m.',
    'Moves the time of demo and tests.',
  ),
]

function row(
  name: string,
  standard: string,
  inProduction: SettingRow['inProduction'],
  meaning: string,
  meaningEnglish: string,
): SettingRow {
  return { name, standard, inProduction, meaning, meaningEnglish }
}

export type Environment = Readonly<Record<string, string | undefined>>

const roles: readonly Role[] = ['web', 'worker', 'sequencer']
const logLevels: readonly LogLevel[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']
const unitMs: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 }

function refuse(name: string, value: string, indonesian: string, english: string): never {
  // A setting that holds a secret is named, never shown.
  const shown = /KEY|URL/.test(name) ? name : `${name}="${value}"`
  throw new StartError(`${shown}: ${indonesian} (${english}).`)
}

function integer(env: Environment, name: string, standard: number, lowest: number, highest: number): number {
  const value = env[name]?.trim() || undefined
  if (value === undefined) return standard
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN
  if (number >= lowest && number <= highest) return number
  return refuse(
    name,
    value,
    `isi dengan angka ${lowest} sampai ${highest}`,
    `a number from ${lowest} to ${highest}`,
  )
}

function flag(env: Environment, name: string, standard: boolean): boolean {
  const value = env[name]?.trim() || undefined
  if (value === undefined) return standard
  if (value === '1' || value === 'true') return true
  if (value === '0' || value === 'false') return false
  return refuse(name, value, 'isi dengan 1 atau 0', '1 or 0')
}

function list(env: Environment, name: string): string[] {
  return (env[name] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function url(env: Environment, name: string, protocols: readonly string[]): string | undefined {
  const value = env[name]?.trim() || undefined
  if (value === undefined) return undefined
  const begins = protocols.map((one) => `${one}//`).join(' / ')
  if (!URL.canParse(value) || !protocols.includes(new URL(value).protocol)) {
    return refuse(
      name,
      value,
      `isi dengan alamat yang diawali ${begins}`,
      `an address that begins with ${begins}`,
    )
  }
  return value
}

function origin(env: Environment, production: boolean, port: number): string {
  const value = url(env, 'PUBLIC_ORIGIN', production ? ['https:'] : ['http:', 'https:'])
  if (value === undefined) return `http://localhost:${port}`
  const parsed = new URL(value)
  if (parsed.pathname !== '/' || parsed.search !== '' || parsed.hash !== '') {
    return refuse('PUBLIC_ORIGIN', value, 'tanpa jalur di belakangnya', 'no path after the host')
  }
  return parsed.origin
}

function roleList(env: Environment): readonly Role[] {
  const named = list(env, 'ROLE')
  const unknown = named.find((one) => !roles.some((role) => role === one))
  if (unknown !== undefined) refuse('ROLE', unknown, `pilih dari ${roles.join(', ')}`, 'choose from these')
  return named.length === 0 ? roles : roles.filter((role) => named.includes(role))
}

function proxies(env: Environment): readonly string[] {
  return list(env, 'TRUSTED_PROXIES').map((entry) => {
    const [address = '', bits, rest] = entry.split('/')
    const family = isIP(address)
    const width = family === 4 ? 32 : 128
    const fits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= width)
    if (family !== 0 && fits && rest === undefined) return entry
    return refuse(
      'TRUSTED_PROXIES',
      entry,
      'isi dengan alamat IP, misalnya 10.0.0.0/8',
      'an IP address or prefix',
    )
  })
}

function clockShift(env: Environment, nowMs: number): number {
  const value = env['TERANG_CLOCK']?.trim() || undefined
  if (value === undefined) return 0
  const step = /^([+-])(\d{1,6})([dhms])$/.exec(value)
  if (step !== null) return (step[1] === '-' ? -1 : 1) * Number(step[2]) * (unitMs[step[3] ?? ''] ?? 0)
  const moment = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(value) ? Date.parse(value) : Number.NaN
  if (!Number.isNaN(moment)) return moment - nowMs
  return refuse('TERANG_CLOCK', value, 'isi seperti 2027-01-15T08:00:00Z atau +3d', 'a moment or a step')
}

function masterKey(env: Environment, production: boolean, dataDir: string): MasterKey {
  const value = env['MASTER_KEY']?.trim() || undefined
  if (value !== undefined) {
    if (!/^[0-9a-f]{64}$/i.test(value))
      refuse('MASTER_KEY', value, 'isi dengan 64 angka heksadesimal', '64 hexadecimal digits')
    return { kind: 'value', key: value.toLowerCase() }
  }
  const named = env['MASTER_KEY_FILE']?.trim() || undefined
  const path = resolve(named ?? join(dataDir, 'kunci', 'induk'))
  if (production && `${path}/`.startsWith(`${dataDir}/`)) {
    refuse('MASTER_KEY_FILE', path, 'simpan di luar DATA_DIR', 'must lie outside DATA_DIR')
  }
  return { kind: 'file', path, mayCreate: !production }
}

function checkProduction(env: Environment): void {
  for (const { name, inProduction } of settingsTable) {
    const value = env[name]?.trim() || undefined
    if (inProduction === 'wajib' && value === undefined) {
      throw new StartError(`${name} belum diisi (must be set in production).`)
    }
    const off = name === 'DEMO' && (value === '0' || value === 'false')
    if (inProduction === 'ditolak' && value !== undefined && !off) {
      throw new StartError(`${name} tidak berlaku di produksi (is refused in production): hapus setelan ini.`)
    }
  }
}

/** Throws a StartError with one line at the first setting that is not right. */
export function loadSettings(env: Environment, { nowMs = Date.now() }: { nowMs?: number } = {}): Settings {
  const mode = env['NODE_ENV']?.trim() || undefined
  if (mode !== undefined && !['production', 'development', 'test'].includes(mode)) {
    refuse('NODE_ENV', mode, 'isi dengan production, development atau test', 'one of these')
  }
  const production = mode === 'production'
  if (production) checkProduction(env)
  const port = integer(env, 'PORT', 8080, 0, 65_535)
  const databaseUrl = url(env, 'DATABASE_URL', ['postgres:', 'postgresql:'])
  const dataDir = resolve(env['DATA_DIR']?.trim() || 'data')
  const folder = (name: string, standard: string) => resolve(env[name]?.trim() || join(dataDir, standard))
  const logLevel = logLevels.find((level) => level === (env['LOG_LEVEL']?.trim() || 'info'))
  const publicOrigin = origin(env, production, port)
  return Object.freeze<Settings>({
    production,
    testing: mode === 'test',
    demo: flag(env, 'DEMO', !production && databaseUrl === undefined),
    demoSize: integer(env, 'DEMO_SIZE', 8_000, 1, 5_000_000),
    host: env['HOST']?.trim() || '127.0.0.1',
    port,
    publicOrigin,
    secureCookies: publicOrigin.startsWith('https:'),
    databaseUrl,
    dataDir,
    filesDir: folder('FILES_DIR', 'berkas'),
    publicDir: folder('PUBLIC_DIR', 'publik'),
    smtpUrl: url(env, 'SMTP_URL', ['smtp:', 'smtps:']),
    mailFrom: env['MAIL_FROM']?.trim() || 'Terang <terang@localhost>',
    masterKey: masterKey(env, production, dataDir),
    agencyFile: resolve(env['AGENCY_FILE']?.trim() || 'apps/portal/agency/pontianak.json'),
    roles: roleList(env),
    trustedProxies: proxies(env),
    logLevel:
      logLevel ??
      refuse('LOG_LEVEL', env['LOG_LEVEL'] ?? '', `pilih dari ${logLevels.join(', ')}`, 'choose from these'),
    lockFile: folder('LOCK_FILE', join('kunci', 'log.lock')),
    clockShiftMs: clockShift(env, nowMs),
  })
}
