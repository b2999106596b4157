// Pages of people who are not signed in yet: sign-up, confirmation, sign-in, reset. Everything typed comes back with a
// refusal, except passwords that were not asked to be shown.
import type { Child } from 'hono/jsx'
import type { Services } from '../services/services.ts'
import { Button, ButtonRow } from '../ui/button.tsx'
import { Checkbox, ErrorSummary, Hidden, TextField, type FormError } from '../ui/fields.tsx'
import { Stack } from '../ui/layout.tsx'
import { Notice } from '../ui/notice.tsx'
import { accountsId as w } from '../words/accounts.id.ts'
import { PersonalPage } from './personal-page.tsx'

const errorOf = (errors: readonly FormError[], field: string) =>
  errors.find((error) => error.field === field)?.text

export interface FormState {
  services: Services
  token: string
  errors?: readonly FormError[]
}

/** A form in a narrow column, with the summary of what needs repair above it. */
function Form({
  token,
  errors = [],
  action,
  children,
}: {
  token: string
  errors?: readonly FormError[]
  action: string
  children?: Child
}) {
  return (
    <Stack gap={4}>
      <ErrorSummary errors={errors} />
      <form method="post" action={action} class="t-stack" data-gap="4" novalidate>
        <Hidden name="token" value={token} />
        {children}
      </form>
    </Stack>
  )
}

function EmailField({ value, error, hint }: { value: string; error?: string; hint?: string }) {
  return (
    <TextField
      name="email"
      label={w.email}
      hint={hint}
      type="email"
      value={value}
      error={error}
      autocomplete="username"
      attrs={{ spellcheck: 'false', autocapitalize: 'none' }}
    />
  )
}

function NewPassword({
  label,
  errors,
  shown,
  value,
}: {
  label: string
  errors: readonly FormError[]
  shown: boolean
  value: string
}) {
  return (
    <>
      <TextField
        name="password"
        label={label}
        hint={w.passwordHint}
        type={shown ? 'text' : 'password'}
        value={shown ? value : undefined}
        error={errorOf(errors, 'password')}
        autocomplete="new-password"
        attrs={{ spellcheck: 'false', autocapitalize: 'none' }}
      />
      <ButtonRow>
        <Button variant="second" size="s" name="action" value="invent">
          {w.invent}
        </Button>
        <Checkbox name="show" label={w.showPassword} checked={shown} />
      </ButtonRow>
    </>
  )
}

export interface SignUpProps extends FormState {
  email: string
  /** Shown only where it was invented or asked to be shown. */
  password?: string
  invented?: boolean
}

export function SignUpPage({ services, token, errors = [], email, password, invented }: SignUpProps) {
  return (
    <PersonalPage
      services={services}
      reader="guest"
      path="/daftar"
      title={w.signUp.title}
      lead={w.signUp.lead}
    >
      {invented ? <Notice role="status">{w.invented}</Notice> : null}
      <Form token={token} errors={errors} action="/daftar">
        <EmailField value={email} error={errorOf(errors, 'email')} hint={w.emailHint} />
        <NewPassword
          label={w.password}
          errors={errors}
          shown={password !== undefined}
          value={password ?? ''}
        />
        <Button>{w.signUp.button}</Button>
      </Form>
      <p class="t-small t-muted">{w.signUp.privacy}</p>
      <p>
        {w.signUp.have} <a href="/masuk">{w.signIn.button}</a>
      </p>
    </PersonalPage>
  )
}

export function SentPage({
  services,
  title,
  text,
  hint,
  path,
}: {
  services: Services
  title: string
  text: string
  hint?: string
  path: string
}) {
  return (
    <PersonalPage services={services} reader="guest" path={path} title={title} lead={text}>
      {hint ? <p class="t-muted">{hint}</p> : null}
      {services.settings.demo && services.mail.local ? (
        <ButtonRow>
          <Button href="/demo/kotak-keluar" variant="second">
            {w.signUp.outbox}
          </Button>
        </ButtonRow>
      ) : null}
    </PersonalPage>
  )
}

export function ConfirmPage({ services, token, errors = [], link }: FormState & { link: string }) {
  const path = `/konfirmasi/${link}`
  return (
    <PersonalPage
      services={services}
      reader="guest"
      path="/konfirmasi"
      title={w.confirm.title}
      lead={w.confirm.lead}
    >
      <Form token={token} errors={errors} action={path}>
        <TextField
          name="password"
          label={w.password}
          type="password"
          error={errorOf(errors, 'password')}
          autocomplete="current-password"
        />
        <Button>{w.confirm.button}</Button>
      </Form>
    </PersonalPage>
  )
}

