// The list of vacancies: search, filters with counts, order, pages. Links and GET forms only; each view has an address.
import { Chip } from '../ui/button.tsx'
import { Checkbox, Hidden, Select, TextField } from '../ui/fields.tsx'
import { Columns, PageTitle, Wrap } from '../ui/layout.tsx'
import { Crumbs, Facet, Facets, Pagination, SearchForm } from '../ui/navigation.tsx'
import { EmptyState } from '../ui/notice.tsx'
import { pathIn } from '../words/words.ts'
import type { Selection } from './queries.ts'
import { applicationWindow, formatOf, type PublicRound } from './present.ts'
import { PublicPage, publishWords, type PageContext } from './public-page.tsx'
import { VacancyItem } from './vacancy-item.tsx'
import { queryString, readable, sortOrders, type VacancyQuery, type VacancyResult } from './vacancy-search.ts'

export interface VacancyListProps {
  context: PageContext
  round: PublicRound | undefined
  selections: readonly Selection[]
  query: VacancyQuery
  result: VacancyResult | undefined
}

export function VacancyListPage({ context, round, selections, query, result }: VacancyListProps) {
  const { services, lang } = context
  const w = publishWords(lang)
  const f = formatOf(services, lang)
  const path = pathIn(lang, '/lowongan')
  if (round === undefined || result === undefined) {
    return (
      <PublicPage context={context} title={w.list.title} path="/lowongan">
        <Wrap>
          <PageTitle title={w.list.title} />
          <EmptyState title={w.list.emptyTitle}>{w.list.empty}</EmptyState>
        </Wrap>
      </PublicPage>
    )
  }
  const window = applicationWindow(round)
  const status =
    window === undefined
      ? ''
      : round.stage === 'announcement'
        ? w.hero.opens(f.dateTime(window.opensAt))
        : round.stage === 'application'
          ? w.hero.closes(f.deadline(window.closesAt))
          : w.hero.closed
  const keep = round.selection.id === selections[0]?.id ? '' : round.selection.id
  const href = (change: Partial<VacancyQuery>) => {
    const text = queryString(query, change)
    return keep === '' ? `${path}${text}` : `${path}${text}${text === '' ? '?' : '&'}seleksi=${keep}`
  }
  const active =
    query.levels.length +
    query.types.length +
    (query.unit === '' ? 0 : 1) +
    (query.programme === '' ? 0 : 1) +
    (query.minSeats > 0 ? 1 : 0)
  return (
    <PublicPage
      context={context}
      title={w.list.title}
      path="/lowongan"
      description={`${w.list.lead(f.number(round.vacancies.length), f.number(round.seats))} ${status}`}
    >
      <Wrap>
        <Crumbs
          label={w.crumbs}
          items={[{ label: w.home, href: pathIn(lang, '/') }, { label: w.list.title }]}
        />
        <PageTitle
          title={w.list.title}
          lead={`${round.selection.title}. ${w.list.lead(f.number(round.vacancies.length), f.number(round.seats))} ${status}`}
        />
        <SearchForm
          action={path}
          label={w.list.search}
          quietLabel
          lang={lang}
          value={query.words}
          placeholder={w.hero.placeholder}
        >
          <KeptFields query={query} without="q" keep={keep} />
        </SearchForm>
        <div class="t-section pt-5">
          <Columns variant="filter">
            <aside aria-label={w.list.filters}>
              <Facets action={path} lang={lang} active={active} clearHref={path}>
                {query.words === '' ? null : <Hidden name="q" value={query.words} />}
                {query.sort === 'sesuai' ? null : <Hidden name="urut" value={query.sort} />}
                {selections.length > 1 ? (
                  <Facet title={w.list.round}>
                    <Select
                      name="seleksi"
                      label={w.list.round}
                      lang={lang}
                      empty={false}
                      options={selections.map((one) => ({ value: one.id, label: one.title }))}
                      value={round.selection.id}
                    />
                  </Facet>
                ) : null}
                <Facet title={w.list.level}>
                  {result.levels.map((one) => (
                    <Checkbox
                      name="jenjang"
                      id={`jenjang-${one.value}`}
                      value={one.value}
                      label={readable(one.value)}
                      checked={query.levels.includes(one.value)}
                      count={f.number(one.count)}
                    />
                  ))}
                </Facet>
                <Facet title={w.list.type}>
                  {result.types.map((one) => (
                    <Checkbox
                      name="jalur"
                      id={`jalur-${one.value}`}
                      value={one.value}
                      label={w.types[one.value] ?? one.value}
                      checked={query.types.includes(one.value)}
                      count={f.number(one.count)}
                    />
                  ))}
                </Facet>
                <Facet title={w.list.unit} open={query.unit !== ''}>
                  <Select
                    name="unit"
                    label={w.list.unit}
                    lang={lang}
                    empty={w.list.allUnits}
                    options={result.units.map((one) => ({
                      value: one.value,
                      label: `${one.value} (${one.count})`,
                    }))}
                    value={query.unit}
                  />
                </Facet>
                <Facet title={w.list.programme} open={query.programme !== ''}>
                  <Select
                    name="prodi"
                    label={w.list.programme}
                    lang={lang}
                    empty={w.list.allProgrammes}
                    options={result.programmes.map((one) => ({
                      value: one.value,
                      label: `${readable(one.value)} (${one.count})`,
                    }))}
                    value={query.programme}
                  />
                </Facet>
                <Facet title={w.list.seats} open={query.minSeats > 0}>
                  <TextField
                    name="kursi"
                    label={w.list.seats}
                    lang={lang}
                    optional
                    inputmode="numeric"
                    value={query.minSeats === 0 ? '' : query.minSeats}
                  />
                </Facet>
              </Facets>
            </aside>
            <section aria-labelledby="jumlah" class="t-cq">
              <div class="t-list-bar">
                <h2 id="jumlah">{w.list.found(f.number(result.found.length), f.number(result.seats))}</h2>
                <form class="t-sort" action={path} method="get">
                  <KeptFields query={query} without="urut" keep={keep} />
                  <label for="urut">{w.list.sort}</label>
                  <select class="t-select" id="urut" name="urut">
                    {sortOrders.map((one) => (
                      <option value={one} selected={one === query.sort}>
                        {w.list.sortBy[one]}
                      </option>
                    ))}
                  </select>
                  <button class="t-btn" data-v="second" data-z="s" type="submit">
                    {w.list.apply}
                  </button>
                </form>
              </div>
              {active === 0 ? null : (
                <div class="t-row mb-3" data-gap="2">
                  {[
                    ...query.levels.map((value) => ({
                      label: value,
                      to: href({ levels: query.levels.filter((one) => one !== value) }),
                    })),
                    ...query.types.map((value) => ({
                      label: w.types[value] ?? value,
                      to: href({ types: query.types.filter((one) => one !== value) }),
                    })),
                    ...(query.unit === '' ? [] : [{ label: query.unit, to: href({ unit: '' }) }]),
                    ...(query.programme === ''
                      ? []
                      : [{ label: readable(query.programme), to: href({ programme: '' }) }]),
                    ...(query.minSeats === 0
                      ? []
                      : [{ label: `${query.minSeats}+ ${w.list.seat}`, to: href({ minSeats: 0 }) }]),
                  ].map((chip) => (
                    <Chip href={chip.to} current>
                      <span class="t-vh">{w.list.remove(chip.label)}</span>
                      <span aria-hidden="true">{chip.label} ×</span>
                    </Chip>
                  ))}
                </div>
              )}
              {result.found.length === 0 ? (
                <EmptyState title={w.list.noneTitle} level={3} action={<a href={path}>{w.list.clear}</a>}>
                  {w.list.none}
                </EmptyState>
              ) : (
                <ul class="t-list">
                  {result.page.map((one) => (
                    <VacancyItem context={context} vacancy={one} median={round.median} />
                  ))}
                </ul>
              )}
              <div class="mt-5">
                <Pagination
                  page={Math.min(query.page, result.pages)}
                  pages={result.pages}
                  href={(page) => href({ page })}
                  lang={lang}
                />
              </div>
              <p class="t-small mt-4">
                <a href="/umpan/lowongan.atom">{w.list.feed}</a>
              </p>
            </section>
          </Columns>
        </div>
      </Wrap>
    </PublicPage>
  )
}

function KeptFields({ query, without, keep }: { query: VacancyQuery; without: 'q' | 'urut'; keep: string }) {
  const params = new URLSearchParams(queryString(query))
  params.delete(without)
  return (
    <>
      {keep === '' ? null : <Hidden name="seleksi" value={keep} />}
      {[...params].map(([name, value]) => (
        <Hidden name={name} value={value} />
      ))}
    </>
  )
}
