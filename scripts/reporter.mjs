// Runs test files with node:test, prints what failed and what was skipped and why, and counts the tests.
// Passing tests print nothing: a run is read for its failures.
import { relative, join } from 'node:path'
import { run } from 'node:test'
import { inspect } from 'node:util'
import { root } from './install.mjs'

// The runner wraps each file; the wrap is no test, unless the file itself broke.
function isFileWrap({ nesting, name, file, details }) {
  return (
    nesting === 0 &&
    file !== undefined &&
    (name === file || name === relative(root, file)) &&
    details?.type !== 'suite'
  )
}

function reason(error) {
  const cause = error?.cause ?? error
  if (cause instanceof Error) return cause.stack ?? cause.message
  return typeof cause === 'string' ? cause : inspect(cause, { depth: 4 })
}

function indented(text) {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `      ${line}`)
    .join('\n')
}

export async function runTests({ files, concurrency, timeout }) {
  const count = { passed: 0, failed: 0, skipped: 0 }
  const output = new Map()
  const seen = new Set()
  const stream = run({
    files: files.map((file) => join(root, file)),
    concurrency,
    timeout,
    execArgv: ['--import', join(root, 'scripts/tsx.mjs'), '--disable-warning=ExperimentalWarning'],
  })
  const keep = ({ file, message }) => output.set(file, (output.get(file) ?? '') + message)
  stream.on('test:stdout', keep)
  stream.on('test:stderr', keep)
  stream.on('test:pass', (data) => {
    if (data.details?.type === 'suite' || isFileWrap(data)) return
    seen.add(data.file)
    if (data.skip === undefined && data.todo === undefined) {
      count.passed += 1
      return
    }
    count.skipped += 1
    const why = [data.skip, data.todo].find((text) => typeof text === 'string') ?? ''
    console.log(`  - ${relative(root, data.file ?? '')}: ${data.name} ${why === '' ? '' : `(${why})`}`)
  })
  stream.on('test:fail', (data) => {
    const error = data.details?.error
    // A parent whose child failed repeats what the child said.
    if (error?.failureType === 'subtestsFailed') return
    if (data.todo !== undefined) return
    seen.add(data.file)
    count.failed += 1
    console.log(`  ✖ ${relative(root, data.file ?? '')}: ${data.name}`)
    console.log(indented(reason(error)))
    const said = output.get(data.file)
    if (said !== undefined && said.trim() !== '') {
      console.log(indented(`--- output of this file\n${said.slice(-4000)}`))
      output.delete(data.file)
    }
  })
  await new Promise((resolve, reject) => {
    stream.on('end', resolve)
    stream.on('error', reject)
    stream.resume()
  })
  for (const file of files) {
    if (seen.has(join(root, file))) continue
    count.failed += 1
    console.log(`  ✖ ${file}: holds no test`)
  }
  return count
}
