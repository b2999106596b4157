// npm start: from a fresh clone to a running portal. Installs what is locked, changes to the project's Node,
// checks what can stop a start, builds, and hands over to the server (apps/portal/src/main.ts).
// The first half runs on Node 20 without any dependency.
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { fail, install, projectEnvironment, projectNode, root, runsOnProjectNode } from './install.mjs'
import { serverEnvironment, serverFlags } from './server-process.mjs'

process.chdir(root)

async function startOnProjectNode() {
  install({ withTools: false })
  const child = spawn(
    projectNode(),
    [...serverFlags, fileURLToPath(import.meta.url), ...process.argv.slice(2)],
    {
      // The channel is a leash: when this process is killed the server hears it and stops by itself.
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: { ...serverEnvironment, ...projectEnvironment(), TERANG_STARTED: '1' },
    },
  )
  // Ctrl-C reaches the whole group already; hearing it twice does no harm, and a signal to this process alone counts.
  process.on('SIGINT', () => child.kill('SIGINT'))
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill('SIGTERM'))
  if (process.env.npm_lifecycle_event !== undefined) stopWithNpm(child)
  child.on('error', (error) => fail(error.message))
  child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1))
}

// npm runs scripts through a shell that does not pass signals on: when either of them is ended, this process would
// stay behind with the port. Another parent means that they are gone.
function stopWithNpm(child) {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    child.kill('SIGTERM')
  }, 500)
  watch.unref()
}

async function canListen({ port, host }) {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(port, host, () => probe.close(() => resolve()))
  })
}

// One line for what the person at the keyboard can mend; for a fault of ours the whole story.
async function stopWith(error) {
  const { explainStartFailure } = await import('../apps/portal/src/services/start-error.ts')
  console.error(explainStartFailure(error) ?? error)
  process.exit(1)
}

async function serve() {
  if (process.channel !== undefined) {
    process.channel.unref()
    process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  }
  process.on('uncaughtException', (error) => void stopWith(error))
  const { loadSettings } = await import('../apps/portal/src/services/settings.ts')
  const { port, host } = loadSettings(process.env)
  if (port !== 0) await canListen({ port, host })
  const { build } = await import('./build.mjs')
  await build()
  // From here on this is the server, as if it had been started by its own name.
  const server = join(root, 'dist', 'portal.js')
  process.argv[1] = server
  await import(pathToFileURL(server).href)
}

if (runsOnProjectNode() && process.env.TERANG_STARTED === '1') {
  await serve().catch(stopWith)
} else {
  await startOnProjectNode()
}
