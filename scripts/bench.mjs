// npm run bench -- NAME: runs bench/NAME.ts under the project's Node; without a name, lists what there is.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fail, install, projectEnvironment, projectNode, root } from './install.mjs'

const [name, ...rest] = process.argv.slice(2)
const folder = join(root, 'bench')
const file = join(folder, `${name}.ts`)
if (name === undefined || !existsSync(file)) {
  const names = existsSync(folder) ? readdirSync(folder).filter((one) => one.endsWith('.ts')) : []
  fail(`npm run bench -- ${names.map((one) => one.replace(/\.ts$/, '')).join(' | ')}`)
}
install({ withTools: true })
const { status } = spawnSync(
  projectNode(),
  ['--expose-gc', '--import', join(root, 'scripts/tsx.mjs'), file, ...rest],
  { cwd: root, stdio: 'inherit', env: projectEnvironment() },
)
process.exit(status ?? 1)
