// What all views of one result share: title, search by vacancy or code, and beside it the check and the files.
import type { Child } from 'hono/jsx'
import type { ResultRow } from '@terang/rules/public-data.ts'
import { PublicPage, type PageContext } from '../publish/public-page.tsx'
import { formatOf } from '../publish/present.ts'
import { windowOf, type EffectiveSchedule } from '../publish/queries.ts'
import { Button } from '../ui/button.tsx'
import { Select, TextField } from '../ui/fields.tsx'
import { Columns, PageTitle, Stack, Wrap } from '../ui/layout.tsx'
import { Crumbs } from '../ui/navigation.tsx'
import { Notice } from '../ui/notice.tsx'
import { pathIn } from '../words/words.ts'
import { CheckCard, FilesCard } from './check-card.tsx'
import { formationName, resultPath, resultsWords, stageTitle, type FormationTitles } from './present.ts'
import { codeOf, lastAbove, shownRows } from './result-order.ts'
import type { PublishedResult, ResultData } from './queries.ts'
import { OutcomeBadge } from './outcome-badge.tsx'

export interface ResultView {
  readonly context: PageContext
  readonly result: PublishedResult
  readonly data: ResultData
  readonly titles: FormationTitles
  readonly schedule: EffectiveSchedule | undefined
}

export interface Search {
  readonly typed: string
  /** Whom the code names; undefined where nobody has it. */
  readonly found: ResultRow | undefined
}

/** The score of the last one above the line, written. */
export function cutOff({ context, result, data }: ResultView, formationId: string): string | undefined {
  const f = formatOf(context.services, context.lang)
  const rows = shownRows(data.ofFormation.get(formationId) ?? [], result.stage)
  const last = rows[lastAbove(rows, result.stage)]
  if (last === undefined) return undefined
  const value = result.stage === 'skdResult' ? last.skdTotal : last.finalMilli
  return value === null ? undefined : result.stage === 'skdResult' ? f.number(value) : f.decimal(value, 3)
}

/** Title, search and the side column that both views of a result share. */
export function ResultFrame({
  view,
  formationId,
  search,
  children,
}: {
  view: ResultView
  formationId?: string
  search?: Search
  children?: Child
}) {
  const { context, result, data, titles, schedule } = view
  const { services, lang } = context
  const w = resultsWords(lang)
  const f = formatOf(services, lang)
  const title = stageTitle(lang, result.stage)
  const path = resultPath(result.selection, result.stage, formationId)
  const objection =
    result.stage === 'finalResult' && schedule !== undefined
      ? windowOf(schedule.stages, 'finalObjection')
      : undefined
  const window = objection === undefined ? undefined : f.window(objection.opensAt, objection.closesAt)
  const options = data.formations
    .map((one) => ({ value: one.formationId, label: formationName(titles, one.formationId) }))
    .toSorted((a, b) => (a.label < b.label ? -1 : 1))
  const crumbs = [
    { label: w.home, href: pathIn(lang, '/') },
    { label: w.title, href: pathIn(lang, '/hasil') },
    ...(formationId === undefined
      ? [{ label: title }]
      : [
          { label: title, href: pathIn(lang, resultPath(result.selection, result.stage)) },
          { label: formationName(titles, formationId) },
        ]),
  ]
  const newest = result.numbers[0] === result.n
  return (
    <PublicPage
      context={context}
      title={
        formationId === undefined
          ? `${title}, ${result.title}`
          : `${formationName(titles, formationId)}, ${title}`
      }
      path={path}
      description={w.lead}
    >
      <Wrap>
        <Crumbs label={w.crumbs} items={crumbs} />
        <PageTitle
          eyebrow={result.title}
          title={title}
          lead={
            <>
              {w.announced(f.dateTime(result.at))} {window === undefined ? null : w.objection(window)}{' '}
              {result.n > 1 ? w.correction(String(result.n)) : null}
            </>
          }
        />
        <div class="t-stack pb-7" data-gap="5">
          {newest ? null : (
            <Notice tone="act" title={w.olderNotice}>
              <p>
                <a href={pathIn(lang, path)}>{w.newest}</a>
              </p>
            </Notice>
          )}
          <form
            class="t-find"
            role="search"
            method="get"
            action={pathIn(lang, resultPath(result.selection, result.stage))}
          >
            <Select
              name="lowongan"
              label={w.find.formation}
              options={options}
              value={formationId}
              empty={w.find.all}
              lang={lang}
              attrs={{ 'aria-required': undefined }}
            />
            <TextField
              name="kode"
              label={w.find.code}
              placeholder={w.find.codeHint}
              value={search?.typed}
              autocomplete="off"
              maxlength={20}
              lang={lang}
              attrs={{ 'aria-required': undefined }}
            />
            <Button type="submit">{w.find.button}</Button>
          </form>
          {search === undefined ? null : <Found view={view} search={search} />}
          <Columns>
            <Stack gap={5}>{children}</Stack>
            <aside class="t-sticky t-stack" data-gap="4" aria-label={w.check.title}>
              <CheckCard context={context} result={result} />
              {window === undefined ? null : (
                <Notice tone="obj" title={w.objectionTitle}>
                  <p class="t-small">
                    {w.objectionText(window)} <a href="/lamaran">{w.own}</a>
                  </p>
                </Notice>
              )}
              <FilesCard context={context} result={result} />
            </aside>
          </Columns>
        </div>
      </Wrap>
    </PublicPage>
  )
}

function Found({ view, search }: { view: ResultView; search: Search }) {
  const { context, result, data, titles } = view
  const { lang, services } = context
  const w = resultsWords(lang)
  const f = formatOf(services, lang)
  const row = search.found
  if (row === undefined) {
    return (
      <Notice tone="act" title={w.find.noneTitle(search.typed)} role="status">
        <p>{w.find.noneText}</p>
      </Notice>
    )
  }
  const code = data.codes.get(row.participant)!
  const outcome = codeOf(row, result.stage) ?? row.skdCode
  const value =
    result.stage === 'finalResult' && row.finalMilli !== null
      ? f.decimal(row.finalMilli, 3)
      : row.skdTotal === null
        ? undefined
        : f.number(row.skdTotal)
  return (
    <Notice tone="info" title={w.find.foundTitle(code)} role="status">
      <p>
        {formationName(titles, row.formationId)}. <OutcomeBadge lang={lang} code={outcome} />{' '}
        {value === undefined ? null : <b class="t-num">{value}</b>}
      </p>
      <p>
        <a href={`${pathIn(lang, resultPath(result.selection, result.stage, row.formationId))}#${code}`}>
          {w.find.open}
        </a>
      </p>
    </Notice>
  )
}
