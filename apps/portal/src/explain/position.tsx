// Own scores against the limits and against the others: figures, the strip with the cut-off, where the distance comes
// from, and the minimum scores. Nothing of others but what the public result shows.
import { formatOf } from '../publish/present.ts'
import { Figure, Strip } from '../ui/charts.tsx'
import { Figures } from '../ui/surface.tsx'
import { Table } from '../ui/table.tsx'
import { Block, type Part } from './parts.tsx'
import { explainWords, partName, sourceTitle } from './sentences.ts'

export function PositionSections(part: Part) {
  return (
    <>
      <Position {...part} />
      <Compare {...part} />
      <Grades {...part} />
    </>
  )
}

function Position({ services, lang, own, telling }: Part) {
  const { result } = own
  if (result === undefined || result.field.length === 0) return null
  const { explanation, field, cutOff } = result
  const { final, skd, shortlist } = explanation
  const w = explainWords(lang)
  const f = formatOf(services, lang)
  const isFinal = final !== null
  const written = (value: number) => (isFinal ? f.decimal(value, 3) : f.number(value))
  const mine = field.find((one) => one.own)
  const rank = isFinal ? final.rank : skd?.rank
  const gap = isFinal ? final.distanceMilli : (shortlist?.distance ?? null)
  const count = isFinal ? final.ranked : (skd?.metGrades ?? 0)
  const values = field.map((one) => one.value)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  // Room at both ends, in the unit of the axis.
  const room = Math.max(isFinal ? 1000 : 5, Math.ceil((high - low) / 20))
  return (
    <section class="t-outcome" aria-labelledby="posisi">
      <h2 id="posisi" class="t-vh">
        {w.position.title}
      </h2>
      {mine === undefined || rank === null || rank === undefined ? null : (
        <Figures
          items={[
            { value: written(mine.value), label: isFinal ? w.figure.final : w.figure.skd },
            {
              value: (
                <>
                  {f.number(rank)} <small class="t-muted">{w.figure.ofAll(f.number(count))}</small>
                </>
              ),
              label: w.figure.rank,
            },
            ...(gap === null
              ? []
              : [{ value: written(Math.abs(gap)), label: gap < 0 ? w.figure.below : w.figure.above }]),
            {
              value: isFinal ? f.number(final.seats) : f.number(shortlist?.limit ?? 0),
              label: isFinal ? w.figure.seats : w.figure.listed,
            },
          ]}
        />
      )}
      {cutOff === undefined || field.length < 2 ? null : (
        <Figure
          lang={lang}
          summary={
            telling.position.at(-1) ??
            w.position.strip(
              f.number(field.length),
              written(cutOff),
              mine === undefined ? '–' : written(mine.value),
            )
          }
          table={
            <Table
              caption={w.position.title}
              quietCaption
              columns={[
                {
                  head: w.position.tableRank,
                  cell: (row: (typeof field)[number]) =>
                    row.own ? `${f.number(row.rank)} ${w.position.own}` : f.number(row.rank),
                  rowHead: true,
                },
                { head: w.position.tableValue, num: true, cell: (row) => written(row.value) },
              ]}
              rows={field}
              mark={(row, i) =>
                row.own
                  ? 'me'
                  : row.value >= cutOff && (field[i + 1]?.value ?? -1) < cutOff
                    ? 'cut'
                    : undefined
              }
            />
          }
        >
          <Strip
            label={w.position.strip(
              f.number(field.length),
              written(cutOff),
              mine === undefined ? '–' : written(mine.value),
            )}
            values={field.filter((one) => !one.own).map((one) => one.value)}
            me={
              mine === undefined ? undefined : { at: mine.value, label: w.position.me(written(mine.value)) }
            }
            line={{ at: cutOff, label: w.position.cut(written(cutOff)) }}
            from={low - room}
            to={high + room}
            number={(n) => (isFinal ? f.number(Math.round(n / 1000)) : f.number(Math.round(n)))}
          />
        </Figure>
      )}
      {telling.position
        .slice(0, cutOff === undefined || field.length < 2 ? undefined : -1)
        .map((sentence) => (
          <p class="t-measure">{sentence}</p>
        ))}
    </section>
  )
}

