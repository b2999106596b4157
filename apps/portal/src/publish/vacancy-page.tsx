// One vacancy: what is asked, which documents, when, how it is scored, how contested it is, and its proof in the log.
import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { Scale } from '../ui/charts.tsx'
import { Button } from '../ui/button.tsx'
import { Sun } from '../ui/icon.tsx'
import { Columns, PageTitle, Wrap } from '../ui/layout.tsx'
import { Contents, Crumbs } from '../ui/navigation.tsx'
import { Badge } from '../ui/notice.tsx'
import { Seal } from '../ui/proof.tsx'
import { Trace } from '../ui/stages.tsx'
import { Card, DefinitionList, Figures } from '../ui/surface.tsx'
import { Table } from '../ui/table.tsx'
import { pathIn } from '../words/words.ts'
import { entryPath } from './entry-path.ts'
import { jobPosting } from './job-posting.ts'
import {
  applicationWindow,
  formatOf,
  scalePosition,
  stageName,
  trackOf,
  type PublicRound,
} from './present.ts'
import { PublicPage, publishWords, type PageContext } from './public-page.tsx'
import { perSeatTenths, readable, type Vacancy } from './vacancy-search.ts'

export interface VacancyPageProps {
  context: PageContext
  round: PublicRound
  vacancy: Vacancy
}

/** What a person must bring, as sentences: the same on the page and in the description for job search. */
export function requirementsOf({ context, round, vacancy }: VacancyPageProps): string[] {
  const { services, lang } = context
  const w = publishWords(lang).detail
  const f = formatOf(services, lang)
  const { data } = vacancy.formation
  const { eligibility, formationTypes } = round.rules.ruleSet
  const minimum = data.minGpaX100 ?? eligibility.gpaMinimum.value
  const type = formationTypes.find((one) => one.id === data.formationType)
  return [
    w.education(data.level, data.programmes.map((one) => readable(one.name)).join('; ') || data.level),
    ...(minimum === null ? [] : [w.gpa(f.decimal(minimum, 2))]),
    w.age(String(eligibility.age.min.value), String(eligibility.age.max.value)),
    ...(type?.proofs ?? []).map((proof) => w.proofNeeded(proof.labelId)),
    ...(data.openToDisability === true ? [w.disability] : []),
  ]
}

