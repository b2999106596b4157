// Pages of the public log: what it is, its newest entries, one entry explained with its proof, and the search.
import type { Child } from 'hono/jsx'
import type { EntryType } from '@terang/log/register.ts'
import { REGISTER } from '@terang/log/register.ts'
import { siteOf } from '../site.ts'
import type { Services } from '../services/services.ts'
import { Button } from '../ui/button.tsx'
import { Select, TextField } from '../ui/fields.tsx'
import { Icon } from '../ui/icon.tsx'
import { Columns, Layout, PageTitle, Section, Stack, Wrap } from '../ui/layout.tsx'
import { Crumbs } from '../ui/navigation.tsx'
import { EmptyState, Notice } from '../ui/notice.tsx'
import { Command, Hash, Seal } from '../ui/proof.tsx'
import { Card, DefinitionList, Details, Figures, List } from '../ui/surface.tsx'
import { Table } from '../ui/table.tsx'
import { format } from '../words/format.ts'
import { recordEn } from '../words/record.en.ts'
import { recordId } from '../words/record.id.ts'
import { pathIn, words, type Lang } from '../words/words.ts'
import { bodyRows, entrySummary, entryWords, secondPersons, type BodyValue } from './entry-text.ts'
import { logPrefix } from './prefix.ts'
import { shownEntries, type EntrySearch, type FoundEntry, type LogHead, type ShownEntry } from './queries.ts'

export interface LogContext {
  readonly services: Services
  readonly lang: Lang
  readonly head: LogHead
  readonly signed: Date | undefined
}

export const recordWords = (lang: Lang) => words(lang, { id: recordId, en: recordEn })
export const formatFor = ({ services, lang }: { services: Services; lang: Lang }) =>
  format(lang, { name: services.agency.zone, label: services.agency.zoneLabel })

const moment = (at: string) => `${at.slice(0, 16)}:00Z`

export function LogPage(props: {
  context: LogContext
  title: string
  path: string
  description?: string
  islands?: readonly string[]
  noindex?: boolean
  children?: Child
}) {
  const { services, lang, head } = props.context
  const w = recordWords(lang)
  const f = formatFor(props.context)
  return (
    <Layout
      site={siteOf(services)}
      lang={lang}
      title={props.title}
      path={props.path}
      description={props.description ?? w.log.lead}
      islands={props.islands}
      noindex={props.noindex}
      logLine={
        <>
          <span>{words(lang).proof.logLine(f.number(head.size))}</span>
          <span>{w.log.noWitness}</span>
          <a href={pathIn(lang, '/verifikasi')}>{w.log.verify}</a>
        </>
      }
    >
      {props.children}
    </Layout>
  )
}

function entryHref({ services, lang }: LogContext, index: number): string {
  return pathIn(lang, `${logPrefix(services.agency)}/entry/${index}`)
}

function EntryTable({
  context,
  entries,
  caption,
}: {
  context: LogContext
  entries: readonly FoundEntry[]
  caption: string
}) {
  const { lang, services } = context
  const w = recordWords(lang).log
  const f = formatFor(context)
  return (
    <Table
      caption={caption}
      quietCaption
      rows={entries}
      columns={[
        {
          head: w.number,
          rowHead: true,
          cell: ({ index }) => <a href={entryHref(context, index)}>{f.number(index)}</a>,
        },
        {
          head: w.act,
          cell: ({ entry }) => (
            <>
              {entryWords(entry.t, lang).title}
              <br />
              <span class="t-small t-muted">{entrySummary(entry)}</span>
            </>
          ),
        },
        { head: w.time, cell: ({ entry }) => <span class="t-small">{f.dateTime(moment(entry.at))}</span> },
        {
          head: w.proof,
          cell: ({ index }) => <a href={`${logPrefix(services.agency)}/proof/${index}`}>tlog-proof</a>,
        },
      ]}
    />
  )
}

function SearchCard({
  context,
  search = {},
  selections,
}: {
  context: LogContext
  search?: EntrySearch
  selections: readonly { id: string; title: string }[]
}) {
  const { services, lang } = context
  const w = recordWords(lang).log
  const types = (Object.keys(REGISTER) as EntryType[])
    .map((t) => ({ value: t, label: entryWords(t, lang).title }))
    .sort((a, b) => (a.label < b.label ? -1 : 1))
  return (
    <Card title={w.search}>
      <p class="t-small t-muted mb-3">{w.searchLead}</p>
      <form
        class="t-stack"
        data-gap="3"
        method="get"
        role="search"
        action={pathIn(lang, `${logPrefix(services.agency)}/search`)}
      >
        <Select
          name="t"
          label={w.type}
          lang={lang}
          options={types}
          value={search.type}
          empty={w.anyType}
          optional
        />
        <Select
          name="sel"
          label={w.selection}
          lang={lang}
          options={selections.map(({ id, title }) => ({ value: id, label: title }))}
          value={search.selection}
          empty={recordWords(lang).verify.everything}
          optional
        />
        <TextField
          name="subj"
          label={w.subject}
          hint={w.subjectHint}
          lang={lang}
          value={search.subject}
          optional
        />
        <TextField name="alasan" label={w.reason} lang={lang} value={search.reason} optional />
        <Button variant="second">{w.button}</Button>
      </form>
    </Card>
  )
}

