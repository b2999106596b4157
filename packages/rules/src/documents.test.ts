import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gapsOf, missing, requiredDocuments, reusedStamps, stampAllowed } from './documents.ts'
import type { Draft, FileFacts, PersonSituation } from './documents.ts'
import { checkEligibility } from './eligibility.ts'
import { teknis2024 } from './pppk-fixture.ts'
import { cpns2024 } from './rounds-fixture.ts'

const required = requiredDocuments(cpns2024, { formationType: 'general' })

function file(id: string, changes: Partial<FileFacts> = {}): FileFacts {
  const rule = required.find((document) => document.id === id)
  return {
    sha256: id,
    bytes: 1000,
    mediaType: rule?.formats[0] ?? '',
    opens: true,
    pages: 1,
    locked: false,
    longestSidePx: null,
    textReadable: null,
    validUntil: null,
    overrideReason: null,
    ...changes,
  }
}

const whole = Object.fromEntries(
  required.filter((document) => document.mandatory).map(({ id }) => [id, file(id)]),
)

function defects(files: Draft['files'], rest: Partial<Draft> = {}) {
  return missing(required, {
    files: { ...whole, ...files },
    conditions: [],
    referenceDate: '2024-09-10',
    ...rest,
  })
}

function kinds(files: Draft['files']): string[] {
  return defects(files).map(
    (defect) => `${defect.document} ${defect.kind} ${defect.certain ? 'certain' : 'warning'}`,
  )
}

test('what a general formation asks for, with limits in bytes', () => {
  assert.deepEqual(
    required.map((document) => [document.id, document.mandatory, document.maxBytes]),
    [
      ['photo', true, 204_800],
      ['selfie', true, 204_800],
      ['idCard', true, 204_800],
      ['applicationLetter', true, 307_200],
      ['diploma', true, 819_200],
      ['transcript', true, 512_000],
      ['statement', true, 921_600],
      ['supporting', false, 819_200],
    ],
  )
})

test('a special need asks for its proof in the supporting slot', () => {
  const documents = requiredDocuments(cpns2024, { formationType: 'disability' })
  const supporting = documents.find((document) => document.id === 'supporting')
  assert.equal(supporting?.mandatory, true)
  assert.deepEqual(
    supporting.proofs.map((proof) => proof.id),
    ['disabilityCertificate', 'activityVideo'],
  )
})

test('what of the person asks for a proof: a foreign diploma, a disability, a contract as PPPK', () => {
  const proofs = (situations: PersonSituation[], formationType: 'general' | 'disability' = 'general') => {
    const slot = requiredDocuments(cpns2024, { formationType }, situations).find(
      (document) => document.id === 'supporting',
    )
    return [slot?.mandatory, ...(slot?.proofs.map((proof) => proof.id) ?? [])]
  }
  assert.deepEqual(proofs([]), [false])
  assert.deepEqual(proofs(['foreignDiploma']), [true, 'diplomaEquivalence'])
  assert.deepEqual(proofs(['disability', 'servingPppk']), [true, 'disabilityCertificate', 'pppkApproval'])
  // Asked for once, where the kind of need asks for it too.
  assert.deepEqual(proofs(['disability'], 'disability'), [true, 'disabilityCertificate', 'activityVideo'])
})

test('PPPK asks for the same documents, without a proof of the kind of need', () => {
  const documents = requiredDocuments(teknis2024, { formationType: 'general' })
  assert.equal(documents.filter((document) => document.mandatory).length, 7)
  assert.equal(documents.find((document) => document.id === 'diploma')?.maxBytes, 819_200)
})

test('a vacancy may ask for more, for instance a licence', () => {
  const licence = {
    id: 'licence',
    labelId: 'STR',
    formats: ['application/pdf'],
    maxKB: 800,
    mandatory: true,
    expires: true,
  }
  const documents = requiredDocuments(cpns2024, { formationType: 'general', documents: [licence] })
  assert.equal(documents.at(-1)?.maxBytes, 819_200)
})

test('nothing is missing from a whole draft', () => {
  assert.deepEqual(defects({}), [])
  assert.equal(gapsOf(defects({})), 'none')
})