export function VacancyPage(props: VacancyPageProps & { questions: Child }) {
  const { context, round, vacancy } = props
  const { services, lang } = context
  const w = publishWords(lang)
  const f = formatOf(services, lang)
  const { data, index, at, seats } = vacancy.formation
  const title = readable(data.positionTitle)
  const place = data.unitPath.toReversed().join(', ')
  const path = `/lowongan/${data.slug}`
  const window = applicationWindow(round)
  const open = round.stage === 'application'
  const requirements = requirementsOf(props)
  const status =
    window === undefined
      ? ''
      : open
        ? f.left(window.closesAt, round.now)
        : round.stage === 'announcement'
          ? w.detail.notOpen(f.dateTime(window.opensAt))
          : w.detail.closed
  const apply = `/lamaran/baru?formasi=${encodeURIComponent(data.formationId)}&seleksi=${encodeURIComponent(round.selection.id)}`
  const description = `${title}, ${place}. ${f.number(seats)} ${w.list.seat}. ${window === undefined ? '' : w.hero.closes(f.deadline(window.closesAt))}`
  const stages = trackOf(round)
  return (
    <PublicPage
      context={context}
      title={title}
      path={path}
      description={description}
      head={
        <>
          <meta name="twitter:card" content="summary" />
          {round.stage === 'cancelled' ? null : (
            <script type="application/ld+json">
              {raw(jobPosting(services, round, vacancy, requirements))}
            </script>
          )}
        </>
      }
    >
      <Wrap>
        <Crumbs
          label={w.crumbs}
          items={[
            { label: w.home, href: pathIn(lang, '/') },
            { label: w.list.title, href: pathIn(lang, '/lowongan') },
            { label: title },
          ]}
        />
        <PageTitle
          title={title}
          lead={place}
          eyebrow={
            <span class="t-row" data-gap="2">
              <Badge tone={open ? 'now' : 'idle'}>
                {w.roundStages[round.stage]}
                {open ? `, ${status}` : ''}
              </Badge>
              <Badge tone="idle" icon={false}>
                {w.types[data.formationType] ?? data.formationType}
              </Badge>
            </span>
          }
        />
        <Contents
          label={w.detail.contents}
          items={[
            { href: '#cek', label: w.detail.eligible },
            { href: '#syarat', label: w.detail.requirements },
            { href: '#dokumen', label: w.detail.documents },
            { href: '#jadwal', label: w.detail.schedule },
            { href: '#nilai', label: w.detail.scoring },
            { href: '#tanya', label: w.detail.questions },
          ]}
        />
        <div class="t-section pt-5">
          <Columns variant="lead">
            <Summary {...props} apply={apply} status={status} />
            <div class="t-stack" data-gap="7">
              <Card id="cek" variant="key" title={w.detail.eligible}>
                <p class="t-muted mb-3">{w.detail.eligibleLead}</p>
                <Button variant="second" href={pathIn(lang, `${path}/cek`)}>
                  {w.detail.eligibleButton}
                </Button>
              </Card>
              <section id="syarat" aria-labelledby="h-syarat">
                <h2 id="h-syarat" class="t-section-h">
                  {w.detail.requirements}
                </h2>
                <div class="t-prose">
                  <ul>
                    {requirements.map((sentence) => (
                      <li>{sentence}</li>
                    ))}
                  </ul>
                  <p class="t-muted">
                    {w.detail.requirementsLead}{' '}
                    <a href={pathIn(lang, `/aturan?seleksi=${round.selection.id}`)}>{w.check.readRules}</a>
                  </p>
                </div>
                <div class="mt-3">
                  <Seal icon="lock">
                    <span>{w.detail.locked(f.dateTime(at), f.number(index))}</span>
                    <a href={entryPath(services.agency, index)}>{w.detail.proof}</a>
                  </Seal>
                </div>
              </section>
              <section id="dokumen" aria-labelledby="h-dokumen">
                <h2 id="h-dokumen" class="t-section-h">
                  {w.detail.documents}
                </h2>
                <Table
                  caption={w.detail.documents}
                  quietCaption
                  columns={[
                    {
                      head: w.detail.document,
                      rowHead: true,
                      cell: (one) => (
                        <>
                          {one.label}
                          {one.required ? null : <span class="t-optional"> ({w.detail.optional})</span>}
                          {one.invalidIf.length === 0 ? null : (
                            <span class="t-small t-muted t-plain">
                              <br />
                              {w.detail.invalidIf} {one.invalidIf.join(' ')}
                            </span>
                          )}
                        </>
                      ),
                    },
                    {
                      head: w.detail.form,
                      cell: (one) =>
                        one.formats
                          .map((format) => (format.split('/')[1] ?? '').toUpperCase().replace('JPEG', 'JPG'))
                          .join(', '),
                    },
                    { head: w.detail.largest, num: true, cell: (one) => `${f.number(one.maxKB)} KB` },
                  ]}
                  rows={data.documents}
                />
              </section>
              <section id="jadwal" aria-labelledby="h-jadwal">
                <h2 id="h-jadwal" class="t-section-h">
                  {w.detail.schedule}
                </h2>
                <Trace
                  lang={lang}
                  items={stages.map((stage) => ({
                    title: stageName(round, stage.id, w.stages),
                    meta:
                      stage.id === 'application'
                        ? `${f.window(stage.window.start, stage.window.end)}. ${w.hero.closes(f.deadline(stage.window.end))}`
                        : f.window(stage.window.start, stage.window.end),
                    state: stage.state,
                  }))}
                />
                <p class="t-small t-muted mt-3">
                  {w.detail.scheduleVersion(String(round.schedule.version))}{' '}
                  {round.schedule.reason === null ? null : w.detail.changed(round.schedule.reason)}{' '}
                  <a href={pathIn(lang, `/jadwal?seleksi=${round.selection.id}`)}>{w.hero.allStages}</a>
                </p>
              </section>
              <Scoring {...props} />
              <section id="tanya" aria-labelledby="h-tanya">
                <h2 id="h-tanya" class="t-section-h">
                  {w.detail.questions}
                </h2>
                <p class="t-muted mb-3">{w.detail.questionsLead}</p>
                {props.questions}
                <div class="t-row">
                  <Button
                    variant="second"
                    size="s"
                    icon="message-circle"
                    href={`/tanya-jawab/baru?formasi=${encodeURIComponent(data.formationId)}`}
                  >
                    {w.detail.ask}
                  </Button>
                  <a href={pathIn(lang, `/tanya-jawab?formasi=${encodeURIComponent(data.formationId)}`)}>
                    {w.detail.allQuestions}
                  </a>
                </div>
              </section>
            </div>
          </Columns>
        </div>
      </Wrap>
      {open ? (
        <div class="t-act-bar">
          <div>
            <b>{status}</b>
            <br />
            <span class="t-small t-muted">
              {f.number(seats)} {w.list.seat}
            </span>
          </div>
          <Button href={apply}>{w.detail.apply}</Button>
        </div>
      ) : null}
    </PublicPage>
  )
}

