// The home page: the line with the sun on today's stage, the search, the figures with their time, and where to check.
import { Button } from '../ui/button.tsx'
import { Icon, Sun } from '../ui/icon.tsx'
import { Wrap } from '../ui/layout.tsx'
import { SearchForm } from '../ui/navigation.tsx'
import { Seal } from '../ui/proof.tsx'
import { News, Track } from '../ui/stages.tsx'
import { Card, Hero, Stats } from '../ui/surface.tsx'
import { pathIn } from '../words/words.ts'
import type { EffectiveAnnouncement } from './queries.ts'
import { applicationWindow, formatOf, stageName, trackOf, type PublicRound } from './present.ts'
import { PublicPage, publishWords, type PageContext } from './public-page.tsx'
import { VacancyItem } from './vacancy-item.tsx'
import { perSeatTenths, readable } from './vacancy-search.ts'

const shownItems = 3
const quickPrograms = 4

export function HomePage({
  context,
  round,
  announcements,
}: {
  context: PageContext
  round: PublicRound | undefined
  announcements: readonly EffectiveAnnouncement[]
}) {
  const { services, lang } = context
  const w = publishWords(lang)
  const f = formatOf(services, lang)
  return (
    <PublicPage context={context} title={round?.selection.title ?? w.home} path="/">
      {round === undefined ? (
        <Hero title={w.hero.none} lead={w.hero.noneLead} trackTitle={w.hero.track} />
      ) : (
        <RoundHero context={context} round={round} />
      )}
      {round === undefined ? null : <Chances context={context} round={round} />}
      <section class="t-section t-band" aria-labelledby="terang">
        <Wrap>
          <div class="t-stack" data-gap="5">
            <div>
              <h2 id="terang" class="t-h-big">
                {w.check.title}
              </h2>
              <p class="t-lead">{w.check.lead}</p>
            </div>
            <ol class="t-grid t-three" data-min="15" data-gap="5">
              {(
                [
                  ['file-text', w.check.rulesTitle, w.check.rules, '/aturan', w.check.readRules],
                  ['fingerprint-pattern', w.check.recordTitle, w.check.record, '/catatan', w.check.readLog],
                  ['scale', w.check.againTitle, w.check.again, '/verifikasi', w.check.tryIt],
                ] as const
              ).map(([icon, title, text, href, link]) => (
                <li>
                  <Icon name={icon} />
                  <h3>{title}</h3>
                  <p class="t-muted">
                    {text} <a href={pathIn(lang, href)}>{link}</a>
                  </p>
                </li>
              ))}
            </ol>
          </div>
        </Wrap>
      </section>
      <section class="t-section" aria-labelledby="kabar">
        <Wrap>
          <h2 id="kabar" class="t-h-big mb-4">
            {w.news.title}
          </h2>
          {announcements.length === 0 ? (
            <p class="t-muted">{w.news.none}</p>
          ) : (
            <>
              <News
                items={announcements.map((one) => ({
                  time: <time datetime={one.at.toISOString()}>{f.shortDate(one.at)}</time>,
                  title: <a href={pathIn(lang, `/pengumuman/${one.number}`)}>{one.title}</a>,
                  note: one.body.summaryOfChange ?? w.announcements.kinds[one.kind],
                }))}
              />
              <p class="mt-4">
                <a href={pathIn(lang, '/pengumuman')}>{w.news.all}</a>
              </p>
            </>
          )}
        </Wrap>
      </section>
    </PublicPage>
  )
}

