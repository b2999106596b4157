// The charts of the report with their sentences and tables. Drawn on the server, readable without scripts and colour.
import type { Child } from 'hono/jsx'
import { stageTitle } from '../decide/present.ts'
import { Figure, Funnel, HBar, Histogram } from '../ui/charts.tsx'
import { Table } from '../ui/table.tsx'
import { Time } from '../ui/time.tsx'
import { pathIn } from '../words/words.ts'
import { lasted, reportWords, type Figures } from './present.ts'

function Block({
  id,
  title,
  lead,
  children,
}: {
  id: string
  title: string
  lead?: string
  children?: Child
}) {
  return (
    <section id={id} aria-labelledby={`h-${id}`} class="t-stack" data-gap="3">
      <div>
        <h2 id={`h-${id}`}>{title}</h2>
        {lead === undefined ? null : <p class="t-muted t-measure">{lead}</p>}
      </div>
      {children}
    </section>
  )
}

/** T1 */
export function FunnelSection({ lang, f, data, has }: Figures) {
  const w = reportWords(lang).funnel
  const { total } = data
  const keys = [
    'submitted',
    'eligible',
    ...(has.skd ? (['present', 'metGrades', 'shortlisted'] as const) : []),
    ...(has.final ? (['sat', 'filled'] as const) : []),
  ] as const
  const steps = keys.map((key) => ({ label: w[key], value: total[key], text: f.number(total[key]) }))
  return (
    <Block id="corong" title={w.title} lead={w.lead}>
      <Figure
        lang={lang}
        summary={
          has.final
            ? w.sentence(f.number(total.filled), f.number(total.submitted))
            : w.sentenceRunning(f.number(total.submitted), f.number(total.eligible))
        }
        table={
          <Table
            caption={w.caption}
            quietCaption
            columns={[
              { head: w.step, rowHead: true, cell: (row: (typeof steps)[number]) => row.label },
              { head: w.people, num: true, cell: (row) => row.text },
            ]}
            rows={steps}
          />
        }
      >
        <Funnel steps={steps} shareText={(part, whole) => w.share(f.percent(part, whole))} />
      </Figure>
    </Block>
  )
}

/** T2 */
export function Reasons({ lang, f, data, reason }: Figures) {
  const w = reportWords(lang).reasons
  const [most] = data.reasons
  if (most === undefined) {
    return (
      <Block id="alasan" title={w.title}>
        <p>{w.none}</p>
      </Block>
    )
  }
  return (
    <Block id="alasan" title={w.title} lead={w.lead}>
      <Figure
        lang={lang}
        summary={w.sentence(f.number(data.total.ineligible), reason(most.id), f.number(most.count))}
        table={
          <Table
            caption={w.caption}
            quietCaption
            columns={[
              { head: w.reason, rowHead: true, cell: (row: (typeof data.reasons)[number]) => reason(row.id) },
              { head: w.group, optional: true, cell: (row) => row.group },
              { head: w.count, num: true, cell: (row) => f.number(row.count) },
            ]}
            rows={data.reasons}
          />
        }
      >
        <HBar
          bars={data.reasons
            .slice(0, 12)
            .map((one) => ({ label: reason(one.id), value: one.count, text: f.number(one.count) }))}
        />
      </Figure>
    </Block>
  )
}

