#!/usr/bin/env node
// The citizen's program on the command line. Everything it knows is in run.ts and the commands.
import { run } from './run.ts'

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  isTerminal: process.stderr.isTTY,
})
