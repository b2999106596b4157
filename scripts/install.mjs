// Brings what the lock file pins, and the Node that runs the project, into node_modules.
// Runs on Node 20 without any dependency, because at that moment there is none.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, accessSync, constants } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const pinnedNode = join(root, 'node_modules', '.bin', 'node')
const neededNode = 24

function readJson(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
}

// npm writes node_modules/.package-lock.json as the last step of an installation, so it is the marker:
// it is missing or different when an installation was cut short or the lock file has moved on.
export function isInstalled({ withTools }) {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages
  const present = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages
  if (wanted === undefined || present === undefined) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || !path.startsWith('node_modules/')) return true
    if (entry.optional || entry.devOptional || (entry.dev && !withTools)) return true
    return present[path]?.version === entry.version
  })
}

function writableCache() {
  try {
    accessSync(homedir(), constants.W_OK)
    return {}
  } catch {
    return { npm_config_cache: join(tmpdir(), `terang-npm-${process.getuid?.() ?? 0}`) }
  }
}

export function install({ withTools, quiet = false }) {
  if (isInstalled({ withTools })) return
  if (!quiet) console.log('Memasang paket yang dikunci (installing the locked packages) ...')
  const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error', withTools ? '--include=dev' : '']
  const npm = process.env.npm_execpath
  const viaNode = npm !== undefined && /\.c?js$/.test(npm)
  const command = viaNode ? process.execPath : 'npm'
  const argv = [...(viaNode ? [npm] : []), ...options.filter((option) => option !== '')]
  const result = spawnSync(command, argv, {
    cwd: root,
    stdio: quiet ? ['ignore', 'ignore', 'inherit'] : ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...writableCache() },
  })
  if (result.status !== 0) {
    fail('Paket tidak terpasang. Periksa sambungan ke registri npm (the packages could not be installed).')
  }
}

// The pinned Node where there is one for this platform, else the present one when it is new enough.
export function projectNode() {
  if (existsSync(pinnedNode)) return pinnedNode
  if (Number(process.versions.node.split('.')[0]) >= neededNode) return process.execPath
  return fail(
    `Perlu Node ${neededNode} di mesin ini (no Node ${neededNode} comes ready-made for this platform).`,
  )
}

export function runsOnProjectNode() {
  return Number(process.versions.node.split('.')[0]) >= neededNode
}

// The environment in which `node`, `tsc` and the like are the project's own.
export function projectEnvironment() {
  const bin = join(root, 'node_modules', '.bin')
  return { ...process.env, PATH: `${bin}:${process.env.PATH ?? ''}` }
}

export function fail(message) {
  console.error(message)
  process.exit(1)
}