function Compare({ services, lang, own }: Part) {
  const { result } = own
  const final = result?.explanation.final
  if (result === undefined || final === null || final === undefined) return null
  const w = explainWords(lang).position
  const f = formatOf(services, lang)
  const milli = (value: number) => f.decimal(value, 3)
  const { ruleSet } = result.data
  const { last } = result
  const rows = [
    {
      part: w.weighted('SKD', f.percent(final.weights.skdPerMille, 1000)),
      note: w.points(f.number(final.skdTotal), f.number(ruleSet.skd.maxTotal.value)),
      mine: final.skdWeightedMilli,
      theirs: last?.skd,
    },
    {
      part: w.weighted('SKB', f.percent(final.weights.skbPerMille, 1000)),
      note: w.points(milli(final.skbMilli), f.number(ruleSet.skb.scale.value)),
      mine: final.skbWeightedMilli,
      theirs: last?.skb,
    },
    { part: w.final, note: '', mine: final.finalMilli, theirs: last?.final },
  ]
  const difference = (row: (typeof rows)[number]) => {
    const by = row.mine - (row.theirs ?? row.mine)
    return <b class={by < 0 ? 'is-act' : undefined}>{by > 0 ? `+${milli(by)}` : milli(by)}</b>
  }
  return (
    <Block id="jarak" title={w.compare}>
      {last === undefined ? null : <p class="t-muted t-measure">{w.compareIntro}</p>}
      <Table
        caption={w.compare}
        quietCaption
        columns={[
          {
            head: w.part,
            rowHead: true,
            cell: (row: (typeof rows)[number]) => (
              <>
                {row.part}
                {row.note === '' ? null : (
                  <>
                    <br />
                    <small class="t-muted">{row.note}</small>
                  </>
                )}
              </>
            ),
          },
          { head: w.you, num: true, cell: (row) => milli(row.mine) },
          ...(last === undefined
            ? []
            : [
                {
                  head: w.last,
                  num: true,
                  optional: true,
                  cell: (row: (typeof rows)[number]) => milli(row.theirs ?? 0),
                },
                { head: w.difference, num: true, cell: difference },
              ]),
        ]}
        rows={rows}
      />
    </Block>
  )
}

function Grades({ services, lang, own }: Part) {
  const result = own.result
  const skd = result?.explanation.skd
  if (result === undefined || skd === null || skd === undefined) return null
  const w = explainWords(lang)
  const f = formatOf(services, lang)
  const sources = [
    ...new Set(
      skd.grades.flatMap((grade) => (grade.limit === null || grade.source === null ? [] : [grade.source])),
    ),
  ]
  return (
    <Block id="ambang" title={w.grades.title}>
      <p class="t-muted t-measure">{w.grades.intro}</p>
      <Table
        caption={w.grades.title}
        quietCaption
        columns={[
          {
            head: w.grades.part,
            rowHead: true,
            cell: (grade: (typeof skd.grades)[number]) => partName(lang, grade.part),
          },
          { head: w.grades.value, num: true, cell: (grade) => f.number(grade.value) },
          {
            head: w.grades.limit,
            num: true,
            cell: (grade) => (grade.limit === null ? w.grades.none : f.number(grade.limit)),
          },
          {
            head: w.grades.distance,
            num: true,
            cell: (grade) =>
              grade.limit === null ? (
                '–'
              ) : grade.ok ? (
                `+${f.number(grade.value - grade.limit)}`
              ) : (
                <b class="is-act">{f.number(-grade.shortfall)}</b>
              ),
          },
        ]}
        rows={skd.grades}
      />
      {sources.length === 0 ? null : (
        <p class="t-small t-muted">
          {w.grades.source(sources.map((id) => sourceTitle(lang, own.ruleSet?.sources ?? {}, id)).join(', '))}{' '}
          {result.explanation.unconfirmed.length > 0 ? w.grades.unconfirmed : null}
        </p>
      )}
    </Block>
  )
}
