// Sample documents open, have the pages they say, and every one of them says that it is a sample.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { extractText, getDocumentProxy } from 'unpdf'
import { pictureBytes, sampleDocument } from './documents.ts'
import { PICTURES } from './lists/pictures.ts'
import type { PictureName } from './lists/pictures.ts'
import { demoRound } from './round.ts'

const rules = JSON.parse(
  readFileSync(new URL('../../../../packages/rules/rule-sets/cpns-2024.json', import.meta.url), 'utf8'),
)
const round = demoRound(
  'terang',
  'finished',
  {
    opens: '2026-08-20',
    closes: '2026-09-12',
    objectionOpens: '2026-09-20',
    objectionCloses: '2026-09-22',
    answersBy: '2026-09-24',
  },
  rules,
  60,
)

test('each PDF has its pages and says CONTOH on every one', async () => {
  for (const documentId of ['diploma', 'transcript', 'applicationLetter', 'statement', 'supporting']) {
    const person = round.people[0]
    assert.ok(person)
    const request = {
      documentId,
      format: 'application/pdf' as const,
      pages: 3,
      person,
      positionTitle: 'ARSIPARIS TERAMPIL',
    }
    const file = sampleDocument(request)
    assert.deepEqual(file, sampleDocument(request))
    assert.ok(file.bytes.length < 12_000)
    const { totalPages, text } = await extractText(await getDocumentProxy(new Uint8Array(file.bytes)))
    assert.equal(totalPages, 3)
    for (const page of text) assert.match(page, /CONTOH/)
    assert.match(text.join('\n'), new RegExp(person.name.replaceAll('.', '\\.')))
  }
})

test('pictures are JPEG files under 12 KB', () => {
  for (const name of Object.keys(PICTURES) as PictureName[]) {
    const bytes = pictureBytes(name)
    assert.deepEqual([...bytes.subarray(0, 3), ...bytes.subarray(-2)], [0xff, 0xd8, 0xff, 0xff, 0xd9])
    assert.ok(bytes.length < 12 * 1024, name)
  }
})

test('every document of every application can be made within its limit', () => {
  const limits = new Map<string, number>(
    rules.documents.map((one: { id: string; maxKB: { value: number } }) => [one.id, one.maxKB.value * 1000]),
  )
  for (const application of round.applications) {
    const person = round.people.find((one) => one.personId === application.personId)
    assert.ok(person)
    for (const document of application.documents) {
      const file = sampleDocument({ ...document, person, positionTitle: 'X' })
      assert.ok(file.bytes.length > 0 && file.bytes.length <= (limits.get(document.documentId) ?? 0))
    }
  }
})
