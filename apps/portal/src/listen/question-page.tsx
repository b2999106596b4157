// One question: what was asked, the official answer in its frame with its sources and its proof, older versions folded,
// the clock while it waits; and the page that prints how the deadline is counted.
import { Icon } from '../ui/icon.tsx'
import { PageTitle, Stack, Wrap } from '../ui/layout.tsx'
import { Crumbs } from '../ui/navigation.tsx'
import { Notice } from '../ui/notice.tsx'
import { Answer, Seal } from '../ui/proof.tsx'
import { Details, DefinitionList } from '../ui/surface.tsx'
import { Table } from '../ui/table.tsx'
import { Time } from '../ui/time.tsx'
import { entryPath } from '../publish/entry-path.ts'
import { formatOf } from '../publish/present.ts'
import { PublicPage, type PageContext } from '../publish/public-page.tsx'
import { pathIn } from '../words/words.ts'
import { citationHref } from './citations.ts'
import { daysLate, type Calculation } from './deadline.ts'
import { listenWords, QuestionState } from './pages.tsx'
import { moderationCodeOf, promisedDays } from './policy.ts'
import { isLate, runningDue, waits, type PublicAnswer, type PublicQuestion } from './queries.ts'

/** Text as it was typed: paragraphs at empty lines, nothing interpreted. */
export function Paragraphs({ text }: { text: string }) {
  return (
    <>
      {text
        .split(/\n\s*\n|\n/)
        .filter((line) => line.trim() !== '')
        .map((line) => (
          <p lang="id">{line}</p>
        ))}
    </>
  )
}

