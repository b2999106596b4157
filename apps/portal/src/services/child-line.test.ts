// What a child that was taken over by a file can reach.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { childLine } from './child-line.ts'
import type { Reach } from './child-line-fixture.ts'

test('a child reads its own code, and no other file, writes none, starts nothing and knows no setting', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'terang-child-'))
  const secret = join(folder, 'kunci')
  writeFileSync(secret, 'rahasia')
  const line = childLine<Reach>({
    program: join(import.meta.dirname, 'child-line-fixture.ts'),
    heapMiB: 64,
    residentMiB: 400,
    timeMs: 5_000,
    jobsPerChild: 10,
  })
  try {
    assert.deepEqual(await line.ask({ read: secret, write: join(folder, 'baru') }), {
      own: 'done',
      read: 'ERR_ACCESS_DENIED',
      write: 'ERR_ACCESS_DENIED',
      start: 'ERR_ACCESS_DENIED',
      settings: [],
    })
  } finally {
    line.stop()
    rmSync(folder, { recursive: true })
  }
})
