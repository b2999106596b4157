// Every outcome has an explanation in both languages, whole and in its own figures; the page belongs to its person alone.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { explainRow } from '@terang/rules/explain.ts'
import { rank } from '@terang/rules/rank.ts'
import { cpns2024, formation, participant, scored } from '@terang/rules/rounds-fixture.ts'
import { testDatabase } from '../../../../tests/support/database.ts'
import { openApplyTest, signUp, type ApplyTest } from '../apply/round-fixture.ts'
import { openResultRound, plans, type ResultRound, type Who } from '../decide/result-fixture.ts'
import { explainId } from '../words/explain.id.ts'
import { format } from '../words/format.ts'
import { LANGS } from '../words/words.ts'
import { outcomeKind, tell, type ExplainFacts, type OutcomeKind } from './sentences.ts'

const same = { gpaX100: 350, seniority: 1 }
const people = [
  scored('A', 'F', [105, 120, 187], 80_000),
  scored('B', 'F', [100, 120, 178], 74_400),
  scored('C', 'F', [100, 120, 185], 72_000),
  scored('D', 'F', [100, 110, 180], 60_000),
  participant('E', 'F', [90, 100, 180], { skbStatus: 'th' }),
  participant('G', 'F', [90, 105, 180], { skbStatus: 'tms1' }),
  participant('H', 'F', [70, 85, 168]),
  participant('I', 'F', [100, 75, 210]),
  participant('J', 'F', [0, 0, 0], { skdStatus: 'th', twk: null, tiu: null, tkp: null }),
  participant('K', 'F', [0, 0, 0], { skdStatus: 'dis', twk: null, tiu: null, tkp: null }),
  scored('T', 'G', [80, 90, 180], 70_000, same),
  scored('U', 'G', [80, 90, 180], 70_000, same),
  participant('W', 'G', [80, 90, 170], { skbStatus: 'aps' }),
]
const formations = [
  formation('F', { seats: 2 }),
  formation('G', { seats: 1, positionId: 'midwife' }),
  formation('H', { seats: 1, unitId: 'unit-2' }),
]
const beforeSkb = people.map((row) => ({ ...row, skbStatus: null, skbMilli: null }))

function explained(id: string, rows = people) {
  const found = explainRow(cpns2024, formations, rows, rank(cpns2024, formations, rows), id)
  assert.ok(found, id)
  return found
}

const screening = (outcome: 'eligible' | 'ineligible', objection?: 'filed' | 'granted' | 'refused') => ({
  outcome,
  reasons: outcome === 'eligible' ? 0 : 2,
  objection,
})
const cases: Readonly<Record<OutcomeKind, ExplainFacts>> = {
  pending: { screening: undefined, result: undefined },
  ineligible: { screening: screening('ineligible'), result: undefined },
  objectionFiled: { screening: screening('ineligible', 'filed'), result: undefined },
  objectionRefused: { screening: screening('ineligible', 'refused'), result: undefined },
  objectionGranted: { screening: screening('ineligible', 'granted'), result: undefined },
  eligible: { screening: screening('eligible'), result: undefined },
  gradeNotMet: { screening: screening('eligible'), result: explained('I') },
  passedNotShortlisted: { screening: screening('eligible'), result: explained('H', beforeSkb) },
  shortlisted: { screening: screening('eligible'), result: explained('C', beforeSkb) },
  absent: { screening: screening('eligible'), result: explained('J') },
  disqualified: { screening: screening('eligible'), result: explained('K') },
  withdrew: { screening: screening('eligible'), result: explained('W') },
  failedEliminatingTest: { screening: screening('eligible'), result: explained('G') },
  passed: { screening: screening('eligible'), result: explained('B') },
  passedByOverflow: { screening: screening('eligible'), result: explained('C'), seat: 'Perawat Terampil' },
  tie: { screening: screening('eligible'), result: explained('T') },
  notPassed: { screening: screening('eligible'), result: explained('D') },
}

