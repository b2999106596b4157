// Pages that people come back to: announcements, the rules with their sources, the schedule, the official channels.
import type { Child } from 'hono/jsx'
import { ruleSetListing, type RuleRow, type RuleSection } from '@terang/rules/rule-set-listing.ts'
import { PageTitle, Section, Wrap } from '../ui/layout.tsx'
import { Crumbs } from '../ui/navigation.tsx'
import { Badge, EmptyState, Notice } from '../ui/notice.tsx'
import { Seal } from '../ui/proof.tsx'
import { News } from '../ui/stages.tsx'
import { DefinitionList, Details, List } from '../ui/surface.tsx'
import { Table } from '../ui/table.tsx'
import { pathIn } from '../words/words.ts'
import { entryPath } from './entry-path.ts'
import { formatOf, stageName, trackOf, type PublicRound } from './present.ts'
import { PublicPage, publishWords, type PageContext } from './public-page.tsx'
import type { EffectiveAnnouncement, EffectiveSchedule } from './queries.ts'

function Frame({
  context,
  title,
  lead,
  path,
  description,
  children,
}: {
  context: PageContext
  title: string
  lead?: Child
  path: string
  description?: string
  children?: Child
}) {
  const w = publishWords(context.lang)
  return (
    <PublicPage context={context} title={title} path={path} description={description}>
      <Wrap width="text">
        <Crumbs
          label={w.crumbs}
          items={[{ label: w.home, href: pathIn(context.lang, '/') }, { label: title }]}
        />
        <PageTitle title={title} lead={lead} />
        <div class="t-stack pb-7" data-gap="6">
          {children}
        </div>
      </Wrap>
    </PublicPage>
  )
}

/** The newest version of each number, newest first. */
export function newestOf(announcements: readonly EffectiveAnnouncement[]): EffectiveAnnouncement[] {
  const newest = new Map<string, EffectiveAnnouncement>()
  for (const one of announcements) {
    const key = `${one.selection} ${one.number}`
    const known = newest.get(key)
    if (known === undefined || known.version < one.version) newest.set(key, one)
  }
  return [...newest.values()].toSorted((a, b) => b.at.getTime() - a.at.getTime())
}

export function AnnouncementsPage({
  context,
  announcements,
}: {
  context: PageContext
  announcements: readonly EffectiveAnnouncement[]
}) {
  const w = publishWords(context.lang)
  const f = formatOf(context.services, context.lang)
  return (
    <Frame context={context} title={w.announcements.title} lead={w.announcements.lead} path="/pengumuman">
      {announcements.length === 0 ? (
        <EmptyState title={w.announcements.none}>{w.announcements.noneText}</EmptyState>
      ) : (
        <News
          items={announcements.map((one) => ({
            time: <time datetime={one.at.toISOString()}>{f.shortDate(one.at)}</time>,
            title: <a href={pathIn(context.lang, `/pengumuman/${one.number}`)}>{one.title}</a>,
            note: `${w.announcements.kinds[one.kind] ?? one.kind}, ${w.announcements.number(one.number)}${one.version > 1 ? `, ${w.announcements.version(String(one.version))}` : ''}`,
          }))}
        />
      )}
      <p class="t-small">
        <a href="/umpan/pengumuman.atom">{w.announcements.feed}</a>
      </p>
    </Frame>
  )
}

export function AnnouncementPage({
  context,
  versions,
  shown,
}: {
  context: PageContext
  versions: readonly EffectiveAnnouncement[]
  shown: EffectiveAnnouncement
}) {
  const { services, lang } = context
  const w = publishWords(lang)
  const f = formatOf(services, lang)
  const newest = versions[0]!
  const path = `/pengumuman/${shown.number}`
  return (
    <PublicPage context={context} title={shown.title} path={path} description={shown.body.paragraphs[0]}>
      <Wrap width="text">
        <Crumbs
          label={w.crumbs}
          items={[
            { label: w.announcements.title, href: pathIn(lang, '/pengumuman') },
            { label: shown.title },
          ]}
        />
        <PageTitle
          title={shown.title}
          eyebrow={w.announcements.kinds[shown.kind] ?? shown.kind}
          lead={`${w.announcements.number(shown.number)}, ${f.dateTime(shown.at)}`}
        />
        <div class="t-stack pb-7" data-gap="5">
          {shown.version === newest.version ? null : (
            <Notice tone="act" title={w.announcements.old(String(shown.version))}>
              <p>
                <a href={pathIn(lang, path)}>{w.announcements.newest}</a>
              </p>
            </Notice>
          )}
          {shown.body.summaryOfChange === undefined ? null : (
            <Notice>{w.announcements.changed(shown.body.summaryOfChange)}</Notice>
          )}
          <div class="t-prose" lang="id">
            {shown.body.paragraphs.map((paragraph) => (
              <p>{paragraph}</p>
            ))}
          </div>
          <Seal>
            <span>{w.announcements.proof(f.number(shown.index))}</span>
            <a href={entryPath(services.agency, shown.index)}>{w.detail.proof}</a>
            <a href={`/terbitan/${shown.sha256}.json`}>{w.announcements.file}</a>
          </Seal>
          {versions.length < 2 ? null : (
            <Details summary={w.announcements.older}>
              <List
                items={versions.map((one) => (
                  <a href={pathIn(lang, `${path}?versi=${one.version}`)}>
                    {w.announcements.version(String(one.version))}, {f.dateTime(one.at)}
                  </a>
                ))}
              />
            </Details>
          )}
        </div>
      </Wrap>
    </PublicPage>
  )
}

/** For whoever reads the file; the days of a round stand in its own timetable. */
const ONLY_IN_FILE = ['identity', 'conventions', 'stages', 'testVectors']
/** More rows than this are folded. */
const LONG = 18

