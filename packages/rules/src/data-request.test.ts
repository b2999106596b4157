import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import {
  REQUEST_KINDS,
  accessParts,
  erasureAnswer,
  parseDataProtectionLaw,
  requestDeadline,
} from './data-request.ts'

const text = readFileSync(new URL('../laws/uu-27-2022.json', import.meta.url), 'utf8')
const law = parseDataProtectionLaw(text)
// A Friday evening: the hours run through the weekend.
const received = Date.parse('2024-09-20T21:30:00+07:00')

const held = [
  { id: 'application', neededByLaw: true },
  { id: 'diploma', neededByLaw: true },
  { id: 'survey', neededByLaw: false },
  { id: 'forumPosts', neededByLaw: false },
]

test('Case 59: erasure in a running selection: optional data go, the rest stays with the reason', () => {
  const answer = erasureAnswer(law, held, true)
  assert.deepEqual(
    [answer.outcome, answer.erase, answer.keep],
    ['partly', ['survey', 'forumPosts'], ['application', 'diploma']],
  )
  assert.deepEqual(answer.reason, { source: 'UU27-2022:20', confirmed: false })
  const deadline = requestDeadline(law, 'erasure', received)
  assert.equal(deadline?.answerBy, Date.parse('2024-09-23T21:30:00+07:00'))
  assert.equal(erasureAnswer(law, held, false).outcome, 'erased')
  assert.equal(erasureAnswer(law, held.slice(0, 2), true).outcome, 'kept')
})

test('Case 60: access to own scores and reasons within 3 x 24 hours, with the access trail', () => {
  const deadline = requestDeadline(law, 'access', received)
  assert.deepEqual([deadline?.hours, deadline?.source, deadline?.confirmed], [72, 'UU27-2022:32', true])
  assert.equal(deadline?.answerBy, received + 72 * 3_600_000)
  assert.deepEqual(accessParts(law), ['data', 'scores', 'reasons', 'accessTrail'])
})

test('every kind of request has its hours and a source that is listed', () => {
  for (const kind of REQUEST_KINDS) {
    const deadline = requestDeadline(law, kind, received)
    assert.ok(deadline !== null && Object.hasOwn(law.sources, deadline.source), kind)
  }
  assert.throws(() => parseDataProtectionLaw('{}'), /law refused/)
})
