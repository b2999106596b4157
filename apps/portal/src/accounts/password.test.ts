import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  hashPassword,
  inventPassword,
  needsRehash,
  passwordProblem,
  TooBusy,
  verifyPassword,
} from './password.ts'

test('a password is kept with its parameters and found again however its letters were typed', async () => {
  const stored = await hashPassword('sandi berüc\u0327 panjang')
  assert.match(stored, /^argon2id\$m=19456,t=2,p=1\$/)
  assert.equal(await verifyPassword('sandi beru\u0308ç panjang', stored), true)
  assert.equal(await verifyPassword('sandi beruc panjang', stored), false)
  assert.equal(needsRehash(stored), false)
  assert.equal(needsRehash(stored.replace('19456', '4096')), true)
})

test('an unknown address costs the same work and never matches', async () => {
  assert.equal(await verifyPassword('apa saja yang panjang', undefined), false)
  assert.equal(await verifyPassword('apa saja yang panjang', null), false)
})

test('fifteen code points are asked for, a hundred and twenty-eight are enough', () => {
  assert.equal(passwordProblem('empat belas hu'), 'short')
  assert.equal(passwordProblem('lima belas huru'), undefined)
  assert.equal(passwordProblem('kuda🐎laut🐟biru🌊'), undefined)
  assert.equal(passwordProblem('kuda🐎laut🐟bir🌊'), 'short')
  assert.equal(passwordProblem('ab cd'.repeat(26)), 'long')
})

test('what everybody tries, what repeats, what is known of the person and words of this site are refused', () => {
  assert.equal(passwordProblem('Password12345678'), 'common')
  assert.equal(passwordProblem('abcabcabcabcabcabc'), 'common')
  assert.equal(passwordProblem('abcdefghijklmnopqr'), 'common')
  assert.equal(passwordProblem('rahmawati2027xyz', ['rahmawati@contoh.id']), 'personal')
  assert.equal(passwordProblem('LulusCPNS2027Pontianak'), 'context')
  assert.equal(passwordProblem('kuda laut biru terbang', ['rahmawati@contoh.id']), undefined)
})

test('an invented password passes its own rules and is another each time', () => {
  const made = new Set(Array.from({ length: 200 }, inventPassword))
  assert.equal(made.size, 200)
  for (const password of made) assert.equal(passwordProblem(password), undefined, password)
})

test('two are computed at once and the queue has an end', async () => {
  const results = await Promise.allSettled(
    Array.from({ length: 70 }, () => verifyPassword('banyak sekaligus begini', undefined)),
  )
  const refused = results.filter((result) => result.status === 'rejected')
  assert.equal(refused.length, 4)
  assert.ok(refused.every((result) => result.status === 'rejected' && result.reason instanceof TooBusy))
  assert.equal(await verifyPassword('sesudahnya berjalan lagi', undefined), false)
})
