// Where tests find the shared vectors: beside the repository. Each test skips with a message where they are absent;
// what must hold in any checkout is tested on small data of its own.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ReadFile } from './tiles.ts'

function vectorPath(path: string): string {
  return fileURLToPath(new URL(`../../../../shared/vectors/${path}`, import.meta.url))
}

export function readVectorBytes(path: string): Uint8Array | undefined {
  try {
    return new Uint8Array(readFileSync(vectorPath(path)))
  } catch {
    return undefined
  }
}

export function readVectorText(path: string): string | undefined {
  const bytes = readVectorBytes(path)
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes)
}

/** Shape of the file as the test states it. */
export function readVectors<Shape>(path: string): Shape | undefined {
  const text = readVectorText(path)
  return text === undefined ? undefined : (JSON.parse(text) as Shape)
}

/** Reader of a stored log among the vectors. */
export function vectorLog(folder: string): ReadFile {
  return (path) => Promise.resolve(readVectorBytes(`${folder}/${path}`))
}
