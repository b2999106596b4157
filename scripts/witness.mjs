// npm run --silent witness -- serve: the witness (apps/witness) under the project's Node. Hands
// signals on, so that it ends in order, and says nothing of its own.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { install, projectEnvironment, projectNode, root } from './install.mjs'

install({ withTools: false, quiet: true })
const child = spawn(projectNode(), [join(root, 'apps/witness/src/cli.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: projectEnvironment(),
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.once('exit', (code) => process.exit(code ?? 1))