export function RulesPage({
  context,
  round,
  confirmed,
}: {
  context: PageContext
  round: PublicRound | undefined
  confirmed: ReadonlySet<string>
}) {
  const { services, lang } = context
  const w = publishWords(lang)
  const f = formatOf(services, lang)
  if (round === undefined) {
    return (
      <Frame context={context} title={w.rules.title} path="/aturan">
        <EmptyState title={w.rules.title}>{w.rules.none}</EmptyState>
      </Frame>
    )
  }
  const { ruleSet, sha256, index } = round.rules
  const table = ({ heading, rows }: RuleSection) => (
    <Table
      caption={heading}
      quietCaption
      columns={[
        { head: w.rules.rule, rowHead: true, cell: (one) => one.what },
        { head: w.rules.value, cell: (one) => <RuleValue row={one} confirmed={confirmed} words={w.rules} /> },
        { head: w.rules.from, optional: true, cell: (one) => one.source?.title ?? '' },
      ]}
      rows={rows}
    />
  )
  return (
    <Frame context={context} title={w.rules.title} lead={w.rules.lead} path="/aturan">
      <Seal icon="lock">
        <span>
          {round.selection.title}: {ruleSet.title[lang]}, {ruleSet.version}. {w.rules.proof(f.number(index))}{' '}
          {w.rules.print(sha256.slice(0, 16))}
        </span>
        <a href={entryPath(services.agency, index)}>{w.detail.proof}</a>
        <a href={`/terbitan/${sha256}.json`}>{w.rules.file}</a>
      </Seal>
      {ruleSetListing(ruleSet, lang)
        .filter((section) => !ONLY_IN_FILE.includes(section.id))
        .map((section) => (
          <Section id={section.id} title={section.heading}>
            {section.rows.length > LONG ? (
              <Details summary={w.rules.all(f.number(section.rows.length))}>{table(section)}</Details>
            ) : (
              table(section)
            )}
          </Section>
        ))}
    </Frame>
  )
}

function RuleValue({
  row,
  confirmed,
  words,
}: {
  row: RuleRow
  confirmed: ReadonlySet<string>
  words: Readonly<Record<'confirmed' | 'unconfirmed', string>>
}) {
  if (row.confirmed) return <>{row.value}</>
  const byOfficers = confirmed.has(row.path)
  return (
    <>
      {row.value}{' '}
      <Badge tone={byOfficers ? 'ok' : 'act'}>{byOfficers ? words.confirmed : words.unconfirmed}</Badge>
    </>
  )
}

export function SchedulePage({
  context,
  round,
  versions,
}: {
  context: PageContext
  round: PublicRound | undefined
  versions: readonly EffectiveSchedule[]
}) {
  const { services, lang } = context
  const w = publishWords(lang)
  const f = formatOf(services, lang)
  if (round === undefined) {
    return (
      <Frame context={context} title={w.schedule.title} path="/jadwal">
        <EmptyState title={w.schedule.title}>{w.schedule.none}</EmptyState>
      </Frame>
    )
  }
  const today = trackOf(round).find((stage) => stage.state === 'now')?.id
  const state = (id: string, end: string) =>
    id === today ? 'now' : Date.parse(end) <= round.now.getTime() ? 'done' : 'next'
  return (
    <Frame
      context={context}
      title={w.schedule.title}
      lead={`${round.selection.title}. ${w.schedule.lead}`}
      path="/jadwal"
    >
      <Table
        caption={round.selection.title}
        columns={[
          { head: w.schedule.title, rowHead: true, cell: (one) => stageName(round, one.id, w.stages) },
          {
            head: w.detail.schedule,
            cell: (one) => <time datetime={one.start}>{f.window(one.start, one.end)}</time>,
          },
          {
            head: '',
            cell: (one) =>
              state(one.id, one.end) === 'now' ? (
                <Badge tone="now">{w.hero.now}</Badge>
              ) : state(one.id, one.end) === 'done' ? (
                <Badge tone="idle">{w.hero.done}</Badge>
              ) : (
                ''
              ),
          },
        ]}
        rows={round.schedule.stages}
      />
      <p>
        <a href={`/kalender/${round.selection.id}.ics`}>{w.schedule.calendar}</a>
      </p>
      <Section id="versi" title={w.schedule.versions}>
        <List
          items={versions.map((one) => (
            <>
              <p class="t-strong">{w.schedule.version(String(one.version), f.dateTime(one.at))}</p>
              <p class="t-small t-muted">
                {one.reason === null ? w.schedule.first : w.detail.changed(one.reason)}{' '}
                <a href={entryPath(services.agency, one.index)}>
                  {w.announcements.proof(f.number(one.index))}
                </a>
              </p>
            </>
          ))}
        />
      </Section>
    </Frame>
  )
}

export function ChannelsPage({ context }: { context: PageContext }) {
  const { services, lang } = context
  const w = publishWords(lang).channels
  const { agency } = services
  return (
    <Frame context={context} title={w.title} lead={w.lead} path="/kanal-resmi">
      <DefinitionList
        rows={[
          ...agency.channels.map(
            (channel) =>
              [w.kinds[channel.kind] ?? channel.kind, <a href={channel.address}>{channel.label}</a>] as const,
          ),
          [w.office, agency.contact.address] as const,
          [w.hours, agency.contact.hours[lang]] as const,
        ]}
      />
      <Notice tone="act" title={w.free}>
        <p>
          {w.check} <a href={pathIn(lang, '/verifikasi/pesan')}>{w.checkLink}</a>
        </p>
      </Notice>
    </Frame>
  )
}
