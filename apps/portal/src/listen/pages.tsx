// The list of public questions, the moderation log, and a question as one row of a list.
import { Button, Chip } from '../ui/button.tsx'
import { Columns, PageTitle, Stack, Wrap } from '../ui/layout.tsx'
import { Crumbs, Pagination, SearchForm, Tabs } from '../ui/navigation.tsx'
import { Badge, EmptyState, type Tone } from '../ui/notice.tsx'
import { Card, DefinitionList, List } from '../ui/surface.tsx'
import { Table } from '../ui/table.tsx'
import { Time } from '../ui/time.tsx'
import { Hidden } from '../ui/fields.tsx'
import { entryPath } from '../publish/entry-path.ts'
import { formatOf } from '../publish/present.ts'
import { PublicPage, type PageContext } from '../publish/public-page.tsx'
import { listenEn } from '../words/listen.en.ts'
import { listenId } from '../words/listen.id.ts'
import { pathIn, words, type Lang } from '../words/words.ts'
import { daysLate } from './deadline.ts'
import { moderationCodes, moderationCodeOf, promisedDays } from './policy.ts'
import { questionAddress, tabs, type QuestionList, type QuestionQuery } from './question-list.ts'
import { isLate, runningDue, waits, type ModerationLine, type PublicQuestion } from './queries.ts'

export const listenWords = (lang: Lang) => words(lang, { id: listenId, en: listenEn })

const tones: Record<PublicQuestion['status'], Tone> = {
  open: 'idle',
  provisional: 'info',
  answered: 'ok',
  corrected: 'obj',
  reviewDue: 'act',
  merged: 'idle',
  hidden: 'idle',
}

/** Badge of the state, and the mark of a missed deadline. */
export function QuestionState({
  context,
  question,
  now,
}: {
  context: PageContext
  question: PublicQuestion
  now: Date
}) {
  const w = listenWords(context.lang)
  const late = isLate(question, now)
  return (
    <>
      <Badge tone={tones[question.status]}>{w.status[question.status]}</Badge>
      {late ? (
        <Badge tone="act">{w.late(String(daysLate(context.services, runningDue(question), now)))}</Badge>
      ) : null}
    </>
  )
}

/** The first sentence of an answer answers (plain language 8), so it stands in the list. */
function firstSentences(text: string): string {
  const [first = ''] = text.split(/\n/)
  return first.length > 180 ? `${first.slice(0, 179).trimEnd()}…` : first
}

export function QuestionItem({
  context,
  question,
  now,
}: {
  context: PageContext
  question: PublicQuestion
  now: Date
}) {
  const { lang, services } = context
  const w = listenWords(lang)
  const f = formatOf(services, lang)
  const [answer] = question.answers
  return (
    <div class="t-q">
      <h3 class="t-q__t">
        <a href={pathIn(lang, `/tanya-jawab/${question.id}`)} lang="id">
          {question.title}
        </a>
      </h3>
      {answer === undefined ? null : (
        <p class="t-q__x" lang="id">
          {firstSentences(answer.body)}
        </p>
      )}
      <p class="t-q__m">
        <QuestionState context={context} question={question} now={now} />
        <span>{w.topics[question.topic]}</span>
        <Time at={question.publishedAt} lang={lang} style="shortDate" />
        {waits(question) ? <span>{w.due(f.deadline(runningDue(question)))}</span> : null}
      </p>
    </div>
  )
}

export interface QuestionsPageProps {
  context: PageContext
  query: QuestionQuery
  list: QuestionList
  questions: readonly PublicQuestion[]
  vacancy: string | undefined
  inModeration: number
  now: Date
}

