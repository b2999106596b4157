// npm test: everything that must hold, from a fresh clone, in phases that say how long they took.
//   npm test -- --only rules,unit      some phases          npm test -- ranking journeys/apply     some files
// The last line counts: N passed, N failed, N skipped. Each check of the rules counts as one test.
// The first half runs on Node 20 without any dependency; the second half under the project's Node.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { fail, install, projectEnvironment, projectNode, root, runsOnProjectNode } from './install.mjs'

process.chdir(root)

const phaseNames = [
  'rules',
  'unit',
  'browser',
  'journeys',
  'accessibility',
  'privacy',
  'faults',
  'independent',
]

function parseArguments(argv) {
  const words = []
  let only = phaseNames
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at]
    if (word === '--only' || word.startsWith('--only=')) {
      only = (word === '--only' ? (argv[(at += 1)] ?? '') : word.slice('--only='.length)).split(',')
    } else {
      words.push(word)
    }
  }
  const unknown = only.find((name) => !phaseNames.includes(name))
  if (unknown !== undefined) fail(`--only ${unknown}: ${phaseNames.join(', ')}`)
  // Whoever names files wants these files, not the rules as well.
  return { phases: words.length > 0 ? only.filter((name) => name !== 'rules') : only, words }
}

const wanted = parseArguments(process.argv.slice(2))

if (runsOnProjectNode() && process.env.TERANG_TESTS === '1') {
  const { runPhases } = await import('./phases.mjs')
  const { failed } = await runPhases(wanted)
  process.exit(failed === 0 ? 0 : 1)
} else {
  install({ withTools: true })
  const child = spawn(projectNode(), [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...projectEnvironment(), TERANG_TESTS: '1' },
  })
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('error', (error) => fail(error.message))
  child.on('exit', (code) => process.exit(code ?? 1))
}
