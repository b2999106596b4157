// Sign-in of staff: password, then a code from the authenticator; enrolment by invitation. No officer's session begins
// anywhere else, except the demo's.
import { Hono } from 'hono'
import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { Services } from '../services/services.ts'
import type { FormError } from '../ui/fields.tsx'
import { accountsId as w } from '../words/accounts.id.ts'
import { checkPassword, openLink, tellNewDevice } from './actions.ts'
import { leaveMark, readMark } from './device-mark.ts'
import { codeForm, ownPath, passwordForm, signInForm } from './forms.ts'
import { readForm } from './read-form.ts'
import { checkedError, formExpired, newPasswordError, orBusy, tooBusy } from './form-errors.ts'
import { CodePage, NewPasswordPage, StaffSignInPage, UsedLinkPage } from './pages.tsx'
import { inventPassword } from './password.ts'
import { browserName, endSession, startSession, type AppContext, type AppEnv } from './session.ts'
import { beginEnrolment, enrolment, enterCode, finishEnrolment, isEnrolled } from './staff-actions.ts'

export function staffRoutes(services: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const issue = (form: string) => services.tokens.issue('tamu', form)
  const isOurs = (form: string, token: string) => services.tokens.read('tamu', form, token) !== undefined
  const page = (c: AppContext, content: Child, status: 200 | 404 | 422 | 429 | 503 = 200) => {
    c.header('Cache-Control', 'no-store')
    return c.html(<>{content}</>, status)
  }

  app.get('/petugas/masuk', (c) =>
    page(
      c,
      <StaffSignInPage
        services={services}
        token={issue('petugas')}
        email=""
        back={ownPath(c.req.query('kembali'), '')}
      />,
    ),
  )
  app.post('/petugas/masuk', async (c) => {
    const form = await readForm(c, signInForm)
    const back = ownPath(form.kembali, '')
    const again = (error: FormError, status: 422 | 429 | 503) =>
      page(
        c,
        <StaffSignInPage
          services={services}
          token={issue('petugas')}
          email={form.email}
          back={back}
          errors={[error]}
        />,
        status,
      )
    if (!isOurs('petugas', form.token)) return again(formExpired, 422)
    if (form.email.trim() === '') return again({ field: 'email', text: w.errors.emailEmpty }, 422)
    if (form.password === '') return again({ field: 'password', text: w.errors.passwordEmpty }, 422)
    const mark = readMark(services, c, services.keys.emailIndex(form.email))
    const checked = await orBusy(() => checkPassword(services, form.email, form.password, mark))
    if (checked === 'busy') return again(tooBusy, 503)
    if (checked.kind !== 'ok')
      return again(checkedError(checked, w.errors.staffNoMatch), checked.kind === 'noMatch' ? 422 : 429)
    // An applicant, or an officer without a second factor, is told the same as a wrong password.
    if (!(await isEnrolled(services, checked.personId)))
      return again(checkedError({ kind: 'noMatch' }, w.errors.staffNoMatch), 422)
    if (mark === undefined) leaveMark(services, c, checked.emailIndex)
    await startSession(services, c, checked.personId, 'second_step')
    return c.redirect(
      back === '' ? '/petugas/kode' : `/petugas/kode?kembali=${encodeURIComponent(back)}`,
      303,
    )
  })

  // The second step, and later the fresh proof that a two-person act asks for.
  const codePage = (kembali: string, errors: readonly FormError[] = []) => (
    <CodePage
      services={services}
      token={issue('kode')}
      action={kembali === '' ? '/petugas/kode' : `/petugas/kode?kembali=${encodeURIComponent(kembali)}`}
      title={w.staff.codeTitle}
      lead={w.staff.codeLead}
      button={w.staff.codeButton}
      errors={errors}
    />
  )
  app.get('/petugas/kode', (c) => {
    const session = c.get('session')
    if (session === undefined || session.kind === 'applicant') return c.redirect('/petugas/masuk', 303)
    return page(c, codePage(ownPath(c.req.query('kembali'), '')))
  })
  app.post('/petugas/kode', async (c) => {
    const session = c.get('session')
    if (session === undefined || session.kind === 'applicant') return c.redirect('/petugas/masuk', 303)
    const form = await readForm(c, codeForm)
    const kembali = ownPath(c.req.query('kembali'), '')
    if (!isOurs('kode', form.token)) return page(c, codePage(kembali, [formExpired]), 422)
    if (form.code.trim() === '')
      return page(c, codePage(kembali, [{ field: 'code', text: w.errors.codeEmpty }]), 422)
    const answer = await enterCode(services, session.personId, form.code)
    if (answer === 'wait') {
      if (session.kind === 'second_step') await endSession(services, c)
      return page(c, codePage(kembali, [{ field: 'code', text: w.staff.tooMany }]), 429)
    }
    if (answer === 'noMatch') return page(c, codePage(kembali, [{ field: 'code', text: w.errors.code }]), 422)
    await startSession(services, c, session.personId, 'officer')
    if (session.kind === 'second_step')
      await tellNewDevice(services, session.personId, browserName(c.req.header('User-Agent')))
    return c.redirect(kembali === '' ? '/petugas' : kembali, 303)
  })

  // ------------------------------------------------------------------ invitation
  const gone = (
    <UsedLinkPage
      services={services}
      title={w.staff.inviteUsedTitle}
      text={w.staff.inviteUsed}
      href="/petugas/masuk"
      label={w.staff.title}
    />
  )
  const invitePage = (
    link: string,
    more: { errors?: readonly FormError[]; password?: string; invented?: boolean } = {},
  ) => (
    <NewPasswordPage
      services={services}
      token={issue('undangan')}
      action={`/petugas/undangan/${link}`}
      title={w.staff.inviteTitle}
      lead={w.staff.inviteLead}
      button={w.staff.inviteButton}
      {...more}
    />
  )
  app.get('/petugas/undangan/:link', async (c) => {
    const link = c.req.param('link')
    return (await openLink(services, 'invite', link)) === undefined
      ? page(c, gone, 404)
      : page(c, invitePage(link))
  })
  app.post('/petugas/undangan/:link', async (c) => {
    const link = c.req.param('link')
    const form = await readForm(c, passwordForm)
    if (form.action === 'invent')
      return page(c, invitePage(link, { password: inventPassword(), invented: true }))
    const error = isOurs('undangan', form.token) ? newPasswordError(form.password, []) : formExpired
    if (error !== undefined)
      return page(
        c,
        invitePage(link, { errors: [error], ...(form.show === '1' ? { password: form.password } : {}) }),
        422,
      )
    const begun = await orBusy(() => beginEnrolment(services, link, form.password))
    if (begun === 'busy') return page(c, invitePage(link, { errors: [tooBusy] }), 503)
    return begun ? c.redirect(`/petugas/undangan/${link}/kode`, 303) : page(c, gone, 404)
  })
  const enrolPage = async (c: AppContext, link: string, errors: readonly FormError[] = []) => {
    const shown = await enrolment(services, link)
    if (shown === undefined) return page(c, gone, 404)
    return page(
      c,
      <CodePage
        services={services}
        token={issue('pasang')}
        action={`/petugas/undangan/${link}/kode`}
        title={w.staff.enrolTitle}
        lead={w.staff.enrolLead}
        button={w.staff.enrolButton}
        errors={errors}
      >
        <figure aria-label={w.staff.enrolQr}>{raw(shown.svg)}</figure>
        <p class="t-small t-muted">
          {w.staff.enrolManual} <code class="t-hash">{shown.seed}</code>
        </p>
      </CodePage>,
      errors.length > 0 ? 422 : 200,
    )
  }
  app.get('/petugas/undangan/:link/kode', (c) => enrolPage(c, c.req.param('link')))
  app.post('/petugas/undangan/:link/kode', async (c) => {
    const link = c.req.param('link')
    const form = await readForm(c, codeForm)
    if (!isOurs('pasang', form.token)) return enrolPage(c, link, [formExpired])
    const done = await finishEnrolment(services, link, form.code)
    if (done === 'gone') return page(c, gone, 404)
    if (done === 'noMatch') return enrolPage(c, link, [{ field: 'code', text: w.errors.code }])
    await startSession(services, c, done.personId, 'officer')
    return c.redirect('/petugas', 303)
  })
  return app
}