test('each kind of defect is told apart; the first six block sending', () => {
  assert.deepEqual(kinds({ diploma: undefined }), ['diploma belum_ada certain'])
  assert.deepEqual(kinds({ diploma: file('diploma', { opens: false }) }), ['diploma rusak certain'])
  assert.deepEqual(kinds({ diploma: file('diploma', { pages: 0 }) }), ['diploma rusak certain'])
  assert.deepEqual(kinds({ diploma: file('diploma', { locked: true, opens: false }) }), [
    'diploma terkunci certain',
  ])
  assert.deepEqual(kinds({ diploma: file('diploma', { mediaType: 'image/jpeg' }) }), [
    'diploma format_salah certain',
  ])
  assert.deepEqual(kinds({ diploma: file('diploma', { bytes: 819_201 }) }), ['diploma terlalu_besar certain'])
  assert.deepEqual(kinds({ diploma: file('diploma', { bytes: 819_200 }) }), [])
  assert.deepEqual(kinds({ transcript: file('transcript', { sha256: 'diploma' }) }), [
    'transcript ganda certain',
  ])
  assert.deepEqual(kinds({ photo: file('photo', { longestSidePx: 999 }) }), ['photo terlalu_kecil warning'])
  assert.deepEqual(kinds({ supporting: file('supporting', { validUntil: '2024-09-09' }) }), [
    'supporting kedaluwarsa warning',
  ])
  assert.deepEqual(kinds({ supporting: file('supporting', { validUntil: '2024-09-10' }) }), [])
})

test('a warning blocks until a reason of ten characters is given; a certain defect always', () => {
  const small = (overrideReason: string | null) =>
    gapsOf(defects({ photo: file('photo', { longestSidePx: 999, overrideReason }) }))
  assert.equal(small(null), 'some')
  assert.equal(small('terlalu   '), 'some')
  assert.equal(small('123456789'), 'some')
  assert.equal(small('1234567890'), 'none')
  assert.deepEqual(kinds({ photo: file('photo', { longestSidePx: 1000 }) }), [])
  assert.equal(small('foto dari studio lama'), 'none')
  assert.equal(
    gapsOf(defects({ diploma: file('diploma', { locked: true, overrideReason: 'foto dari studio lama' }) })),
    'some',
  )
})

test('what was declared against a requirement is a warning at the document that shows it', () => {
  const conditions = checkEligibility(
    cpns2024,
    { formationType: 'general', position: 'X', education: [], gpaMinimumX100: 300 },
    {
      birthDate: '1980-01-01',
      education: null,
      gpaX100: 250,
      qualification: null,
      formationTypes: [],
      pppkContractMonths: null,
    },
    '2024-09-10',
  )
  assert.deepEqual(
    defects({}, { conditions }).map((defect) => [
      defect.document,
      defect.kind,
      defect.certain,
      defect.fixableBy,
    ]),
    [
      ['idCard', 'tidak_cocok', false, 'nobody'],
      ['transcript', 'tidak_cocok', false, 'applicant'],
    ],
  )
})

test('Case 48: one stamp number on two documents', () => {
  const stamp = (document: string, serial: string | null) => ({
    document,
    serial,
    kind: 'electronic' as const,
  })
  assert.deepEqual(reusedStamps(cpns2024, [stamp('a', '1'), stamp('b', '1'), stamp('c', '2')]), ['1'])
  assert.deepEqual(reusedStamps(cpns2024, [stamp('a', null), stamp('b', null)]), [])
})

test('Case 47: a paper stamp counts from 5 September 2024 20.00 WIB, not before', () => {
  const at = (text: string) => Date.parse(`${text}+07:00`)
  assert.equal(stampAllowed(cpns2024, 'paper', at('2024-09-06T08:00')), true)
  assert.equal(stampAllowed(cpns2024, 'paper', at('2024-09-05T20:00')), true)
  assert.equal(stampAllowed(cpns2024, 'paper', at('2024-09-05T19:59')), false)
  assert.equal(stampAllowed(cpns2024, 'electronic', at('2024-08-20T08:00')), true)
})