export function QuestionsPage(props: QuestionsPageProps) {
  const { context, query, list, now } = props
  const { lang, services } = context
  const w = listenWords(lang)
  const f = formatOf(services, lang)
  const here = (change: Partial<QuestionQuery>) => pathIn(lang, questionAddress(query, change))
  const counted = props.questions.filter((one) => one.status !== 'hidden' && one.status !== 'merged')
  const answered = counted.filter((one) => !waits(one)).length
  const late = counted.filter((one) => isLate(one, now)).length
  const ask =
    query.formation === ''
      ? '/tanya-jawab/baru'
      : `/tanya-jawab/baru?formasi=${encodeURIComponent(query.formation)}`
  return (
    <PublicPage
      context={context}
      title={w.title}
      path="/tanya-jawab"
      description={w.lead}
      head={
        <link rel="alternate" type="application/atom+xml" title={w.feed} href="/umpan/tanya-jawab.atom" />
      }
    >
      <Wrap>
        <Crumbs label={w.crumbs} items={[{ label: w.home, href: pathIn(lang, '/') }, { label: w.title }]} />
        <PageTitle title={w.title} lead={w.lead} />
        <div class="pb-7">
          <Columns>
            <section aria-labelledby="daftar" class="t-stack">
              <SearchForm
                action={pathIn(lang, '/tanya-jawab')}
                label={w.search}
                quietLabel
                lang={lang}
                value={query.words}
                placeholder={w.searchHint}
              >
                {query.topic === undefined ? null : <Hidden name="topik" value={query.topic} />}
                {query.formation === '' ? null : <Hidden name="formasi" value={query.formation} />}
                {query.tab === 'belum' ? null : <Hidden name="urut" value={query.tab} />}
              </SearchForm>
              {props.vacancy === undefined ? null : (
                <p>
                  {w.only(props.vacancy)} <a href={here({ formation: '' })}>{w.showAll}</a>
                </p>
              )}
              <nav class="t-row" data-gap="2" aria-label={w.subjects}>
                <Chip
                  href={here({ topic: undefined })}
                  current={query.topic === undefined}
                  count={f.number(list.all)}
                >
                  {w.all}
                </Chip>
                {list.byTopic.map(({ topic, count }) => (
                  <Chip href={here({ topic })} current={query.topic === topic} count={f.number(count)}>
                    {w.topics[topic]}
                  </Chip>
                ))}
              </nav>
              <Tabs
                label={w.order}
                tabs={tabs.map((tab) => ({
                  href: here({ tab }),
                  label: w.tabs[tab],
                  current: query.tab === tab,
                  count: f.number(list.counts[tab]),
                }))}
              />
              <h2 id="daftar" class="t-vh">
                {w.listHeading}
              </h2>
              {list.page.length === 0 ? (
                <EmptyState
                  title={w.noneTitle}
                  level={3}
                  action={
                    query.tab === 'dijawab' || list.counts.dijawab === 0 ? undefined : (
                      <a href={here({ tab: 'dijawab' })}>{w.noneAction}</a>
                    )
                  }
                >
                  {w.noneText[query.tab]}
                </EmptyState>
              ) : (
                <List
                  items={list.page.map((question) => (
                    <QuestionItem context={context} question={question} now={now} />
                  ))}
                />
              )}
              <Pagination page={query.page} pages={list.pages} href={(page) => here({ page })} lang={lang} />
            </section>
            <aside class="t-sticky t-stack" aria-label={w.askTitle}>
              <Card variant="key" title={w.askTitle}>
                <p class="t-muted t-small mb-3">{w.askText}</p>
                <Button href={ask} full icon="message-circle">
                  {w.askButton}
                </Button>
              </Card>
              <Card>
                <DefinitionList
                  pair
                  rows={[
                    [w.figures.answered, w.figures.of(f.number(answered), f.number(counted.length))],
                    [w.figures.target, w.figures.days(String(promisedDays.target))],
                    [w.figures.longest, w.figures.days(String(promisedDays.longest))],
                    [w.figures.late, f.number(late)],
                    [w.figures.moderated, f.number(props.inModeration)],
                  ]}
                />
                <p class="t-small mt-3">
                  <a href={pathIn(lang, '/tanya-jawab/moderasi')}>{w.moderationLink}</a>
                </p>
              </Card>
            </aside>
          </Columns>
        </div>
      </Wrap>
    </PublicPage>
  )
}

export function ModerationPage({
  context,
  lines,
}: {
  context: PageContext
  lines: readonly ModerationLine[]
}) {
  const { lang, services } = context
  const w = listenWords(lang)
  const f = formatOf(services, lang)
  // Rounded to the hour, so that a line does not point at a minute of somebody's visit.
  const hour = (at: Date) => new Date(Math.floor(at.getTime() / 3_600_000) * 3_600_000)
  return (
    <PublicPage context={context} title={w.log.title} path="/tanya-jawab/moderasi">
      <Wrap>
        <Crumbs
          label={w.crumbs}
          items={[{ label: w.title, href: pathIn(lang, '/tanya-jawab') }, { label: w.log.title }]}
        />
        <PageTitle title={w.log.title} lead={w.log.lead} />
        <div class="pb-7">
          <Stack gap={6}>
            <Table
              caption={w.log.table}
              quietCaption
              rows={lines}
              empty={w.log.none}
              columns={[
                { head: w.log.number, rowHead: true, cell: (line) => String(line.questionId) },
                { head: w.log.time, cell: (line) => <Time at={hour(line.at)} lang={lang} /> },
                {
                  head: w.log.action,
                  cell: (line) => (line.action === 'tolak' ? w.actions.tolak : w.actions.sembunyi),
                },
                {
                  head: w.log.code,
                  cell: (line) => {
                    const code = moderationCodeOf(line.code)
                    return code === undefined ? line.code : w.codes[code]
                  },
                },
                { head: w.log.by, optional: true, cell: (line) => line.officer },
                {
                  head: w.log.entry,
                  cell: (line) => <a href={entryPath(services.agency, line.index)}>{f.number(line.index)}</a>,
                },
              ]}
            />
            <p class="t-muted t-measure">{w.log.delay}</p>
            <section aria-labelledby="aturan">
              <h2 id="aturan" class="t-section-h">
                {w.log.rules}
              </h2>
              <List items={moderationCodes.map((code) => w.codes[code])} />
            </section>
          </Stack>
        </div>
      </Wrap>
    </PublicPage>
  )
}