function RoundHero({ context, round }: { context: PageContext; round: PublicRound }) {
  const { services, lang } = context
  const w = publishWords(lang)
  const f = formatOf(services, lang)
  const window = applicationWindow(round)
  const track = trackOf(round)
  const name = (id: string) => stageName(round, id, w.stages)
  const at = track.findIndex((stage) => stage.state === 'now')
  const next = track[at + 1]
  const finished = round.stage === 'ended' || round.stage === 'cancelled'
  const status =
    window === undefined
      ? undefined
      : round.stage === 'announcement'
        ? w.hero.opens(f.dateTime(window.opensAt))
        : round.stage === 'application'
          ? w.hero.closes(f.deadlineLeft(window.closesAt, round.now))
          : w.hero.closed
  const programmes = [
    ...new Set(
      round.vacancies.flatMap((one) => one.formation.data.programmes.map((programme) => programme.name)),
    ),
  ].slice(0, quickPrograms)
  return (
    <Hero
      eyebrow={
        finished ? (
          w.hero.done
        ) : (
          <>
            <Sun />
            {w.hero.now}
          </>
        )
      }
      title={round.selection.title}
      lead={
        <>
          {w.hero.seats(f.number(round.seats), f.number(round.units))} <strong>{status}</strong>
        </>
      }
      aside={
        <SearchForm
          action={pathIn(lang, '/lowongan')}
          label={w.hero.search}
          lang={lang}
          placeholder={w.hero.placeholder}
          large
        >
          <div class="t-row" data-gap="2">
            {programmes.map((programme) => (
              <a class="t-chip" href={`${pathIn(lang, '/lowongan')}?prodi=${encodeURIComponent(programme)}`}>
                {readable(programme)}
              </a>
            ))}
          </div>
        </SearchForm>
      }
      trackTitle={w.hero.track}
      track={
        <Track
          lang={lang}
          stages={track.map((stage) => ({
            name: name(stage.id),
            when: f.window(stage.window.start, stage.window.end),
            state: stage.state,
          }))}
        />
      }
    >
      {at === -1 ? null : (
        <div class="t-track__card">
          <p class="t-strong">{w.hero.today(String(at + 1), String(track.length), name(track[at]!.id))}</p>
          {next === undefined || Date.parse(next.window.start) <= round.now.getTime() ? null : (
            <p class="t-muted">{w.hero.next(name(next.id), f.date(next.window.start))}</p>
          )}
          <p>
            <a href={pathIn(lang, '/jadwal')}>{w.hero.allStages}</a>
          </p>
        </div>
      )}
      <Stats
        plain
        items={[
          { label: w.figures.seats, value: f.number(round.seats) },
          { label: w.figures.formations, value: f.number(round.vacancies.length) },
          ...(round.applicants === undefined
            ? []
            : [
                {
                  label: w.figures.applicants,
                  value: round.applicants.exact
                    ? f.number(round.applicants.count)
                    : w.figures.about(f.number(round.applicants.count)),
                  note:
                    round.median === undefined ? undefined : w.figures.perSeat(f.decimal(round.median, 1)),
                },
              ]),
          { label: w.figures.units, value: f.number(round.units) },
        ]}
      />
      <Seal icon="refresh-cw">{w.figures.counted(f.time(round.countedAt))}</Seal>
    </Hero>
  )
}

function Chances({ context, round }: { context: PageContext; round: PublicRound }) {
  const { services, lang } = context
  const w = publishWords(lang)
  const f = formatOf(services, lang)
  const bySeats = round.vacancies
    .toSorted((a, b) => b.formation.seats - a.formation.seats)
    .slice(0, shownItems)
  const counted = round.vacancies.filter((one) => perSeatTenths(one) !== undefined)
  const easiest = counted.toSorted((a, b) => perSeatTenths(a)! - perSeatTenths(b)!).slice(0, shownItems)
  return (
    <section class="t-section" aria-labelledby="minat">
      <Wrap>
        <div class="t-stack" data-gap="5">
          <div class="t-row" data-v="between">
            <div>
              <h2 id="minat" class="t-h-big">
                {w.compare.title}
              </h2>
              <p class="t-muted">
                {round.median !== undefined
                  ? w.compare.lead(f.decimal(round.median, 1))
                  : round.applicants === undefined
                    ? w.compare.before
                    : w.compare.few}
              </p>
            </div>
            <Button variant="second" size="s" href={pathIn(lang, '/lowongan')} iconEnd="arrow-right">
              {w.compare.all(f.number(round.vacancies.length))}
            </Button>
          </div>
          <div class="t-grid" data-min="26" data-gap="5">
            <Card title={w.compare.most} level={3}>
              <ul class="t-list">
                {bySeats.map((one) => (
                  <VacancyItem context={context} vacancy={one} median={round.median} small />
                ))}
              </ul>
            </Card>
            {easiest.length === 0 ? null : (
              <Card title={w.compare.fewest} level={3}>
                <ul class="t-list">
                  {easiest.map((one) => (
                    <VacancyItem context={context} vacancy={one} median={round.median} small />
                  ))}
                </ul>
              </Card>
            )}
          </div>
        </div>
      </Wrap>
    </section>
  )
}