function AnswerBody({
  context,
  question,
  answer,
}: {
  context: PageContext
  question: PublicQuestion
  answer: PublicAnswer
}) {
  const { lang, services } = context
  const w = listenWords(lang)
  const f = formatOf(services, lang)
  return (
    <>
      <Paragraphs text={answer.body} />
      {answer.promised === null ? null : <p>{w.promised(f.day(answer.promised))}</p>}
      {answer.citations.length === 0 ? null : (
        <>
          <p>
            <b>{w.basis}</b>
          </p>
          <ul>
            {answer.citations.map((one) => (
              <li>
                <a href={pathIn(lang, citationHref(question.selection, one))}>
                  {w.cited[one.kind](one.ref, String(one.version))}
                </a>
                , <span lang="id">{one.locator}</span>
                {one.quote === undefined ? null : (
                  <>
                    <br />
                    <span class="t-small t-muted" lang="id">
                      “{one.quote}”
                    </span>
                  </>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      <div class="mt-3">
        <Seal>
          <span>
            {answer.second === undefined
              ? w.answeredBy(answer.by)
              : w.answeredByTwo(answer.by, answer.second)}
          </span>
          <span class="t-hash">{w.entry(f.number(answer.index))}</span>{' '}
          <a href={entryPath(services.agency, answer.index)}>{w.check}</a>{' '}
          <a href={`/tanya-jawab/${question.id}/jawaban/${answer.version}.json`}>{w.bytes}</a>
        </Seal>
      </div>
    </>
  )
}

/** The newest answer in its frame; the versions before it below, folded. */
export function OfficialAnswer({ context, question }: { context: PageContext; question: PublicQuestion }) {
  const { lang, services } = context
  const w = listenWords(lang)
  const f = formatOf(services, lang)
  const [newest, ...older] = question.answers
  if (newest === undefined) return null
  const holding = newest.kind === 'belum_dapat_dijawab'
  const correction = older.some((one) => one.kind !== 'belum_dapat_dijawab') && !holding
  return (
    <>
      <section aria-labelledby="jawaban">
        <Answer
          head={
            <>
              <Icon name="landmark" />
              <h2 id="jawaban">{holding ? w.holdingTitle : w.answerTitle}</h2>
              <span class="t-small t-muted t-end">
                <Time at={newest.at} lang={lang} />
              </span>
            </>
          }
        >
          {correction ? <p class="t-muted">{w.corrected(f.date(newest.at))}</p> : null}
          {newest.kind === 'penjelasan' || holding ? null : <p class="t-muted">{w.kinds[newest.kind]}</p>}
          <AnswerBody context={context} question={question} answer={newest} />
        </Answer>
      </section>
      {older.length === 0 ? null : (
        <Details
          summary={
            <>
              <Icon name="history" size="s" />
              {w.history(String(question.answers.length))}
            </>
          }
        >
          <Stack gap={5}>
            {older.map((one) => (
              <div class="t-prose">
                <p>
                  <b>
                    <Time at={one.at} lang={lang} />, {w.version(String(one.version))}
                  </b>
                </p>
                <AnswerBody context={context} question={question} answer={one} />
              </div>
            ))}
          </Stack>
        </Details>
      )}
    </>
  )
}

export interface QuestionPageProps {
  context: PageContext
  question: PublicQuestion
  vacancy: { title: string; slug: string } | undefined
  now: Date
}

export function QuestionPage({ context, question, vacancy, now }: QuestionPageProps) {
  const { lang, services } = context
  const w = listenWords(lang)
  const f = formatOf(services, lang)
  const path = `/tanya-jawab/${question.id}`
  const gone = question.status === 'hidden'
  const title = gone ? w.status.hidden : question.title
  const code = moderationCodeOf(question.reason ?? '')
  const due = runningDue(question)
  const late = isLate(question, now)
  return (
    <PublicPage
      context={context}
      title={title}
      path={path}
      description={question.answers[0]?.body.slice(0, 200)}
    >
      <Wrap width="text">
        <Crumbs
          label={w.crumbs}
          items={[
            { label: w.title, href: pathIn(lang, '/tanya-jawab') },
            {
              label: gone ? w.status.hidden : w.topics[question.topic],
              ...(gone ? {} : { href: pathIn(lang, `/tanya-jawab?topik=${question.topic}&urut=terbaru`) }),
            },
          ]}
        />
        <article class="t-stack pb-7" data-gap="5">
          <header class="t-title" data-v="wide">
            <h1 lang={gone ? undefined : 'id'}>{title}</h1>
            <p class="t-q__m mt-3">
              <QuestionState context={context} question={question} now={now} />
              <span>{w.askedBy(question.shownName, f.dateTime(question.arrivedAt))}</span>
              {vacancy === undefined ? null : (
                <a href={pathIn(lang, `/lowongan/${vacancy.slug}`)}>{vacancy.title}</a>
              )}
              {question.autoPublished ? <span>{w.auto}</span> : null}
            </p>
          </header>
          {gone ? <Notice>{w.hiddenText(code === undefined ? '' : w.codes[code])}</Notice> : null}
          {question.body === '' ? null : (
            <div class="t-lead">
              <Paragraphs text={question.body} />
            </div>
          )}
          {question.status === 'merged' ? (
            <Notice>
              <p>
                {w.merged}{' '}
                {question.canonicalId === null ? null : (
                  <a href={pathIn(lang, `/tanya-jawab/${question.canonicalId}`)}>{w.openCanonical}</a>
                )}
              </p>
            </Notice>
          ) : null}
          <OfficialAnswer context={context} question={question} />
          {waits(question) ? (
            <Notice tone={late ? 'act' : 'info'} title={w.waiting} icon={late ? undefined : 'clock'}>
              <p>
                {late
                  ? w.lateText(f.deadline(due), String(daysLate(services, due, now)))
                  : w.waitingText(f.deadline(due))}
              </p>
            </Notice>
          ) : null}
          {gone ? null : (
            <p>
              <a href={pathIn(lang, `${path}/tenggat`)}>{w.calculation}</a>
            </p>
          )}
        </article>
      </Wrap>
    </PublicPage>
  )
}

export function DeadlinePage({
  context,
  question,
  calculation,
}: {
  context: PageContext
  question: PublicQuestion
  calculation: Calculation
}) {
  const { lang, services } = context
  const w = listenWords(lang)
  const f = formatOf(services, lang)
  const answer = question.answers.findLast((one) => one.kind !== 'belum_dapat_dijawab')
  const rows = [
    { what: w.clock.start, date: calculation.start },
    ...calculation.counted.map((date, at) => ({ what: w.clock.counted(String(at + 1)), date })),
  ]
  const skippedName = (one: Calculation['skipped'][number]) =>
    one.kind === 'saturday' ? w.clock.saturday : one.kind === 'sunday' ? w.clock.sunday : (one.name ?? '')
  return (
    <PublicPage context={context} title={w.clock.title} path={`/tanya-jawab/${question.id}/tenggat`}>
      <Wrap width="text">
        <Crumbs
          label={w.crumbs}
          items={[
            { label: w.title, href: pathIn(lang, '/tanya-jawab') },
            { label: w.clock.back, href: pathIn(lang, `/tanya-jawab/${question.id}`) },
            { label: w.clock.title },
          ]}
        />
        <PageTitle title={w.clock.title} lead={w.clock.lead(String(promisedDays.longest))} />
        <div class="pb-7">
          <Stack gap={5}>
            <DefinitionList
              rows={[
                [w.clock.received, <Time at={question.arrivedAt} lang={lang} />],
                [w.clock.result, <Time at={question.dueAt} lang={lang} style="deadline" />],
                ...(question.promisedAt === null
                  ? []
                  : [
                      [
                        w.clock.promise,
                        <Time at={question.promisedAt} lang={lang} style="deadline" />,
                      ] as const,
                    ]),
                ...(answer === undefined
                  ? []
                  : [
                      [
                        w.clock.answered,
                        <>
                          <Time at={answer.at} lang={lang} />,{' '}
                          {answer.at < runningDue(question) ? w.clock.inTime : w.clock.tooLate}
                        </>,
                      ] as const,
                    ]),
              ]}
            />
            <p class="t-muted">{w.clock.lateArrival}</p>
            <Table
              caption={w.clock.table}
              rows={rows}
              columns={[
                { head: w.clock.day, rowHead: true, cell: (row) => row.what },
                { head: w.clock.date, cell: (row) => f.day(row.date) },
              ]}
            />
            <section aria-labelledby="lewat">
              <h2 id="lewat" class="t-section-h">
                {w.clock.skipped}
              </h2>
              {calculation.skipped.length === 0 ? (
                <p>{w.clock.none}</p>
              ) : (
                <ul>
                  {calculation.skipped.map((one) => (
                    <li>
                      {f.day(one.date)}
                      {one.name === null ? null : (
                        <>
                          {': '}
                          {skippedName(one)}
                          {one.decree === null ? null : <span class="t-small t-muted"> ({one.decree})</span>}
                        </>
                      )}
                    </li>
                  ))}
                </ul>
              )}
              {calculation.unknownYears.length === 0 ? null : (
                <p class="t-muted mt-3">{w.clock.unknown(calculation.unknownYears.join(', '))}</p>
              )}
            </section>
          </Stack>
        </div>
      </Wrap>
    </PublicPage>
  )
}
