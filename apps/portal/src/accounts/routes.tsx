// Accounts of applicants: sign-up, confirmation, sign-in, reset, and the pages of one's own account.
// Answers to sign-up and reset are the same bytes whether the address is known or not.
import { Hono } from 'hono'
import type { Child } from 'hono/jsx'
import { isMailAddress } from '../services/mail.ts'
import type { Services } from '../services/services.ts'
import type { FormError } from '../ui/fields.tsx'
import { accountsId as w } from '../words/accounts.id.ts'
import {
  checkPassword,
  confirmAddress,
  openLink,
  requestReset,
  resetPassword,
  signUp,
  tellNewDevice,
} from './actions.ts'
import { accountRoutes } from './account-routes.tsx'
import { leaveMark, readMark } from './device-mark.ts'
import { checkedError, formExpired, newPasswordError, orBusy, tooBusy } from './form-errors.ts'
import { forgotForm, ownPath, passwordForm, signInForm, signUpForm } from './forms.ts'
import { readForm } from './read-form.ts'
import {
  ConfirmPage,
  ForgotPage,
  NewPasswordPage,
  SentPage,
  SignInPage,
  SignUpPage,
  UsedLinkPage,
} from './pages.tsx'
import { inventPassword, TooBusy } from './password.ts'
import { browserName, startSession, withSession, type AppContext, type AppEnv } from './session.ts'
import { isEnrolled } from './staff-actions.ts'
import { staffRoutes } from './staff-routes.tsx'

function emailError(email: string): FormError | undefined {
  if (email.trim() === '') return { field: 'email', text: w.errors.emailEmpty }
  return isMailAddress(email.trim()) ? undefined : { field: 'email', text: w.errors.email }
}

const present = <T,>(...items: (T | undefined)[]): T[] =>
  items.filter((item): item is T => item !== undefined)

