// The program: reads the settings, starts, says where it is, stops on Ctrl-C.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startPortal } from './start.ts'
import { loadSettings } from './services/settings.ts'
import { explainStartFailure } from './services/start-error.ts'

// This source's own address, also inside the bundle.
const root = join(dirname(fileURLToPath(import.meta.url)), '../../..')

try {
  const settings = loadSettings(process.env)
  const running = await startPortal(settings, root)
  const say = (line: string) => process.stdout.write(`${line}\n`)
  say('')
  say(`  Terang siap di ${running.url}`)
  if (settings.demo) {
    say(
      `  Akun contoh: ${running.url}/demo (pelamar, pemeriksa, sekretaris, ketua, dan lainnya; satu klik untuk masuk)`,
    )
    if (settings.smtpUrl === undefined) say(`  Email contoh: ${running.url}/demo/kotak-keluar`)
  }
  say('  Hentikan dengan Ctrl-C.')
  say('')
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    running.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
} catch (error) {
  process.stderr.write(
    `${explainStartFailure(error) ?? (error instanceof Error ? error.stack : String(error))}\n`,
  )
  process.exit(1)
}
