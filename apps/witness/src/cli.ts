#!/usr/bin/env node
// The witness on the command line. Everything it knows is in run.ts and the files beside it.
import { run } from './run.ts'

const stopped = new Promise((resolve) => {
  process.once('SIGINT', resolve)
  process.once('SIGTERM', resolve)
})
process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  now: () => Math.floor(Date.now() / 1000),
  stopped,
})
