// Questions of the demonstration as the loader writes them: on the page of their vacancy, under their topic.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openPortal } from '../../../../tests/support/portal.ts'

const portal = await openPortal()
after(() => portal.stop())
const page = async (path: string) => (await fetch(portal.url + path)).text()

test('a vacancy shows what was asked at it, and the list of a topic holds its questions', async () => {
  const list = await page('/lowongan?q=bidan+terampil')
  const slugs = [...new Set([...list.matchAll(/\/lowongan\/(bidan-terampil-[\w-]+)/g)].map((one) => one[1]!))]
  assert.ok(slugs.length > 1)
  const shown = await Promise.all(
    slugs.map(async (slug) => (await page(`/lowongan/${slug}`)).includes('STR saya habis masa berlakunya')),
  )
  assert.equal(shown.filter(Boolean).length, 1, 'on one of them')
  const topic = await page('/tanya-jawab?topik=disabilitas&urut=terbaru')
  assert.ok(topic.includes('Saya memakai kursi roda'))
  assert.ok(!topic.includes('STR saya habis'))
})
