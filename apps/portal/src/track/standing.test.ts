// The table of standings in use: every state of an application has a text, and nothing shows before its result.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { STAGES, type StageId } from '@terang/rules/process.ts'
import { AXES, STANDINGS, standing } from '@terang/rules/standing.ts'
import { standingText, standingBlanks, STANDINGS as TEXTS } from '../words/standing.ts'
import { axesOf, placed, type ApplicationFacts } from './standing.ts'

const sent: ApplicationFacts = {
  state: 'submitted',
  gaps: 'some',
  undoable: false,
  results: new Set(),
  decision: undefined,
  objection: undefined,
  scores: {},
  skdCode: undefined,
  finalCodes: {},
}
const results = (...names: string[]) => new Set(names) as ApplicationFacts['results']
const textOf = (facts: Partial<ApplicationFacts>, stage: StageId) =>
  placed(axesOf({ ...sent, ...facts }), stage).text

test('a decision stays unseen until the result of its stage is effective', () => {
  assert.equal(textOf({ decision: 'ineligible' }, 'adminReview'), 'S2')
  assert.equal(textOf({ decision: 'ineligible', results: results('adminResult') }, 'adminResult'), 'I1')
})

test('the path of an application reads as the table says', () => {
  const admin = results('adminResult')
  const after = results('adminResult', 'adminResultAfterObjection')
  const skd = results(...after, 'skdResult')
  const final = results(...skd, 'finalResult')
  const rows: [Partial<ApplicationFacts>, StageId, string][] = [
    [{ state: 'draft' }, 'application', 'D1'],
    [{ state: 'draft', gaps: 'none' }, 'application', 'D2'],
    [{ state: 'lapsed' }, 'adminReview', 'L1'],
    [{}, 'application', 'S1'],
    [{ state: 'withdrawn', undoable: true }, 'application', 'W1'],
    [{ state: 'withdrawn' }, 'adminReview', 'W2'],
    [{ decision: 'eligible', results: admin }, 'adminResult', 'E2'],
    [{ decision: 'ineligible', results: admin }, 'adminObjection', 'I2'],
    [
      { decision: 'ineligible', results: admin, objection: { on: 'adminResult', answer: undefined } },
      'adminObjection',
      'O1',
    ],
    [
      { decision: 'ineligible', results: admin, objection: { on: 'adminResult', answer: 'granted' } },
      'adminAnswer',
      'O3',
    ],
    [
      { decision: 'ineligible', results: after, objection: { on: 'adminResult', answer: 'granted' } },
      'skd',
      'E3',
    ],
    [
      { decision: 'ineligible', results: after, objection: { on: 'adminResult', answer: 'refused' } },
      'skd',
      'O2',
    ],
    [{ decision: 'ineligible', results: after }, 'skd', 'I3'],
    [{ decision: 'eligible', results: after, scores: { skd: 'h' } }, 'skd', 'V1'],
    [{ decision: 'eligible', results: after, scores: { skd: 'th' } }, 'skd', 'T1'],
    [{ decision: 'eligible', results: skd, scores: { skd: 'h' }, skdCode: 'tl' }, 'skb', 'G1'],
    [{ decision: 'eligible', results: skd, scores: { skd: 'h' }, skdCode: 'p' }, 'skb', 'G2'],
    [{ decision: 'eligible', results: skd, scores: { skd: 'h' }, skdCode: 'pl' }, 'skb', 'H1'],
    [{ decision: 'eligible', results: skd, scores: { skd: 'h', skb: 'h' }, skdCode: 'pl' }, 'skb', 'V2'],
    [
      { decision: 'eligible', results: final, skdCode: 'pl', finalCodes: { first: 'l', newest: 'l' } },
      'finalResult',
      'P1',
    ],
    [
      { decision: 'eligible', results: final, skdCode: 'pl', finalCodes: { first: 'u2', newest: 'u2' } },
      'finalResult',
      'P2',
    ],
    [
      { decision: 'eligible', results: final, skdCode: 'pl', finalCodes: { first: 'tl', newest: 'tl' } },
      'finalObjection',
      'B2',
    ],
    [
      { decision: 'eligible', results: final, skdCode: 'pl', finalCodes: { first: 'tie', newest: 'tie' } },
      'finalResult',
      'Q1',
    ],
    [
      { decision: 'eligible', results: final, skdCode: 'pl', finalCodes: { first: 'tms1', newest: 'tms1' } },
      'finalResult',
      'M1',
    ],
    [
      {
        decision: 'eligible',
        results: results(...final, 'finalResultAfterObjection'),
        skdCode: 'pl',
        finalCodes: { first: 'l', newest: 'tl' },
      },
      'filing',
      'J1',
    ],
    [{ state: 'cancelled' }, 'cancelled', 'K2'],
  ]
  for (const [facts, stage, text] of rows)
    assert.equal(textOf(facts, stage), text, `${JSON.stringify(facts)} in ${stage}`)
})

test('a page never breaks between two checkpoints: every standing has some text in every stage', () => {
  const seen = new Set<string>()
  const codes = fc.option(
    fc.constantFrom('tms', 'th', 'dis', 'tl', 'p', 'pl', 'l', 'u1', 'e3', 'tie', 'tms1', 'aps'),
    { nil: undefined },
  )
  const status = fc.option(fc.constantFrom('h', 'th', 'dis', 'aps', 'tms1'), { nil: undefined })
  const steps = [
    'adminResult',
    'adminResultAfterObjection',
    'skdResult',
    'finalResult',
    'finalResultAfterObjection',
  ] as const
  const facts: fc.Arbitrary<ApplicationFacts> = fc.record({
    state: fc.oneof(
      { weight: 4, arbitrary: fc.constant('submitted' as const) },
      { weight: 1, arbitrary: fc.constantFrom(...AXES.state) },
    ),
    gaps: fc.constantFrom(...AXES.gaps),
    undoable: fc.boolean(),
    results: fc.nat(5).map((n) => new Set(steps.slice(0, n))),
    decision: fc.option(fc.constantFrom('eligible' as const, 'ineligible' as const), { nil: undefined }),
    objection: fc.option(
      fc.record({
        on: fc.constantFrom('adminResult' as const, 'skd' as const, 'skb' as const, 'finalResult' as const),
        answer: fc.option(fc.constantFrom('granted' as const, 'refused' as const), { nil: undefined }),
      }),
      { nil: undefined },
    ),
    scores: fc.record({ skd: status, skb: status }) as fc.Arbitrary<ApplicationFacts['scores']>,
    skdCode: codes,
    finalCodes: fc.record({ first: codes, newest: codes }) as fc.Arbitrary<ApplicationFacts['finalCodes']>,
  })
  fc.assert(
    fc.property(facts, fc.constantFrom(...STAGES), (drawn, { id }) => {
      const axes = axesOf(drawn)
      seen.add(standing(axes))
      assert.ok(TEXTS.includes(placed(axes, id).text))
    }),
    { numRuns: 20_000, seed: 7 },
  )
  assert.ok(seen.size > 25, `walked ${seen.size} of ${STANDINGS.length} standings`)
})

test('every text can be written once its blanks are filled', () => {
  for (const id of TEXTS) {
    const text = standingText('id', id, Object.fromEntries(standingBlanks(id).map((name) => [name, 'x'])))
    assert.doesNotMatch(Object.values(text).join(' '), /[{}]/)
  }
})