/** T3 */
export function SkdSection({ lang, f, data }: Figures) {
  const { skd } = data
  if (skd === null || skd.bins.length === 0) return null
  const w = reportWords(lang).skd
  const median = f.decimal(skd.medianTenths, 1).replace(/[,.]0$/, '')
  const kinds: { readonly [kind: string]: string | undefined } = w.kinds
  const all = skd.bins.reduce((sum, bin) => sum + bin.count, 0)
  const sentence = w.sentence(f.number(all), median, f.number(skd.maxTotal))
  return (
    <Block id="sebaran" title={w.title} lead={w.lead}>
      <Figure
        lang={lang}
        summary={sentence}
        table={
          <Table
            caption={w.caption}
            quietCaption
            columns={[
              {
                head: w.range,
                rowHead: true,
                cell: (bin: (typeof skd.bins)[number]) => `${f.number(bin.from)}–${f.number(bin.to - 1)}`,
              },
              { head: w.people, num: true, cell: (bin) => f.number(bin.count) },
            ]}
            rows={skd.bins}
          />
        }
      >
        <Histogram
          label={sentence}
          bins={skd.bins}
          number={(n) => f.number(n)}
          line={{ at: skd.medianTenths / 10, label: w.median(median) }}
        />
      </Figure>
      <Table
        caption={w.kindsTitle}
        columns={[
          {
            head: w.kind,
            rowHead: true,
            cell: (row: (typeof skd.kinds)[number]) => kinds[row.kind] ?? row.kind,
          },
          { head: w.people, num: true, cell: (row) => f.number(row.count) },
          { head: w.middle, num: true, cell: (row) => f.decimal(row.medianTenths, 1) },
          { head: w.met, num: true, cell: (row) => f.number(row.met) },
          {
            head: w.limits,
            optional: true,
            cell: (row) => row.limits.toUpperCase().replace('TOTAL', 'total'),
          },
        ]}
        rows={skd.kinds}
      />
    </Block>
  )
}

/** T4 */
export function Competition({ lang, f, data, has, name }: Figures) {
  const w = reportWords(lang).competition
  const tenths = (row: (typeof data.formations)[number]) =>
    row.seats === 0 ? 0 : Math.floor((row.submitted * 10) / row.seats)
  const rows = data.formations.toSorted((a, b) => tenths(b) - tenths(a) || (a.id < b.id ? -1 : 1))
  const [most] = rows
  return (
    <Block id="persaingan" title={w.title} lead={w.lead}>
      {most === undefined ? null : (
        <Figure lang={lang} summary={w.sentence(name(most.id), f.decimal(tenths(most), 1))}>
          <HBar
            bars={rows.slice(0, 10).map((row) => ({
              label: name(row.id),
              value: tenths(row),
              text: w.perSeat(f.decimal(tenths(row), 1)),
            }))}
          />
        </Figure>
      )}
      <Table
        caption={w.caption}
        columns={[
          {
            head: w.name,
            rowHead: true,
            cell: (row: (typeof rows)[number]) =>
              has.skd ? (
                <a
                  href={pathIn(
                    lang,
                    `/hasil/${data.selection}/${has.final ? 'finalResult' : 'skdResult'}/${encodeURIComponent(row.id)}`,
                  )}
                >
                  {name(row.id)}
                </a>
              ) : (
                name(row.id)
              ),
          },
          { head: w.seats, num: true, cell: (row) => f.number(row.seats) },
          { head: w.submitted, num: true, optional: true, cell: (row) => f.number(row.submitted) },
          { head: w.ratio, num: true, cell: (row) => f.decimal(tenths(row), 1) },
          ...(has.skd
            ? [
                {
                  head: w.middle,
                  num: true,
                  optional: true,
                  cell: (row: (typeof rows)[number]) =>
                    row.skdMedianTenths === null ? '–' : f.decimal(row.skdMedianTenths, 1),
                },
                {
                  head: w.skd,
                  num: true,
                  optional: true,
                  cell: (row: (typeof rows)[number]) =>
                    row.skdCutOff === null ? '–' : f.number(row.skdCutOff),
                },
              ]
            : []),
          ...(has.final
            ? [
                {
                  head: w.final,
                  num: true,
                  cell: (row: (typeof rows)[number]) =>
                    row.finalCutOffMilli === null ? '–' : f.decimal(row.finalCutOffMilli, 3),
                },
              ]
            : []),
        ]}
        rows={rows}
      />
    </Block>
  )
}

/** T5 */
export function Seats({ lang, f, data }: Figures) {
  const w = reportWords(lang).seats
  const { total } = data
  const rows = [
    { label: w.own, value: total.filled - total.moved },
    { label: w.moved, value: total.moved },
    { label: w.reserved, value: total.reserved },
    { label: w.empty, value: total.empty },
  ].map((row) => ({ ...row, text: f.number(row.value) }))
  return (
    <Block id="tempat" title={w.title}>
      <Figure
        lang={lang}
        summary={w.sentence(f.number(total.filled), f.number(total.seats), f.number(total.empty))}
        table={
          <Table
            caption={w.caption}
            quietCaption
            columns={[
              { head: w.how, rowHead: true, cell: (row: (typeof rows)[number]) => row.label },
              { head: w.count, num: true, cell: (row) => row.text },
            ]}
            rows={rows}
          />
        }
      >
        <HBar bars={rows} max={total.seats} />
      </Figure>
    </Block>
  )
}