export function LogFrontPage({
  context,
  newest,
  selections,
}: {
  context: LogContext
  newest: readonly FoundEntry[]
  selections: readonly { id: string; title: string }[]
}) {
  const { services, lang, head, signed } = context
  const w = recordWords(lang).log
  const f = formatFor(context)
  const prefix = logPrefix(services.agency)
  return (
    <LogPage context={context} title={w.title} path={prefix}>
      <Wrap>
        <Crumbs label={w.crumbs} items={[{ label: w.home, href: pathIn(lang, '/') }, { label: w.crumb }]} />
        <PageTitle title={w.title} lead={w.lead} />
        <Columns>
          <Stack gap={6}>
            <Card title={w.checkpoint}>
              <Figures
                items={[
                  { value: f.number(head.size), label: w.entries },
                  ...(signed === undefined ? [] : [{ value: f.time(signed), label: f.date(signed) }]),
                  { value: '0', label: w.witnesses },
                ]}
              />
              <p class="t-small t-muted mt-4">{w.root}</p>
              <Hash value={head.root} />
              <Details summary={w.note}>
                <Command text={head.note.trimEnd()} />
              </Details>
            </Card>
            <Notice title={w.noWitness} icon="eye">
              <p>{w.noWitnessText}</p>
            </Notice>
            <Section id="terbaru" title={w.newest}>
              <EntryTable context={context} entries={newest} caption={w.newest} />
            </Section>
          </Stack>
          <Stack gap={4}>
            <Button href={pathIn(lang, '/verifikasi')} icon="shield-check" full>
              {w.verify}
            </Button>
            <Card title={w.how}>
              <Stack gap={3}>
                {w.howText.map((text) => (
                  <p class="t-small">{text}</p>
                ))}
              </Stack>
            </Card>
            <SearchCard context={context} selections={selections} />
            <Card title={w.files} small>
              <p class="t-small t-muted mb-3">{w.filesText}</p>
              <List
                items={[
                  <a href={`${prefix}/checkpoint`}>checkpoint</a>,
                  <a href={`${prefix}/log.vkey`}>{w.key}</a>,
                  <a href={`${prefix}/policy`}>{w.policy}</a>,
                ]}
              />
            </Card>
          </Stack>
        </Columns>
      </Wrap>
    </LogPage>
  )
}

export function SearchPage(props: {
  context: LogContext
  search: EntrySearch
  found: readonly FoundEntry[]
  selections: readonly { id: string; title: string }[]
}) {
  const { context, search, found } = props
  const { services, lang } = context
  const w = recordWords(lang).log
  const f = formatFor(context)
  const prefix = logPrefix(services.agency)
  const shown = found.slice(0, shownEntries)
  const last = shown.at(-1)
  const older = new URLSearchParams(
    Object.entries({
      t: search.type,
      sel: search.selection,
      subj: search.subject,
      alasan: search.reason,
      sebelum: last === undefined ? undefined : String(last.index),
    }).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as [string, string]])),
  )
  return (
    <LogPage context={context} title={w.results} path={`${prefix}/search`} noindex>
      <Wrap>
        <Crumbs
          label={w.crumbs}
          items={[
            { label: w.home, href: pathIn(lang, '/') },
            { label: w.crumb, href: pathIn(lang, prefix) },
            { label: w.results },
          ]}
        />
        <PageTitle
          title={w.results}
          lead={
            shown.length === 0
              ? undefined
              : found.length > shown.length
                ? w.foundMany(f.number(shown.length))
                : w.found(f.number(shown.length))
          }
        />
        <Columns>
          <Stack gap={4}>
            {shown.length === 0 ? (
              <EmptyState title={w.nothing}>{w.nothingText}</EmptyState>
            ) : (
              <EntryTable context={context} entries={shown} caption={w.results} />
            )}
            {found.length > shown.length ? (
              <p>
                <Button variant="second" href={`${pathIn(lang, `${prefix}/search`)}?${older.toString()}`}>
                  {w.older}
                </Button>
              </p>
            ) : null}
          </Stack>
          <SearchCard context={context} search={search} selections={props.selections} />
        </Columns>
      </Wrap>
    </LogPage>
  )
}

function Value({ context, value }: { context: LogContext; value: BodyValue }) {
  const f = formatFor(context)
  if (value.kind === 'hash') return <Hash value={value.text} grouped={/^[0-9a-f]+$/.test(value.text)} />
  if (value.kind === 'number') return <>{f.number(value.number)}</>
  if (value.kind === 'text') return <span class="t-wrap-any">{value.text}</span>
  return (
    <>
      {value.indices.map((index, i) => (
        <>
          {i === 0 ? '' : ', '}
          <a href={entryHref(context, index)}>{f.number(index)}</a>
        </>
      ))}
    </>
  )
}

