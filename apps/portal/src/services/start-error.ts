// What stops the start and can be mended by whoever runs the server: one line that says what to do.
// scripts/start.mjs prints the message alone; every other error is a fault of ours and keeps its stack.

export class StartError extends Error {
  override readonly name = 'StartError'
}

/** No server, no such host, a login or a database that the server does not know. */
const unreachable = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EAI_AGAIN',
  '28P01',
  '28000',
  '3D000',
])

export function explainStartFailure(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if (error.name === 'StartError') return error.message
  const { code, port, path } = error as Error & { code?: string; port?: number; path?: string }
  if (code === 'EADDRINUSE') return portTaken(port)
  if (code === 'EACCES' && port !== undefined)
    return `Port ${port} perlu hak lebih (port ${port} needs more rights): pilih PORT di atas 1023.`
  if (code === 'ENOSPC') return diskFull(path)
  if (code !== undefined && unreachable.has(code))
    return `Database tidak terjangkau: ${error.message}. Periksa DATABASE_URL (the database cannot be reached: check DATABASE_URL).`
  if (code === 'EROFS' || code === 'EACCES')
    return `${path ?? 'DATA_DIR'} tidak bisa ditulisi (cannot be written to).`
  return undefined
}

export function portTaken(port: number | undefined): string {
  return `Port ${port ?? ''} sedang dipakai program lain (is taken by another program): hentikan program itu atau isi PORT dengan angka lain.`
}

export function diskFull(path: string | undefined): string {
  return `Ruang disk habis${path === undefined ? '' : ` di ${path}`} (the disk is full): kosongkan ruang lalu jalankan lagi.`
}