export function accountsRoutes(services: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const issue = (form: string) => services.tokens.issue('tamu', form)
  const isOurs = (form: string, token: string) => services.tokens.read('tamu', form, token) !== undefined
  const page = (c: AppContext, content: Child, status: 200 | 404 | 422 | 429 | 503 = 200) => {
    c.header('Cache-Control', 'no-store')
    return c.html(<>{content}</>, status)
  }

  // ------------------------------------------------------------------ sign-up
  app.get('/daftar', (c) => page(c, <SignUpPage services={services} token={issue('daftar')} email="" />))
  app.post('/daftar', async (c) => {
    const form = await readForm(c, signUpForm)
    const email = form.email.trim()
    const again = (errors: readonly FormError[], status: 422 | 503) =>
      page(
        c,
        <SignUpPage
          services={services}
          token={issue('daftar')}
          errors={errors}
          email={form.email}
          password={form.show === '1' ? form.password : undefined}
        />,
        status,
      )
    if (!isOurs('daftar', form.token)) return again([formExpired], 422)
    if (form.action === 'invent') {
      return page(
        c,
        <SignUpPage
          services={services}
          token={issue('daftar')}
          email={form.email}
          password={inventPassword()}
          invented
        />,
      )
    }
    const errors = present(emailError(email), newPasswordError(form.password, [email]))
    if (errors.length > 0) return again(errors, 422)
    try {
      await signUp(services, email, form.password)
    } catch (error) {
      if (error instanceof TooBusy) return again([tooBusy], 503)
      throw error
    }
    return c.redirect('/daftar/terkirim', 303)
  })
  app.get('/daftar/terkirim', (c) =>
    page(
      c,
      <SentPage
        services={services}
        path="/daftar"
        title={w.signUp.sentTitle}
        text={w.signUp.sent}
        hint={w.signUp.sentHint}
      />,
    ),
  )

  const confirmGone = (
    <UsedLinkPage
      services={services}
      title={w.confirm.usedTitle}
      text={w.confirm.used}
      href="/masuk"
      label={w.signIn.button}
    />
  )
  app.get('/konfirmasi/:link', async (c) => {
    const link = c.req.param('link')
    if ((await openLink(services, 'confirm', link)) === undefined) return page(c, confirmGone, 404)
    return page(c, <ConfirmPage services={services} token={issue('konfirmasi')} link={link} />)
  })
  app.post('/konfirmasi/:link', async (c) => {
    const link = c.req.param('link')
    const form = await readForm(c, passwordForm)
    const again = (error: FormError, status: 422 | 429 | 503) =>
      page(
        c,
        <ConfirmPage services={services} token={issue('konfirmasi')} link={link} errors={[error]} />,
        status,
      )
    if (!isOurs('konfirmasi', form.token)) return again(formExpired, 422)
    if (form.password === '') return again({ field: 'password', text: w.errors.passwordEmpty }, 422)
    const checked = await orBusy(() => confirmAddress(services, link, form.password))
    if (checked === 'busy') return again(tooBusy, 503)
    if (checked.kind === 'gone') return page(c, confirmGone, 404)
    if (checked.kind !== 'ok')
      return again(checkedError(checked, w.errors.confirmPassword), checked.kind === 'noMatch' ? 422 : 429)
    leaveMark(services, c, checked.emailIndex)
    await startSession(services, c, checked.personId, 'applicant')
    return c.redirect('/lamaran', 303)
  })

  // ------------------------------------------------------------------ sign-in
  app.get('/masuk', (c) => {
    const back = ownPath(c.req.query('kembali'), '')
    const note =
      c.req.query('ulang') === '1'
        ? w.signIn.fresh
        : c.req.query('baru') === '1'
          ? w.reset.done
          : c.req.query('keluar') === '1'
            ? w.home.signedOut
            : back === ''
              ? undefined
              : w.signIn.back
    return page(c, <SignInPage services={services} token={issue('masuk')} email="" back={back} note={note} />)
  })
  app.post('/masuk', async (c) => {
    const form = await readForm(c, signInForm)
    const email = form.email.trim()
    const back = ownPath(form.kembali, '')
    const again = (errors: readonly FormError[], status: 422 | 429 | 503) =>
      page(
        c,
        <SignInPage
          services={services}
          token={issue('masuk')}
          email={form.email}
          back={back}
          errors={errors}
        />,
        status,
      )
    if (!isOurs('masuk', form.token)) return again([formExpired], 422)
    const errors = present(
      emailError(email),
      form.password === '' ? { field: 'password', text: w.errors.passwordEmpty } : undefined,
    )
    if (errors.length > 0) return again(errors, 422)
    const mark = readMark(services, c, services.keys.emailIndex(email))
    const checked = await orBusy(() => checkPassword(services, email, form.password, mark))
    if (checked === 'busy') return again([tooBusy], 503)
    if (checked.kind !== 'ok')
      return again([checkedError(checked, w.errors.noMatch)], checked.kind === 'noMatch' ? 422 : 429)
    // An officer who comes in by this door still needs the second factor.
    if (await isEnrolled(services, checked.personId)) {
      await startSession(services, c, checked.personId, 'second_step')
      return c.redirect('/petugas/kode', 303)
    }
    await startSession(services, c, checked.personId, 'applicant')
    if (mark === undefined) {
      leaveMark(services, c, checked.emailIndex)
      await tellNewDevice(services, checked.personId, browserName(c.req.header('User-Agent')))
    }
    return c.redirect(ownPath(form.kembali, '/lamaran'), 303)
  })

  // ------------------------------------------------------------------ reset
  app.get('/lupa-sandi', (c) => page(c, <ForgotPage services={services} token={issue('lupa')} email="" />))
  app.post('/lupa-sandi', async (c) => {
    const form = await readForm(c, forgotForm)
    const email = form.email.trim()
    const errors = isOurs('lupa', form.token) ? present(emailError(email)) : [formExpired]
    if (errors.length > 0)
      return page(
        c,
        <ForgotPage services={services} token={issue('lupa')} email={form.email} errors={errors} />,
        422,
      )
    await requestReset(services, email)
    return c.redirect('/lupa-sandi/terkirim', 303)
  })
  app.get('/lupa-sandi/terkirim', (c) =>
    page(
      c,
      <SentPage services={services} path="/lupa-sandi" title={w.forgot.sentTitle} text={w.forgot.sent} />,
    ),
  )

  const resetGone = (
    <UsedLinkPage
      services={services}
      title={w.reset.usedTitle}
      text={w.reset.used}
      href="/lupa-sandi"
      label={w.reset.again}
    />
  )
  const resetPage = (
    link: string,
    more: { errors?: readonly FormError[]; password?: string; invented?: boolean } = {},
  ) => (
    <NewPasswordPage
      services={services}
      token={issue('atur')}
      action={`/atur-sandi/${link}`}
      title={w.reset.title}
      lead={w.reset.lead}
      button={w.reset.button}
      {...more}
    />
  )
  app.get('/atur-sandi/:link', async (c) => {
    const link = c.req.param('link')
    return (await openLink(services, 'reset', link)) === undefined
      ? page(c, resetGone, 404)
      : page(c, resetPage(link))
  })
  app.post('/atur-sandi/:link', async (c) => {
    const link = c.req.param('link')
    const form = await readForm(c, passwordForm)
    if (form.action === 'invent')
      return page(c, resetPage(link, { password: inventPassword(), invented: true }))
    const error = isOurs('atur', form.token) ? newPasswordError(form.password, []) : formExpired
    if (error !== undefined)
      return page(
        c,
        resetPage(link, { errors: [error], ...(form.show === '1' ? { password: form.password } : {}) }),
        422,
      )
    const done = await orBusy(() => resetPassword(services, link, form.password))
    if (done === 'busy') return page(c, resetPage(link, { errors: [tooBusy] }), 503)
    if (done === undefined) return page(c, resetGone, 404)
    return c.redirect('/masuk?baru=1', 303)
  })

  app.use('/akun', withSession(services))
  app.use('/akun/*', withSession(services))
  app.use('/keluar', withSession(services))
  app.route('/', accountRoutes(services))
  app.use('/petugas/masuk', withSession(services))
  app.use('/petugas/kode', withSession(services))
  app.route('/', staffRoutes(services))
  // Personal pages exist in Indonesian only.
  for (const path of ['akun', 'masuk', 'daftar', 'lamaran', 'kotak-masuk']) {
    app.get(`/en/${path}`, (c) => c.redirect(`/${path}`, 302))
  }
  app.get('/en/petugas/masuk', (c) => c.redirect('/petugas/masuk', 302))
  return app
}
