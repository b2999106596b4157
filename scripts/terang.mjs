// npm run --silent terang -- verify ADDRESS: the citizen's checker (apps/verify) under the project's Node.
// Says nothing of its own, so that what the checker prints can be piped.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { install, projectEnvironment, projectNode, root } from './install.mjs'

install({ withTools: false, quiet: true })
const { status } = spawnSync(
  projectNode(),
  ['--import', join(root, 'scripts/tsx.mjs'), join(root, 'apps/verify/src/cli.ts'), ...process.argv.slice(2)],
  { stdio: 'inherit', env: projectEnvironment() },
)
process.exit(status ?? 1)
