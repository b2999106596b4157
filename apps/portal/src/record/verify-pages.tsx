// Verifikasi: one page with two questions. The first recomputes results in the browser; without scripts it gives the
// command and the digests. The second answers for receipts, messages, announcements and entries.
import type { ReceiptReport } from '@terang/log/receipt.ts'
import type { PublishedResult } from '../decide/queries.ts'
import { siteOf } from '../site.ts'
import { Button, Chip } from '../ui/button.tsx'
import { FileField, TextArea, TextField } from '../ui/fields.tsx'
import { Columns, PageTitle, Section, Stack, Wrap } from '../ui/layout.tsx'
import { Crumbs } from '../ui/navigation.tsx'
import { Command, Hash, ProofSteps, Verdict } from '../ui/proof.tsx'
import { Card, Details } from '../ui/surface.tsx'
import { Table } from '../ui/table.tsx'
import { pathIn } from '../words/words.ts'
import { CheckIcons, formatFor, LogPage, recordWords, type LogContext } from './pages.tsx'
import { logPrefix } from './prefix.ts'
import type { FoundAnnouncement } from './queries.ts'

/** One receipt of what was handed in; a file of an applicant has several. */
export interface CheckedReceipt {
  readonly proof: string
  readonly report: ReceiptReport
}

export type CodeAnswer =
  | { readonly kind: 'announcement'; readonly found: FoundAnnouncement }
  | { readonly kind: 'missing' }

export interface SecondQuestion {
  readonly receipt?: string
  readonly receiptError?: string
  readonly checked?: readonly CheckedReceipt[]
  readonly code?: string
  readonly answer?: CodeAnswer
}

export interface VerifyPageProps {
  readonly context: LogContext
  readonly selections: readonly { id: string; title: string }[]
  readonly selection?: string
  readonly results: readonly PublishedResult[]
  readonly second?: SecondQuestion
}

export function VerifyPage(props: VerifyPageProps) {
  const { context, selections, selection, second } = props
  const { services, lang } = context
  const w = recordWords(lang)
  const v = w.verify
  const origin = services.settings.publicOrigin
  const chosen = selection === undefined ? '' : ` --selection ${selection}`
  return (
    <LogPage
      context={context}
      title={v.title}
      path="/verifikasi"
      description={v.lead}
      islands={['verify-site', 'check-proof', 'copy-text']}
    >
      <Wrap>
        <Crumbs
          label={w.log.crumbs}
          items={[{ label: w.log.home, href: pathIn(lang, '/') }, { label: v.title }]}
        />
        <PageTitle title={v.title} lead={v.lead} />
        <Columns>
          <Stack gap={6}>
            {second === undefined ? null : <Answer context={context} second={second} />}
            <Section id="hitung" title={v.one} intro={v.oneText}>
              <Stack gap={4}>
                {selections.length > 1 ? (
                  <nav class="t-row" data-gap="2" aria-label={v.scope}>
                    <Chip href={pathIn(lang, '/verifikasi')} current={selection === undefined}>
                      {v.everything}
                    </Chip>
                    {selections.map(({ id, title }) => (
                      <Chip href={`${pathIn(lang, '/verifikasi')}?seleksi=${id}`} current={id === selection}>
                        {title}
                      </Chip>
                    ))}
                  </nav>
                ) : null}
                <verify-site
                  class="t-stack"
                  data-gap="4"
                  data-worker={siteOf(services).asset('verify-worker.js')}
                  data-lang={lang}
                  data-selection={selection ?? ''}
                  data-results={pathIn(lang, '/hasil')}
                  data-report={`mailto:${services.agency.contact.email}`}
                  data-words={JSON.stringify({
                    ...v,
                    entries: w.log.entries,
                    root: w.log.root,
                    noWitness: w.log.noWitness,
                  })}
                >
                  <CheckIcons />
                  <p data-plain>{v.plain}</p>
                </verify-site>
              </Stack>
            </Section>
            <Section id="berkas" title={v.files} intro={props.results.length === 0 ? v.noFiles : v.filesText}>
              <Stack gap={3}>
                {props.results.map((result) => (
                  <FileTable context={context} result={result} />
                ))}
              </Stack>
            </Section>
          </Stack>
          <Stack gap={4}>
            <Card title={v.distrust}>
              <p class="t-muted t-small mb-3">{v.distrustText}</p>
              <Command
                text={`npm run --silent terang -- verify ${origin}${chosen}`}
                copyLabel={v.copy}
                copiedLabel={v.copied}
              />
            </Card>
            <SecondCard context={context} second={second} />
          </Stack>
        </Columns>
      </Wrap>
    </LogPage>
  )
}

