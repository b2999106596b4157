// node scripts/aturan/write.ts: brings the generated parts of docs/aturan.md up to date.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withParts } from './parts.ts'

const path = join(import.meta.dirname, '..', '..', 'docs', 'aturan.md')
writeFileSync(path, withParts(readFileSync(path, 'utf8')))
