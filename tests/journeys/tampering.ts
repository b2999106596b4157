// What somebody with access to the disk could do: change one byte of a published file.
import assert from 'node:assert/strict'
import { readdir, readFile, writeFile, chmod } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestPortal } from '../support/portal.ts'

/** Changes the last digit found in the last published file of this name, and says which file that was. */
export async function changeOneByte(portal: TestPortal, name: string): Promise<string> {
  const folder = join(portal.dataDir, 'publik')
  const files = (await readdir(folder, { recursive: true })).filter(
    (path) => path === name || path.endsWith(`/${name}`),
  )
  assert.ok(files.length > 0, `no published ${name}`)
  for (const file of files) {
    const path = join(folder, file)
    const bytes = await readFile(path)
    const at = bytes.findLastIndex((byte) => byte >= 0x30 && byte <= 0x39)
    assert.ok(at >= 0, `${file} holds no digit`)
    bytes[at] = bytes[at] === 0x39 ? 0x38 : (bytes[at] ?? 0) + 1
    await chmod(path, 0o644)
    await writeFile(path, bytes)
  }
  return files.join(', ')
}
