import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../../../tests/support/database.ts'
import { appointFirstOfficers, readFirstOfficers } from './first-officers.ts'
import { openAccountTest } from './portal-fixture.ts'

const chair = { nama: 'Ketua Uji', email: 'ketua@uji.example', peran: ['ketua'] }
const secretary = {
  nama: 'Sekretaris Uji',
  email: 'sekretaris@uji.example',
  peran: ['sekretaris', 'petugastanya'],
}
const list = (...petugas: unknown[]) => JSON.stringify({ surat: 'Keputusan 800/1', petugas })

test('a list that could not open a round is refused with the place that is wrong', () => {
  assert.throws(() => readFirstOfficers('{'), /JSON/)
  assert.throws(() => readFirstOfficers(list(chair, { ...secretary, peran: ['raja'] })), /petugas\.1\.peran/)
  assert.throws(
    () => readFirstOfficers(list(chair, { ...secretary, email: 'KETUA@uji.example' })),
    /dua kali/,
  )
  assert.throws(
    () => readFirstOfficers(list({ ...chair, peran: ['ketua', 'pemeriksa'] }, secretary)),
    /dirangkap/,
  )
  assert.throws(() => readFirstOfficers(list(chair, { ...secretary, peran: ['auditor'] })), /menyetujui/)
})

test('the first officers get their codes and a link each that opens the invitation; a second list is refused', async () => {
  const database = await testDatabase()
  const portal = await openAccountTest(database.url)
  try {
    const read = readFirstOfficers(list(chair, secretary))
    const invited = await appointFirstOfficers(portal.services, read)
    assert.deepEqual(
      invited.map(({ name, codes }) => [name, codes]),
      [
        ['Ketua Uji', ['k01']],
        ['Sekretaris Uji', ['s01', 't01']],
      ],
    )
    for (const { link } of invited) {
      const answer = await fetch(`${portal.url}${new URL(link).pathname}`)
      assert.equal(answer.status, 200)
      assert.match(await answer.text(), /name="password"/)
    }
    await assert.rejects(appointFirstOfficers(portal.services, read), /sudah ditunjuk/)
  } finally {
    await portal.stop()
    await database.drop()
  }
})
