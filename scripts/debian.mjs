// Programs that tests need and npm cannot bring are Debian's. Only as root on Debian and its kin: elsewhere installing
// them is not ours to do. CI may do it, so there a missing program is a failure wherever it could have been installed.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const limitMs = 5 * 60_000

export function canInstall() {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version')
}

export function installPackages(packages) {
  if (!canInstall()) return
  console.log(`Memasang ${packages.join(', ')} (installing) ...`)
  const quiet = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: limitMs,
  }
  spawnSync('apt-get', ['update', '-qq'], quiet)
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], quiet)
}
