// npm run mutations: makes each mistake of list.ts in a temporary copy of packages/rules and runs the
// tests there. Exit 1 where one of them passes all tests, 2 where a mistake no longer fits the code.
import { spawnSync } from 'node:child_process'
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { MUTATIONS, type Mutation } from './list.ts'

const root = join(import.meta.dirname, '..', '..')
const copy = mkdtempSync(join(tmpdir(), 'terang-mutations-'))
process.on('exit', () => rmSync(copy, { recursive: true, force: true }))
cpSync(join(root, 'packages', 'rules'), join(copy, 'packages', 'rules'), { recursive: true })
cpSync(join(root, 'package.json'), join(copy, 'package.json'))
cpSync(join(root, 'docs'), join(copy, 'docs'), { recursive: true })
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
const source = join(copy, 'packages', 'rules', 'src')

const words = process.argv.slice(2)
const chosen = MUTATIONS.filter(
  (mutation) => words.length === 0 || words.some((word) => mutation.mistake.includes(word)),
)
const from = performance.now()
const named = [...new Set(chosen.flatMap((mutation) => mutation.tests))]
if (!passes(named)) stop(2, 'the tests fail without any mistake')

let survived = 0
for (const mutation of chosen) {
  const path = join(source, mutation.file)
  const good = readFileSync(path, 'utf8')
  writeFileSync(path, made(good, mutation))
  if (!loads(path)) stop(2, `${mutation.file}: "${mutation.mistake}" does not even load`)
  const found = !passes(mutation.tests) || !passes(['*'])
  writeFileSync(path, good)
  if (!found) survived += 1
  console.log(`${found ? 'found   ' : 'SURVIVED'}  ${mutation.mistake} (${mutation.file})`)
}
const seconds = ((performance.now() - from) / 1000).toFixed(0)
console.log(`${chosen.length - survived} of ${chosen.length} mistakes make a test fail, ${seconds} s`)
process.exitCode = survived === 0 ? 0 : 1

function made(text: string, mutation: Mutation): string {
  const parts = text.split(mutation.from)
  if (parts.length !== 2)
    stop(2, `${mutation.file}: "${mutation.from}" stands ${parts.length - 1} times in it, not once`)
  return parts.join(mutation.to)
}

/** A mistake that is no program would be found by anything. */
function loads(path: string): boolean {
  const script = `await import(${JSON.stringify(pathToFileURL(path).href)})`
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' }).status === 0
}

function passes(tests: readonly string[]): boolean {
  const files = tests.flatMap((name) => globSync(join(source, `${name}.test.ts`)))
  if (files.length === 0) stop(2, `no test file ${tests.join(', ')}`)
  const { status } = spawnSync(process.execPath, ['--test', '--test-reporter=dot', ...files], {
    cwd: copy,
    stdio: 'ignore',
    // A test started by a test would report to it instead of running.
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
  })
  return status === 0
}

function stop(code: number, message: string): never {
  console.error(message)
  process.exit(code)
}