function Summary({
  context,
  round,
  vacancy,
  apply,
  status,
}: VacancyPageProps & { apply: string; status: string }) {
  const { services, lang } = context
  const w = publishWords(lang)
  const f = formatOf(services, lang)
  const { data, seats } = vacancy.formation
  const tenths = perSeatTenths(vacancy)
  return (
    <aside class="t-sticky" aria-label={w.detail.summary}>
      <Card>
        <div class="t-stack" data-gap="4">
          <Figures
            items={[
              { value: f.number(seats), label: w.list.seat },
              ...(vacancy.applicants === undefined
                ? vacancy.hidden
                  ? [{ value: w.list.hidden, label: w.list.applicant }]
                  : []
                : [{ value: f.number(vacancy.applicants), label: w.list.applicant }]),
              ...(tenths === undefined ? [] : [{ value: f.decimal(tenths, 1), label: w.list.perSeat }]),
            ]}
          />
          {round.median === undefined ? null : (
            <div>
              {tenths === undefined ? null : (
                <Scale
                  position={scalePosition(tenths, round.median)}
                  label={w.list.scale(f.decimal(tenths, 1), f.decimal(round.median, 1))}
                />
              )}
              <p class="t-small t-muted">
                {w.detail.median(f.decimal(round.median, 1), f.time(round.countedAt))}
              </p>
            </div>
          )}
          {round.stage === 'application' ? (
            <div>
              <Button href={apply} full>
                {w.detail.apply}
              </Button>
              <p class="t-small t-muted mt-2">{w.detail.applyNote}</p>
            </div>
          ) : (
            <p class="t-strong">
              {round.stage === 'announcement' ? <Sun /> : null} {status}
            </p>
          )}
          <DefinitionList
            pair
            rows={[
              [w.detail.level, data.level.split('/').map(readable).join(', ')],
              [w.detail.type, w.types[data.formationType] ?? data.formationType],
              [w.detail.code, data.formationId],
              [w.detail.agency, data.agencyName],
            ]}
          />
        </div>
      </Card>
    </aside>
  )
}

function Scoring({ context, round, vacancy }: VacancyPageProps) {
  const { services, lang } = context
  const w = publishWords(lang)
  const f = formatOf(services, lang)
  const { ruleSet, at, index } = round.rules
  const { data, seats } = vacancy.formation
  const { weights } = ruleSet.integration
  const grades =
    ruleSet.skd.positionExceptions.find((one) => one.id === data.grades) ??
    ruleSet.skd.passingGrades[data.grades ?? data.formationType] ??
    ruleSet.skd.passingGrades['general']
  const ties = ruleSet.finalRanking.order
    .filter((one) => one.key !== 'final')
    .map((one) => w.finalKeys[one.key] ?? one.key)
  const parts = ruleSet.skd.parts.map((part) => ({
    name: part.id.toUpperCase(),
    grade: grades?.[part.id]?.value,
    highest: part.max.value,
  }))
  const rows = [
    ...parts,
    { name: w.detail.total, grade: grades?.total?.value, highest: ruleSet.skd.maxTotal.value },
  ]
  return (
    <section id="nilai" aria-labelledby="h-nilai">
      <h2 id="h-nilai" class="t-section-h">
        {w.detail.scoring}
      </h2>
      <p class="t-measure mb-3">
        {w.detail.weights(f.percent(weights.skd.value, 1000), f.percent(weights.skb.value, 1000))}{' '}
        {w.detail.shortlist(
          f.number(seats * ruleSet.shortlist.multiplier.value),
          f.number(ruleSet.shortlist.multiplier.value),
        )}{' '}
        {w.detail.ties(f.list(ties))}
      </p>
      <Table
        caption={w.detail.grades}
        columns={[
          { head: w.detail.test, rowHead: true, cell: (one) => one.name },
          {
            head: w.detail.grade,
            num: true,
            cell: (one) => (one.grade === undefined ? w.detail.noGrade : f.number(one.grade)),
          },
          { head: w.detail.highest, num: true, cell: (one) => f.number(one.highest) },
        ]}
        rows={rows}
      />
      <div class="mt-3">
        <Seal icon="lock">
          <span>{w.detail.rulesLocked(f.dateTime(at), f.number(index))}</span>
          <a href={entryPath(services.agency, index)}>{w.detail.proof}</a>
        </Seal>
      </div>
    </section>
  )
}