export function EntryPage({ context, shown }: { context: LogContext; shown: ShownEntry }) {
  const { services, lang, head } = context
  const w = recordWords(lang)
  const f = formatFor(context)
  const prefix = logPrefix(services.agency)
  const { index, entry, raw, leaf } = shown
  const { title, text } = entryWords(entry.t, lang)
  const proof = `${prefix}/proof/${index}`
  const rows: [Child, Child][] = [
    [w.entry.at, f.dateTime(moment(entry.at))],
    [w.entry.by, entry.by],
    ...secondPersons(entry).map((person): [Child, Child] => [w.entry.second, person]),
    ...(entry.sel === undefined ? [] : [[w.entry.selection, entry.sel] as [Child, Child]]),
    ...(entry.subj === undefined
      ? []
      : [
          [
            w.entry.subject,
            <>
              <a href={`${pathIn(lang, `${prefix}/search`)}?subj=${encodeURIComponent(entry.subj)}`}>
                <code class="t-hash">{entry.subj}</code>
              </a>
              <br />
              <span class="t-small t-muted">{w.entry.subjectText}</span>
            </>,
          ] as [Child, Child],
        ]),
    ...(entry.refs === undefined
      ? []
      : [
          [w.entry.refs, <Value context={context} value={{ kind: 'entries', indices: entry.refs }} />] as [
            Child,
            Child,
          ],
        ]),
    ...bodyRows(entry, lang).map(({ label, value }): [Child, Child] => [
      label,
      <Value context={context} value={value} />,
    ]),
    ...(entry.priv === undefined
      ? []
      : [
          [
            w.entry.personal,
            <>
              <Hash value={entry.priv} grouped={false} />
              <br />
              <span class="t-small t-muted">{w.entry.personalText}</span>
            </>,
          ] as [Child, Child],
        ]),
  ]
  return (
    <LogPage
      context={context}
      title={`${title}, ${w.entry.title(f.number(index))}`}
      path={`${prefix}/entry/${index}`}
      description={text}
      islands={['check-proof', 'copy-text']}
    >
      <Wrap>
        <Crumbs
          label={w.log.crumbs}
          items={[
            { label: w.log.home, href: pathIn(lang, '/') },
            { label: w.log.crumb, href: pathIn(lang, prefix) },
            { label: w.entry.title(f.number(index)) },
          ]}
        />
        <PageTitle title={title} eyebrow={w.entry.title(f.number(index))} lead={text} />
        <Columns>
          <Stack gap={5}>
            <Card title={w.entry.content}>
              <DefinitionList rows={rows} />
            </Card>
            <Details summary={w.entry.raw}>
              <Command text={raw} />
            </Details>
            <nav class="t-row" data-v="between" aria-label={w.entry.list}>
              {index > 0 ? <a href={entryHref(context, index - 1)}>{w.entry.previous}</a> : <span></span>}
              {index + 1 < head.size ? (
                <a href={entryHref(context, index + 1)}>{w.entry.next}</a>
              ) : (
                <span></span>
              )}
            </nav>
          </Stack>
          <Stack gap={4}>
            <Card title={w.entry.proof}>
              <Stack gap={3}>
                <check-proof
                  data-proof={proof}
                  data-policy={head.policy}
                  data-index={index}
                  data-leaf={leaf}
                  data-good={w.entry.valid}
                  data-bad={w.entry.invalid}
                >
                  <CheckIcons />
                  <div data-out>
                    <p>{w.entry.proofPlain}</p>
                  </div>
                </check-proof>
                <p class="t-small t-muted">{w.entry.leaf}</p>
                <Hash value={leaf} />
                <p>
                  <a href={proof} download={`${index}.tlog-proof`}>
                    {w.entry.download}
                  </a>
                </p>
                <Command
                  text={`npm run --silent terang -- receipt ${index}.tlog-proof --vkey ${head.vkey}`}
                  copyLabel={w.verify.copy}
                  copiedLabel={w.verify.copied}
                />
              </Stack>
            </Card>
            <Seal icon="eye">{w.log.noWitness}</Seal>
          </Stack>
        </Columns>
      </Wrap>
    </LogPage>
  )
}

/** Icons for what the islands show; cloned, never written as markup. */
export function CheckIcons() {
  return (
    <>
      {(
        [
          ['ok', 'circle-check'],
          ['no', 'circle-x'],
          ['idle', 'circle-dashed'],
          ['good', 'circle-check'],
          ['bad', 'circle-x'],
          ['again', 'refresh-cw'],
        ] as const
      ).map(([name, icon]) => (
        <template data-icon={name}>
          <Icon name={icon} />
        </template>
      ))}
    </>
  )
}

export function MissingEntryPage({ context, index }: { context: LogContext; index: string }) {
  const w = recordWords(context.lang)
  const prefix = logPrefix(context.services.agency)
  return (
    <LogPage context={context} title={w.entry.missing} path={`${prefix}/entry/${index}`} noindex>
      <Wrap width="text">
        <PageTitle
          title={w.entry.missing}
          lead={w.entry.missingText(formatFor(context).number(context.head.size))}
        />
        <p class="pb-7">
          <a href={pathIn(context.lang, prefix)}>{w.entry.list}</a>
        </p>
      </Wrap>
    </LogPage>
  )
}