function SecondCard({ context, second = {} }: { context: LogContext; second?: SecondQuestion }) {
  const { lang } = context
  const v = recordWords(lang).verify
  const action = pathIn(lang, '/verifikasi')
  return (
    <Card title={v.two} id="punya">
      <Stack gap={5}>
        <form method="get" action={action} class="t-stack" data-gap="3">
          <TextField
            name="kode"
            label={v.code}
            hint={v.codeHint}
            lang={lang}
            value={second.code}
            maxlength={60}
          />
          <Button variant="second" size="s">
            {v.checkCode}
          </Button>
        </form>
        <form method="post" action={action} enctype="multipart/form-data" class="t-stack" data-gap="3">
          <TextArea
            name="tanda_terima"
            label={v.receipt}
            hint={v.receiptHint}
            lang={lang}
            rows={4}
            value={second.receipt}
            error={second.receiptError}
            optional
          />
          <FileField
            name="berkas"
            label={v.upload}
            accept=".tlog-proof,.json,.html,.txt"
            kinds={v.kinds}
            limit="2 MB"
            lang={lang}
            optional
          />
          <Button variant="second" size="s">
            {v.checkReceipt}
          </Button>
        </form>
      </Stack>
    </Card>
  )
}

function Answer({ context, second }: { context: LogContext; second: SecondQuestion }) {
  const { lang, services } = context
  const v = recordWords(lang).verify
  const f = formatFor(context)
  const { answer, checked } = second
  const entry = (index: number) => pathIn(lang, `${logPrefix(services.agency)}/entry/${index}`)
  if (answer?.kind === 'announcement') {
    const { title, version, at, index } = answer.found
    return (
      <Verdict tone="ok" title={v.announcementFound}>
        <p>{v.announcementText(title, String(version), f.dateTime(at))}</p>
        <p>
          <a href={pathIn(lang, `/pengumuman/${encodeURIComponent(answer.found.number)}`)}>
            {v.openAnnouncement}
          </a>
          {' · '}
          <a href={entry(index)}>{v.receiptEntry(f.number(index))}</a>
        </p>
      </Verdict>
    )
  }
  if (answer?.kind === 'missing') {
    return (
      <Verdict tone="no" title={v.codeMissing}>
        {v.codeMissingText}
      </Verdict>
    )
  }
  if (checked === undefined) return null
  const good = checked.every(({ report }) => report.ok)
  return (
    <Stack gap={4}>
      <Verdict tone={good ? 'ok' : 'no'} title={good ? v.receiptGood : v.receiptBad}>
        {good ? v.receiptServer : v.receiptBadText}
      </Verdict>
      {checked.map(({ proof, report }) => (
        <Card>
          <ProofSteps
            steps={report.steps.map((step) => ({
              tone: step.ok ? ('ok' as const) : ('no' as const),
              state: v.state[step.ok ? 'ok' : 'no'],
              title: step.text,
              detail: step.detail,
            }))}
          />
          {report.index === undefined ? null : (
            <p class="mt-3">
              <a href={entry(report.index)}>{v.receiptEntry(f.number(report.index))}</a>
            </p>
          )}
          <check-proof
            data-policy={context.head.policy}
            data-good={v.browserGood}
            data-bad={v.browserBad}
            data-brief="1"
          >
            <CheckIcons />
            <div data-out></div>
            <pre hidden>{proof}</pre>
          </check-proof>
        </Card>
      ))}
    </Stack>
  )
}

function FileTable({ context, result }: { context: LogContext; result: PublishedResult }) {
  const { services, lang } = context
  const v = recordWords(lang).verify
  const f = formatFor(context)
  const prefix = logPrefix(services.agency)
  const caption = `${result.title}, ${v.stage[result.stage]}, ${f.date(result.at)}`
  return (
    <Details summary={caption}>
      <Table
        caption={caption}
        quietCaption
        rows={result.files}
        columns={[
          { head: v.file, rowHead: true, cell: (file) => <a href={`${prefix}/${file.path}`}>{file.name}</a> },
          { head: v.digest, cell: (file) => <Hash value={file.sha256} /> },
          {
            head: v.entry,
            cell: (file) => {
              const index = result.entries.get(file.name)
              return index === undefined ? (
                ''
              ) : (
                <a href={pathIn(lang, `${prefix}/entry/${index}`)}>{f.number(index)}</a>
              )
            },
          },
        ]}
      />
    </Details>
  )
}
