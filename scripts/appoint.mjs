// npm run appoint -- FILE.json: the first officers of an installation (apps/portal/src/accounts/appoint-command.ts),
// under the project's Node and with the settings of the server.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { install, projectEnvironment, projectNode, root } from './install.mjs'

install({ withTools: false, quiet: true })
const { status } = spawnSync(
  projectNode(),
  [
    '--import',
    join(root, 'scripts/tsx.mjs'),
    join(root, 'apps/portal/src/accounts/appoint-command.ts'),
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit', env: projectEnvironment() },
)
process.exit(status ?? 1)
