// Writes invented people and their applications in bulk: the same rows and the same sealing as the forms make,
// without the forms. Used by the loader of the demo alone.
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { subjectPseudonym } from '@terang/log/subject.ts'
import type { Phase } from '@terang/log/register.ts'
import type { TypedForm } from '../apply/application-form.ts'
import type { Trx } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import { sampleDocument } from './documents.ts'
import type { DemoPerson } from './people.ts'
import type { DemoApplication, DemoDocument, DemoRound } from './round.ts'

export interface LoadedPerson {
  readonly person: DemoPerson
  readonly application: DemoApplication
  readonly personId: string
  readonly applicationId: string
  readonly key: Uint8Array
  readonly subjectKey: Uint8Array
  readonly subject: (phase: Phase) => string
}

const bulk = 500

/** The same identifier at every load: 128 bits of the seed, in the form of a UUID. */
export function demoId(...parts: readonly string[]): string {
  const hex = createHash('sha256')
    .update(['terang/demo', ...parts].join('\n'))
    .digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const utf8 = (text: string) => Buffer.from(text, 'utf8')

/** What this person typed into the form of the application. */
export function typedForm(person: DemoPerson, programme: string, level: string): TypedForm {
  const [year = '', month = '', day = ''] = person.birthDate.split('-')
  const { education, address } = person
  const accreditation = { Unggul: 'unggul', 'Baik Sekali': 'baik_sekali', Baik: 'baik' }[
    education.accreditation
  ]
  return {
    name: person.name,
    nik: person.nik,
    birth_place: person.birthPlace,
    'birth_date.day': String(Number(day)),
    'birth_date.month': String(Number(month)),
    'birth_date.year': year,
    sex: person.sex,
    phone: person.phone,
    address: `${address.street}, RT ${address.rt}/RW ${address.rw}, ${address.kelurahan}, ${address.kecamatan}, ${address.city}`,
    level,
    programme,
    institution: education.institution,
    accreditation,
    graduation_year: education.graduated.slice(0, 4),
    gpa: `${Math.floor(education.gradeX100 / 100)},${String(education.gradeX100 % 100).padStart(2, '0')}`,
    diploma_number: education.diplomaNumber,
  }
}

/** What the entry of the submission commits to (apply/send-actions.ts writes the same fields). */
export function personalPart(
  one: LoadedPerson,
  documents: readonly { slot: string; sha256: string }[],
): { [field: string]: string | number } {
  const { person } = one
  const typed = typedForm(person, person.education.programme, person.education.level)
  const files = documents.map(
    ({ slot, sha256 }) =>
      [
        `berkas_${slot.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`.slice(0, 32),
        sha256,
      ] as const,
  )
  return {
    name: person.name,
    nik: person.nik,
    birth_place: person.birthPlace,
    birth_date: person.birthDate,
    sex: person.sex,
    phone: person.phone,
    address: typed['address']!,
    level: person.education.level,
    programme: person.education.programme,
    institution: person.education.institution,
    accreditation: typed['accreditation']!,
    graduation_year: Number(person.education.graduated.slice(0, 4)),
    gpa_x100: person.education.gradeX100,
    diploma_number: person.education.diplomaNumber,
    ...Object.fromEntries(files),
  }
}

/** People with keys, fields and accounts; nobody can sign in with a password, the demo's entrance lets them in. */
export async function loadPeople(
  services: Services,
  trx: Trx,
  selection: string,
  round: DemoRound,
): Promise<LoadedPerson[]> {
  const { keys } = services
  const byPerson = new Map(round.people.map((person) => [person.personId, person]))
  const loaded: LoadedPerson[] = []
  for (let start = 0; start < round.applications.length; start += bulk) {
    const part = round.applications.slice(start, start + bulk).map((application) => {
      const person = byPerson.get(application.personId)!
      const personId = demoId(selection, person.personId)
      const { key, epoch, wrapped } = keys.newPersonKey(personId)
      const subjectKey = createHash('sha256').update(`terang/demo/K\n${personId}`).update(key).digest()
      const one: LoadedPerson = {
        person,
        application,
        personId,
        applicationId: demoId(selection, person.personId, 'lamaran'),
        key,
        subjectKey,
        subject: (phase) => subjectPseudonym(subjectKey, selection, phase),
      }
      return { one, epoch, wrapped }
    })
    await trx
      .insertInto('person.person')
      .values(part.map(({ one }) => ({ id: one.personId, kind: 'applicant' as const })))
      .execute()
    await trx
      .insertInto('person.person_key')
      .values(part.map(({ one, epoch, wrapped }) => ({ person_id: one.personId, epoch, wrapped })))
      .execute()
    const fields = part.flatMap(({ one }) => {
      const { person } = one
      const values = {
        email: person.email,
        name: person.name,
        nik: person.nik,
        phone: person.phone,
        birth_place: person.birthPlace,
        birth_date: person.birthDate,
        sex: person.sex,
        address: typedForm(person, '', '')['address']!,
        education: `${person.education.level} | ${person.education.programme}`,
        subject_key: Buffer.from(one.subjectKey).toString('base64url'),
      }
      return Object.entries(values).map(([name, value]) => ({
        person_id: one.personId,
        name,
        value: keys.seal(one.key, 'terang/isian/v1', `field|${one.personId}|${name}`, utf8(value)),
      }))
    })
    await trx.insertInto('person.field').values(fields).execute()
    await trx
      .insertInto('person.nik')
      .values(
        part.map(({ one }) => ({
          person_id: one.personId,
          nik_index: keys.nikIndex(one.person.nik),
          state: 'checking' as const,
        })),
      )
      .execute()
    await trx
      .insertInto('auth.account')
      .values(
        part.map(({ one }) => ({
          person_id: one.personId,
          email_index: keys.emailIndex(`${selection}.${one.person.email}`),
          state: 'active' as const,
          confirmed_at: new Date(one.application.startedAt),
        })),
      )
      .execute()
    await trx
      .insertInto('person.application')
      .values(
        part.map(({ one }) => ({
          id: one.applicationId,
          selection_id: selection,
          person_id: one.personId,
          formation_id: one.application.formationId,
          state: one.application.state,
          form: keys.seal(
            one.key,
            'terang/isian/v1',
            `application|${one.applicationId}|form`,
            utf8(
              JSON.stringify(
                typedForm(one.person, one.person.education.programme, one.person.education.level),
              ),
            ),
          ),
          created_at: new Date(one.application.startedAt),
          updated_at: new Date(one.application.submittedAt ?? one.application.startedAt),
        })),
      )
      .execute()
    loaded.push(...part.map(({ one }) => one))
  }
  return loaded
}

/** Sample files of an application, sealed on disk; gives slot and digest of each. Not fsynced: a demo can be loaded again. */
export async function loadDocuments(
  services: Services,
  trx: Trx,
  selection: string,
  people: readonly LoadedPerson[],
  positionOf: (formationId: string) => string,
): Promise<Map<string, { slot: string; sha256: string }[]>> {
  const digests = new Map<string, { slot: string; sha256: string }[]>()
  const folders = new Set<string>()
  for (let start = 0; start < people.length; start += 100) {
    const rows = people.slice(start, start + 100).flatMap((one) =>
      one.application.documents.map((document) => {
        const row = documentRow(services, selection, one, document, positionOf(one.application.formationId))
        const path = services.documents.path(row.object_key)
        if (!folders.has(dirname(path))) mkdirSync(dirname(path), { recursive: true })
        folders.add(dirname(path))
        writeFileSync(path, row.sealed)
        const known = digests.get(one.applicationId) ?? []
        digests.set(one.applicationId, [...known, { slot: row.slot, sha256: row.sha256.toString('hex') }])
        const { sealed: _sealed, ...stored } = row
        return stored
      }),
    )
    if (rows.length > 0) await trx.insertInto('person.document').values(rows).execute()
  }
  return digests
}

function documentRow(
  services: Services,
  selection: string,
  one: LoadedPerson,
  document: DemoDocument,
  positionTitle: string,
) {
  const sample = sampleDocument({
    documentId: document.documentId,
    format: document.format,
    pages: document.pages,
    person: one.person,
    positionTitle,
  })
  const id = demoId(selection, one.person.personId, document.documentId)
  const frozen = one.application.state !== 'draft'
  return {
    id,
    selection_id: selection,
    application_id: one.applicationId,
    person_id: one.personId,
    slot: document.documentId,
    state: frozen ? ('frozen' as const) : ('accepted' as const),
    mime: document.format,
    bytes: sample.bytes.length,
    sha256: createHash('sha256').update(sample.bytes).digest(),
    pages: document.format === 'application/pdf' ? document.pages : null,
    width: null,
    height: null,
    findings: '[]',
    object_key: `lamaran/${one.applicationId.slice(0, 2)}/${one.applicationId}/${id}`,
    uploaded_at: new Date(document.uploadedAt),
    frozen_at:
      frozen && one.application.submittedAt !== undefined ? new Date(one.application.submittedAt) : null,
    sealed: services.keys.seal(one.key, 'terang/berkas/v1', `document|${id}`, sample.bytes),
  }
}
