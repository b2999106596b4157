// Files under the data folder: documents (sealed bytes, one file an object) and public files that anybody may read.
// Acknowledged means durable: temporary file, fsync, rename, fsync of the folder (security.md 6, step 9).
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, normalize, sep } from 'node:path'

export type FileStore = ReturnType<typeof openFiles>

/** @param root absolute folder of this store */
export function openFiles(root: string) {
  const place = (key: string): string => {
    const path = normalize(join(root, key))
    if (!path.startsWith(root + sep)) throw new Error('file key leaves its store')
    return path
  }
  return {
    root,
    path: place,
    async write(key: string, bytes: Uint8Array): Promise<void> {
      const path = place(key)
      await mkdir(dirname(path), { recursive: true })
      const temporary = `${path}.${process.pid}.${crypto.randomUUID().slice(0, 8)}.new`
      const file = await open(temporary, 'wx', 0o644)
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(temporary, path)
      const folder = await open(dirname(path), 'r')
      try {
        await folder.sync()
      } finally {
        await folder.close()
      }
    },
    async read(key: string): Promise<Uint8Array | undefined> {
      try {
        return await readFile(place(key))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    },
    async exists(key: string): Promise<boolean> {
      return stat(place(key)).then(
        () => true,
        () => false,
      )
    },
    remove: (key: string) => rm(place(key), { force: true }),
  }
}