/** A link that was used, is over, or never was: the three look the same. */
export function UsedLinkPage({
  services,
  title,
  text,
  href,
  label,
}: {
  services: Services
  title: string
  text: string
  href: string
  label: string
}) {
  return (
    <PersonalPage services={services} reader="guest" path={href} title={title} lead={text}>
      <ButtonRow>
        <Button href={href}>{label}</Button>
      </ButtonRow>
    </PersonalPage>
  )
}

export interface SignInProps extends FormState {
  email: string
  back: string
  note?: string
}

export function SignInPage({ services, token, errors = [], email, back, note }: SignInProps) {
  return (
    <PersonalPage
      services={services}
      reader="guest"
      path="/masuk"
      title={w.signIn.title}
      lead={w.signIn.lead}
    >
      {note ? <Notice role="status">{note}</Notice> : null}
      <Form token={token} errors={errors} action="/masuk">
        <Hidden name="kembali" value={back} />
        <EmailField value={email} error={errorOf(errors, 'email')} />
        <TextField
          name="password"
          label={w.password}
          type="password"
          error={errorOf(errors, 'password')}
          autocomplete="current-password"
        />
        <ButtonRow>
          <Button>{w.signIn.button}</Button>
          <a href="/lupa-sandi">{w.signIn.forgot}</a>
        </ButtonRow>
      </Form>
      <p>
        {w.signIn.noAccount} <a href="/daftar">{w.signIn.register}</a>
      </p>
      <p class="t-small t-muted">
        {w.signIn.staff} <a href="/petugas/masuk">{w.signIn.staffLink}</a>
      </p>
    </PersonalPage>
  )
}

export function ForgotPage({ services, token, errors = [], email }: FormState & { email: string }) {
  return (
    <PersonalPage
      services={services}
      reader="guest"
      path="/lupa-sandi"
      title={w.forgot.title}
      lead={w.forgot.lead}
    >
      <Form token={token} errors={errors} action="/lupa-sandi">
        <EmailField value={email} error={errorOf(errors, 'email')} />
        <Button>{w.forgot.button}</Button>
      </Form>
    </PersonalPage>
  )
}

export interface NewPasswordProps extends FormState {
  action: string
  title: string
  lead: string
  button: string
  password?: string
  invented?: boolean
}

/** A new password behind a link: reset, or the first step of a staff invitation. */
export function NewPasswordPage({
  services,
  token,
  errors = [],
  action,
  title,
  lead,
  button,
  password,
  invented,
}: NewPasswordProps) {
  return (
    <PersonalPage services={services} reader="guest" path="/masuk" title={title} lead={lead}>
      {invented ? <Notice role="status">{w.invented}</Notice> : null}
      <Form token={token} errors={errors} action={action}>
        <NewPassword
          label={w.newPassword}
          errors={errors}
          shown={password !== undefined}
          value={password ?? ''}
        />
        <Button>{button}</Button>
      </Form>
    </PersonalPage>
  )
}

export interface StaffSignInProps extends FormState {
  email: string
  back: string
}

export function StaffSignInPage({ services, token, errors = [], email, back }: StaffSignInProps) {
  return (
    <PersonalPage
      services={services}
      reader="guest"
      path="/petugas/masuk"
      title={w.staff.title}
      lead={w.staff.lead}
    >
      <Form token={token} errors={errors} action="/petugas/masuk">
        <Hidden name="kembali" value={back} />
        <EmailField value={email} error={errorOf(errors, 'email')} />
        <TextField
          name="password"
          label={w.password}
          type="password"
          error={errorOf(errors, 'password')}
          autocomplete="current-password"
        />
        <Button>{w.staff.button}</Button>
      </Form>
    </PersonalPage>
  )
}

export interface CodeProps extends FormState {
  action: string
  title: string
  lead: string
  button: string
  children?: Child
}

export function CodePage({ services, token, errors = [], action, title, lead, button, children }: CodeProps) {
  return (
    <PersonalPage services={services} reader="guest" path="/petugas/kode" title={title} lead={lead}>
      {children}
      <Form token={token} errors={errors} action={action}>
        <TextField
          name="code"
          label={w.staff.code}
          inputmode="numeric"
          autocomplete="one-time-code"
          maxlength={7}
          error={errorOf(errors, 'code')}
        />
        <Button>{button}</Button>
      </Form>
    </PersonalPage>
  )
}
