// The command `npm run appoint -- FILE.json`: starts what the log needs and nothing that listens, appoints the first
// officers, prints a one-time link for each, and stops.
import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { appointFirstOfficers, readFirstOfficers } from './first-officers.ts'
import { loadSettings } from '../services/settings.ts'
import { explainStartFailure } from '../services/start-error.ts'
import { startPortal } from '../start.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '../../../..')
const say = (line: string) => process.stdout.write(`${line}\n`)

async function run(file: string): Promise<void> {
  // npm changes the folder; the name was typed in another.
  const list = readFirstOfficers(readFileSync(resolve(process.env['INIT_CWD'] ?? '.', file), 'utf8'))
  const settings = loadSettings({ ...process.env, ROLE: 'sequencer', DEMO: '0' })
  const running = await startPortal(settings, root)
  try {
    for (const { name, codes, link } of await appointFirstOfficers(running.services, list))
      say(`${name} (${codes.join(', ')})\n  ${link}`)
    say('Setiap tautan berlaku 24 jam, satu kali (each link opens once, within 24 hours).')
  } finally {
    await running.stop()
  }
}

const file = process.argv[2]
try {
  if (file === undefined) {
    process.stderr.write('npm run appoint -- BERKAS.json (docs/operations.md)\n')
    process.exitCode = 2
  } else await run(file)
} catch (error) {
  process.stderr.write(
    `${explainStartFailure(error) ?? (error instanceof Error ? error.message : String(error))}\n`,
  )
  process.exitCode = 1
}
