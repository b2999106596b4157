// One vacancy as a row: what it is, where, for whom, how many seats, and how contested it is.
import { Scale } from '../ui/charts.tsx'
import { Badge } from '../ui/notice.tsx'
import { pathIn } from '../words/words.ts'
import { formatOf, scalePosition } from './present.ts'
import { publishWords, type PageContext } from './public-page.tsx'
import { perSeatTenths, readable, type Vacancy } from './vacancy-search.ts'

export function VacancyItem({
  context,
  vacancy,
  median,
  small,
}: {
  context: PageContext
  vacancy: Vacancy
  median: number | undefined
  small?: boolean
}) {
  const { services, lang } = context
  const w = publishWords(lang)
  const f = formatOf(services, lang)
  const { data, seats } = vacancy.formation
  const tenths = perSeatTenths(vacancy)
  return (
    <li class="t-vac">
      <div>
        <h3 class="t-vac__t">
          <a href={pathIn(lang, `/lowongan/${data.slug}`)}>{readable(data.positionTitle)}</a>
        </h3>
        <p class="t-vac__m">
          {data.unitPath.toReversed().join(', ')}
          {small ? null : (
            <>
              <br />
              {data.programmes.map((one) => readable(one.name)).join(', ') || data.level}
            </>
          )}
        </p>
        {small || data.formationType === 'general' ? null : (
          <p class="t-vac__tags">
            <Badge tone="info" icon={data.formationType === 'disability' ? 'accessibility' : undefined}>
              {w.types[data.formationType] ?? data.formationType}
            </Badge>
          </p>
        )}
      </div>
      <div class="t-vac__n">
        <span class="t-fig">
          <b>{f.number(seats)}</b>
          <span>{w.list.seat}</span>
        </span>
        {vacancy.applicants === undefined && !vacancy.hidden ? null : (
          <span class="t-fig">
            <b>{vacancy.applicants === undefined ? w.list.hidden : f.number(vacancy.applicants)}</b>
            <span>{w.list.applicant}</span>
          </span>
        )}
        {tenths === undefined || median === undefined ? null : (
          <span class="t-fig">
            <b>
              {f.decimal(tenths, 1)} <small class="t-muted">{w.list.perSeat}</small>
            </b>
            <Scale
              position={scalePosition(tenths, median)}
              label={w.list.scale(f.decimal(tenths, 1), f.decimal(median, 1))}
            />
          </span>
        )}
      </div>
    </li>
  )
}