/** T15 */
export function Durations(figures: Figures) {
  const { lang, f, data } = figures
  const w = reportWords(lang).durations
  const rows = data.durations.filter((row) => row.count > 0)
  const screening = rows.find((row) => row.step === 'screening')
  return (
    <Block id="lama" title={w.title} lead={w.lead}>
      <p>
        {screening === undefined
          ? w.none
          : w.sentence(f.number(screening.count), lasted(figures, screening.medianMinutes))}
      </p>
      {rows.length === 0 ? null : (
        <Table
          caption={w.caption}
          columns={[
            { head: w.step, rowHead: true, cell: (row: (typeof rows)[number]) => w[row.step] },
            { head: w.count, num: true, cell: (row) => f.number(row.count) },
            { head: w.middle, num: true, cell: (row) => lasted(figures, row.medianMinutes) },
            { head: w.p90, num: true, optional: true, cell: (row) => lasted(figures, row.p90Minutes) },
            {
              head: w.inTime,
              num: true,
              cell: (row) => (row.inTime === null ? '–' : f.percent(row.inTime, row.count)),
            },
          ]}
          rows={rows}
        />
      )}
      <Table
        caption={w.stagesTitle}
        columns={[
          {
            head: w.stage,
            rowHead: true,
            cell: (row: (typeof data.stages)[number]) => stageTitle(lang, row.id),
          },
          { head: w.at, cell: (row) => <Time at={row.at} lang={lang} style="shortDate" /> },
          {
            head: w.after,
            num: true,
            cell: (row) => (row.daysSinceClose === null ? '–' : f.number(row.daysSinceClose)),
          },
        ]}
        rows={data.stages}
      />
    </Block>
  )
}

/** T16 */
export function Questions({ lang, f, data }: Figures) {
  const w = reportWords(lang).questions
  const names: { readonly [stage: string]: string | undefined } = w.objection
  return (
    <Block id="tanya" title={w.title}>
      <p>{w.sentence(f.number(data.questions.published), f.number(data.questions.answered))}</p>
      {data.objections.length === 0 ? null : (
        <Table
          caption={w.caption}
          columns={[
            {
              head: w.what,
              rowHead: true,
              cell: (row: (typeof data.objections)[number]) => names[row.stage] ?? row.stage,
            },
            { head: w.filed, num: true, cell: (row) => f.number(row.filed) },
            { head: w.granted, num: true, cell: (row) => f.number(row.granted) },
            { head: w.refused, num: true, cell: (row) => f.number(row.refused) },
            {
              head: w.open,
              num: true,
              optional: true,
              cell: (row) => f.number(row.filed - row.granted - row.refused),
            },
          ]}
          rows={data.objections}
        />
      )}
    </Block>
  )
}

/** T20 */
export function LogSection({ lang, f, data }: Figures) {
  const w = reportWords(lang).log
  const { log } = data
  const rows: { label: string; value: Child }[] = [
    { label: w.entries, value: f.number(log.entries) },
    { label: w.ofRound, value: f.number(log.ofRound) },
    { label: w.checkpoints, value: f.number(log.checkpoints) },
    { label: w.last, value: log.lastCheckpoint === '' ? '–' : <Time at={log.lastCheckpoint} lang={lang} /> },
    { label: w.witnesses, value: f.number(log.witnesses) },
  ]
  return (
    <Block id="catatan" title={w.title} lead={w.sentence(f.number(log.ofRound), f.number(log.entries))}>
      <Table
        caption={w.caption}
        quietCaption
        columns={[
          { head: w.what, rowHead: true, cell: (row: (typeof rows)[number]) => row.label },
          { head: w.value, num: true, cell: (row) => row.value },
        ]}
        rows={rows}
      />
      <p class="t-small t-muted">
        {log.witnesses === 0 ? w.noWitness : null} <a href={pathIn(lang, '/verifikasi')}>{w.check}</a>
      </p>
    </Block>
  )
}
