// npm run mutations [WORD...]: shows that the tests of packages/rules find the usual mistakes (mutations/list.ts).
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { install, projectEnvironment, projectNode, root } from './install.mjs'

install({ withTools: true })
const { status } = spawnSync(
  projectNode(),
  [join(root, 'scripts', 'mutations', 'run.ts'), ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit', env: projectEnvironment() },
)
process.exit(status ?? 1)
