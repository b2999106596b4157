// The demo's entrance: one button a role; and the letters the site wrote, since no server takes them.
import type { Services } from '../services/services.ts'
import { Button } from '../ui/button.tsx'
import { Hidden } from '../ui/fields.tsx'
import { Grid, Section } from '../ui/layout.tsx'
import { EmptyState } from '../ui/notice.tsx'
import { Card, Details, List } from '../ui/surface.tsx'
import { Time } from '../ui/time.tsx'
import { PersonalPage } from '../accounts/personal-page.tsx'
import type { OutboxLetter } from '../services/mail.ts'
import { demoId as w } from '../words/demo.id.ts'
import type { DemoAccount } from './accounts.ts'

export function DemoPage({
  services,
  accounts,
  token,
}: {
  services: Services
  accounts: readonly DemoAccount[]
  token: string
}) {
  const groups = [
    {
      id: 'pelamar',
      title: w.applicants,
      accounts: accounts.filter((account) => account.kind === 'applicant'),
    },
    { id: 'petugas', title: w.officers, accounts: accounts.filter((account) => account.kind === 'officer') },
  ].filter((group) => group.accounts.length > 0)
  return (
    <PersonalPage services={services} reader="guest" path="/demo" title={w.title} lead={w.lead} wide>
      {groups.length === 0 ? <p class="t-muted">{w.none}</p> : null}
      {groups.map((group) => (
        <Section id={group.id} title={group.title}>
          <Grid min={20} gap={4}>
            {group.accounts.map((account) => (
              <Card title={account.label} level={3}>
                <p class="t-muted mb-3">{account.description}</p>
                <form method="post" action="/demo/masuk">
                  <Hidden name="token" value={token} />
                  <Hidden name="id" value={account.personId} />
                  <Button variant="second" size="s">
                    {w.enter(account.label)}
                  </Button>
                </form>
              </Card>
            ))}
          </Grid>
        </Section>
      ))}
      {services.mail.local ? (
        <p>
          <a href="/demo/kotak-keluar">{w.outbox.title}</a>
        </p>
      ) : null}
    </PersonalPage>
  )
}

/** Addresses in a letter become links, so that a confirmation can be followed; nothing else is marked up. */
function LetterText({ text }: { text: string }) {
  return (
    <>
      {text
        .trim()
        .split(/\n{2,}/)
        .map((paragraph) => (
          <p>
            {paragraph
              .split(/(https?:\/\/[^\s]+[^\s.,;:)])/)
              .map((part) => (/^https?:\/\//.test(part) ? <a href={part}>{part}</a> : part))}
          </p>
        ))}
    </>
  )
}

export function OutboxPage({ services, letters }: { services: Services; letters: readonly OutboxLetter[] }) {
  return (
    <PersonalPage
      services={services}
      reader="guest"
      path="/demo/kotak-keluar"
      title={w.outbox.title}
      lead={w.outbox.lead}
    >
      {letters.length === 0 ? (
        <EmptyState title={w.outbox.none} />
      ) : (
        <List
          items={letters.map((letter, i) => (
            <>
              <p class="t-strong">{letter.subject}</p>
              <p class="t-small t-muted">
                {w.outbox.to} {letter.to}, <Time at={letter.at} lang="id" />
              </p>
              <Details summary={w.outbox.read} open={i === 0}>
                <div class="t-prose">
                  <LetterText text={letter.text} />
                </div>
              </Details>
            </>
          ))}
        />
      )}
    </PersonalPage>
  )
}