describe('sentences', () => {
  for (const [kind, facts] of Object.entries(cases) as [OutcomeKind, ExplainFacts][]) {
    test(`${kind}: an explanation in both languages without an unfilled blank`, () => {
      assert.equal(outcomeKind(facts), kind)
      for (const lang of LANGS) {
        const told = tell(lang, format(lang), facts)
        const all = [
          told.title,
          told.lead,
          ...told.position,
          told.decided ?? '',
          told.change?.intro ?? '',
          ...(told.change?.items ?? []),
          ...told.filling,
        ]
        assert.ok(told.title.length > 10 && told.lead.length > 10)
        for (const text of all)
          assert.doesNotMatch(text, /[{}]|undefined|null|NaN|\[object|\s{2}/, `${lang}: ${text}`)
        assert.ok(
          `${told.title} ${told.lead}`.split(/\s+/).length <= 60,
          'the first screen has at most 60 words',
        )
      }
    })
  }

  test('no outcome is missing from the cases', () => {
    assert.deepEqual(Object.keys(cases).toSorted(), Object.keys(explainId.outcome).toSorted())
  })

  test('below the cut-off: own score, cut-off and distance are those of the rules, and can be subtracted', () => {
    const four = people.slice(0, 3)
    const two = [formation('F', { seats: 2 })]
    const result = explainRow(cpns2024, two, four, rank(cpns2024, two, four), 'C')!
    const told = tell('id', format('id'), { screening: screening('eligible'), result })
    assert.deepEqual(told.position, [
      'Nilai batas 73,586, yaitu nilai peserta terakhir yang mendapat tempat. Nilai Anda 72,654, jadi selisihnya 0,932.',
    ])
    assert.ok(told.change!.items.includes('Total SKD 13 poin lebih tinggi'))
    assert.ok(told.change!.items.includes('SKB 1,553 poin lebih tinggi'))
  })

  test('one missed minimum says what it takes, and that it alone would do', () => {
    const told = tell('id', format('id'), cases.gradeNotMet)
    assert.deepEqual(told.change, { intro: explainId.change.oneGrade, items: ['TIU 5 poin lebih tinggi'] })
    assert.match(told.lead, /385/)
  })

  test('a tie names how many others and how many seats, nobody else', () => {
    assert.match(tell('id', format('id'), cases.tie).lead, /^1 tempat .* 1 peserta lain/)
  })

  test('every part can be what decided, and says so', () => {
    for (const by of [
      'seats',
      'grade:twk',
      'grade:total',
      'skd_total',
      'tkp',
      'tiu',
      'twk',
      'final',
      'gpa',
      'age',
      'decision',
      'undecided',
    ] as const) {
      for (const lang of LANGS) {
        const told = tell(lang, format(lang), {
          screening: undefined,
          result: { ...explained('D'), decidedBy: by },
        })
        assert.ok(told.decided !== undefined && told.decided.length > 10, by)
      }
    }
  })
})

describe('pages', () => {
  let portal: ApplyTest | undefined
  let round: ResultRound
  after(() => portal?.stop())
  const opened = testDatabase()
  before(async () => {
    portal = await openApplyTest((await opened).url)
    round = await openResultRound(portal.services)
  })

  async function read(
    who: Who,
    query = '',
    cookie = round.people[who].cookie,
  ): Promise<{ status: number; text: string }> {
    const answer = await fetch(
      `${portal!.url}/lamaran/${round.people[who].applicationId}/penjelasan${query}`,
      { headers: { cookie }, redirect: 'manual' },
    )
    return { status: answer.status, text: await answer.text() }
  }

  test('somebody else, an officer and a visitor do not get the page', async () => {
    assert.equal((await read('first', '', (await signUp(portal!.services)).cookie)).status, 404)
    assert.equal((await read('first', '', round.people.second.cookie)).status, 404)
    const visitor = await fetch(`${portal!.url}/lamaran/${round.people.first.applicationId}/penjelasan`, {
      redirect: 'manual',
    })
    assert.equal(visitor.status, 303)
    assert.match(visitor.headers.get('location') ?? '', /^\/masuk/)
  })

  test('before a result is announced, a score says nothing', async () => {
    const { text } = await read('gradeNotMet')
    assert.match(text, /Lamaran Anda memenuhi syarat \(MS\)/)
    assert.doesNotMatch(text, /385/)
  })

  test('not eligible: each reason with what is required, what was seen and where the rule stands', async () => {
    const { status, text } = await read('ineligible')
    assert.equal(status, 200)
    for (const part of [
      'Kualifikasi pendidikan tidak sesuai',
      'program studi Kebidanan',
      'Tidak bermeterai',
      cpns2024.sources['PRESS-TMS']!.title,
      'pemeriksa berkas (p1)',
    ])
      assert.ok(text.includes(part), part)
  })

  test('an objection that was granted or refused stands with the answer', async () => {
    assert.match((await read('refused')).text, /tetap tidak memenuhi syarat[\s\S]*Sanggah ditolak/)
    assert.match((await read('granted')).text, /Sanggah Anda diterima[\s\S]*panel sanggah \(q1\)/)
  })

  test('after both results every person of the round reads an explanation, in both languages', async () => {
    await round.publish('skdResult')
    assert.match((await read('first')).text, /Anda lanjut ke SKB/)
    await round.publish('finalResult')
    const titles: Partial<Record<Who, RegExp>> = {
      first: /Anda lulus seleksi akhir/,
      moved: /lulus untuk lowongan lain \(U-2\)/,
      notPassed: /tidak lulus seleksi akhir/,
      absentSkb: /tidak hadir pada SKB/,
      eliminated: /menggugurkan/,
      passedNotShortlisted: /belum masuk peserta SKB/,
      gradeNotMet: /belum mencapai nilai ambang/,
      absentSkd: /tidak hadir pada SKD/,
      disqualified: /didiskualifikasi dari SKD/,
      ineligible: /tidak memenuhi syarat/,
      tieOne: /sama dengan peserta lain/,
    }
    for (const who of Object.keys(plans) as Who[]) {
      const [id, en] = [await read(who), await read(who, '?bahasa=en')]
      assert.deepEqual([id.status, en.status], [200, 200], who)
      assert.doesNotMatch(id.text + en.text, /undefined|NaN|\[object/, who)
      const title = /<h1>([^<]*)/.exec(id.text)?.[1] ?? ''
      if (titles[who] !== undefined) assert.match(title, titles[who], who)
    }
  })

  test('no explanation names another person', async () => {
    for (const who of Object.keys(plans) as Who[]) {
      const { text } = await read(who)
      for (const [other, person] of Object.entries(round.people)) {
        if (other !== who)
          assert.ok(
            !text.includes(person.personId) && !text.includes(person.applicationId),
            `${who} reads of ${other}`,
          )
      }
    }
  })

  test('the address that names a stage leads to the page', async () => {
    const answer = await fetch(
      `${portal!.url}/lamaran/${round.people.first.applicationId}/keputusan/finalResult`,
      { headers: { cookie: round.people.first.cookie }, redirect: 'manual' },
    )
    assert.equal(answer.headers.get('location'), `/lamaran/${round.people.first.applicationId}/penjelasan`)
  })
})
