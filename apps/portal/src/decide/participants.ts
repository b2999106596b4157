// Who takes part in a round, from effective acts: one row a sent application, with its pseudonym of phase `nilai`
// and what a tie may need (grade average, birth date). The full rows stay inside; decide/freeze.ts reduces them.
import { subjectPseudonym } from '@terang/log/subject.ts'
import type { PersonalPart } from '@terang/log/commitment.ts'
import type { Queryable } from '../services/database.ts'
import type { Services } from '../services/services.ts'

export interface RoundParticipant {
  readonly applicationId: string
  readonly personId: string
  readonly formationId: string
  /** Pseudonym of phase `nilai`: the public identifier in every data set. */
  readonly participant: string
  readonly screening: 'ms' | 'tms' | undefined
  readonly withdrawn: boolean
  readonly gpaX100: number | undefined
  readonly birthDate: string | undefined
}

/** Inside a scope of an officer, or by the worker. Reads everybody of the round: for freezing and score import only. */
export async function participantsOf(
  services: Services,
  db: Queryable,
  selection: string,
): Promise<RoundParticipant[]> {
  const { keys } = services
  const rows = await db
    .selectFrom('act.submission as s')
    .innerJoin('log.effective as e', 'e.id', 's.entry_id')
    .innerJoin('person.application as a', 'a.id', 's.application_id')
    .innerJoin('person.person_key as k', 'k.person_id', 's.person_id')
    .leftJoin('person.field as f', (join) =>
      join.onRef('f.person_id', '=', 's.person_id').on('f.name', '=', 'subject_key'),
    )
    .leftJoin('log.private as p', 'p.id', 's.entry_id')
    .leftJoin('act.decision as d', (join) =>
      join.onRef('d.application_id', '=', 's.application_id').onRef('d.selection_id', '=', 's.selection_id'),
    )
    .leftJoin('act.objection as o', (join) =>
      join
        .onRef('o.application_id', '=', 's.application_id')
        .onRef('o.selection_id', '=', 's.selection_id')
        .on('o.stage', '=', 'adminResult'),
    )
    .leftJoin('act.objection_answer as w', (join) =>
      join.onRef('w.objection_id', '=', 'o.id').onRef('w.selection_id', '=', 'o.selection_id'),
    )
    .select([
      's.application_id',
      's.person_id',
      's.formation_id',
      's.n',
      's.entry_id',
      'a.state',
      'k.epoch',
      'k.wrapped',
      'f.value as subjectKey',
      'p.sealed',
      'd.outcome',
      'w.outcome as answer',
    ])
    .where('s.selection_id', '=', selection)
    .where('a.state', 'in', ['submitted', 'withdrawn'])
    .orderBy('s.n')
    .execute()
  const newest = new Map(rows.map((row) => [row.application_id, row]))
  return [...newest.values()].flatMap((row) => {
    if (row.subjectKey === null) return []
    const key = keys.openPersonKey(row.person_id, row)
    const stored = Buffer.from(
      keys.open(key, 'terang/isian/v1', `field|${row.person_id}|subject_key`, row.subjectKey),
    ).toString('utf8')
    const personal =
      row.sealed === null
        ? undefined
        : (
            JSON.parse(
              Buffer.from(
                keys.open(
                  key,
                  'terang/log/v1',
                  `log.private|${Buffer.from(row.entry_id).toString('hex')}`,
                  row.sealed,
                ),
              ).toString('utf8'),
            ) as { fields: PersonalPart }
          ).fields
    const outcome = row.answer === 'granted' ? 'eligible' : row.outcome
    return [
      {
        applicationId: row.application_id,
        personId: row.person_id,
        formationId: row.formation_id,
        participant: subjectPseudonym(Buffer.from(stored, 'base64url'), selection, 'nilai'),
        screening: outcome === null ? undefined : outcome === 'eligible' ? ('ms' as const) : ('tms' as const),
        withdrawn: row.state === 'withdrawn',
        gpaX100: typeof personal?.gpa_x100 === 'number' ? personal.gpa_x100 : undefined,
        birthDate: typeof personal?.birth_date === 'string' ? personal.birth_date : undefined,
      },
    ]
  })
}

export interface CurrentScore {
  readonly status: 'h' | 'th' | 'dis' | 'aps' | 'tms1'
  readonly points: { readonly [part: string]: number }
  readonly index: number
}

/** The scores of a test that stand, by application: the newest of each. */
export async function scoresOf(
  db: Queryable,
  selection: string,
  test: 'skd' | 'skb',
): Promise<Map<string, CurrentScore>> {
  const rows = await db
    .selectFrom('act.score as s')
    .innerJoin('log.effective as e', 'e.id', 's.entry_id')
    .select(['s.application_id', 's.status', 's.points', 'e.idx', 's.n'])
    .where('s.selection_id', '=', selection)
    .where('s.test', '=', test)
    .orderBy('s.n')
    .execute()
  return new Map(
    rows.map((row) => [
      row.application_id,
      { status: row.status, points: row.points as { [part: string]: number }, index: row.idx },
    ]),
  )
}
