// The form of the eligibility check and what came out, condition by condition with the value that was compared.
import type { Condition, ConditionValue } from '@terang/rules/eligibility.ts'
import { Button } from '../ui/button.tsx'
import { Checkbox, DateFields, ErrorSummary, Select, TextField, type FormError } from '../ui/fields.tsx'
import { PageTitle, Wrap } from '../ui/layout.tsx'
import { Crumbs } from '../ui/navigation.tsx'
import { Notice } from '../ui/notice.tsx'
import { Checks } from '../ui/surface.tsx'
import { pathIn } from '../words/words.ts'
import { educationChoices, type CheckTyped } from './eligibility-check.ts'
import { formatOf, type PublicRound } from './present.ts'
import { PublicPage, publishWords, type PageContext } from './public-page.tsx'
import { readable, type Vacancy } from './vacancy-search.ts'

export interface EligibilityPageProps {
  context: PageContext
  round: PublicRound
  vacancy: Vacancy
  typed: CheckTyped
  errors?: readonly FormError[]
  conditions?: readonly Condition[]
}

export function EligibilityPage({
  context,
  vacancy,
  round,
  typed,
  errors = [],
  conditions,
}: EligibilityPageProps) {
  const { services, lang } = context
  const w = publishWords(lang)
  const f = formatOf(services, lang)
  const { data } = vacancy.formation
  const title = readable(data.positionTitle)
  const path = `/lowongan/${data.slug}`
  const errorOf = (field: string) => errors.find((one) => one.field === field)?.text
  const special = data.formationType !== 'general'

  const say = (value: ConditionValue | null): string => {
    if (value === null) return w.eligibility.unknown
    switch (value.kind) {
      case 'age':
        return w.eligibility.years(String(value.years), String(value.months))
      case 'date':
        return f.day(value.date)
      case 'education':
        return value.accepted
          .map((one) =>
            one.level === ''
              ? w.eligibility.otherEducation
              : `${one.level} ${readable(one.programmeName).replace(new RegExp(`^${one.level} `), '')}`,
          )
          .join('; ')
      case 'hundredths':
        return f.decimal(value.value, 2)
      case 'formationType':
        return value.types.map((one) => w.types[one] ?? one).join(', ') || w.types['general']!
      case 'months':
      case 'years':
      case 'budgetYear':
        return String(value.value)
      case 'accreditation':
        return [...value.programme, ...value.university].join(', ')
      case 'flag':
        return w.eligibility.flag[value.value ? 'yes' : 'no']
    }
  }
  const met = conditions?.filter((one) => one.ok === true).length ?? 0
  const judged = conditions?.filter((one) => one.ok !== null).length ?? 0
  const known = round.rules.ruleSet

  return (
    <PublicPage context={context} title={w.eligibility.title(title)} path={`${path}/cek`}>
      <Wrap width="text">
        <Crumbs
          label={w.crumbs}
          items={[
            { label: w.list.title, href: pathIn(lang, '/lowongan') },
            { label: title, href: pathIn(lang, path) },
            { label: w.detail.eligibleButton },
          ]}
        />
        <PageTitle title={w.eligibility.title(title)} lead={w.eligibility.lead} />
        <div class="t-stack pb-7" data-gap="5">
          <ErrorSummary errors={errors} lang={lang} />
          {conditions === undefined ? null : (
            <Notice
              tone={met === judged ? 'ok' : 'act'}
              role="status"
              title={
                met === judged
                  ? w.eligibility.all(f.number(met))
                  : w.eligibility.some(f.number(met), f.number(judged))
              }
            >
              <Checks
                items={conditions.map((one) => ({
                  tone: one.ok === null ? ('idle' as const) : one.ok ? ('ok' as const) : ('no' as const),
                  state:
                    one.ok === null
                      ? w.eligibility.unknown
                      : one.ok
                        ? w.eligibility.met
                        : w.eligibility.notMet,
                  text: w.eligibility.conditions[one.id] ?? one.id,
                  note: `${w.eligibility.yours(say(one.value))} ${w.eligibility.limit(say(one.limit))}${one.confirmed ? '' : ` ${w.eligibility.unconfirmed}`} ${w.rules.source(known.sources[one.source]?.title ?? w.announcements.title)}.`,
                }))}
              />
              <p>{w.eligibility.decided}</p>
            </Notice>
          )}
          <form class="t-stack" data-gap="4" method="post" action={pathIn(lang, `${path}/cek`)}>
            <Select
              name="ijazah"
              label={w.eligibility.education}
              lang={lang}
              options={[
                ...educationChoices(data).map((one) => ({
                  value: one.value,
                  label: say({ kind: 'education', accepted: [one.requirement] }),
                })),
                { value: 'lain', label: w.eligibility.otherEducation },
              ]}
              value={typed.education}
              error={errorOf('ijazah')}
            />
            <DateFields
              name="lahir"
              label={w.eligibility.birthDate}
              hint={w.eligibility.birthHint}
              lang={lang}
              day={typed.day}
              month={typed.month}
              year={typed.year}
              error={errorOf('lahir')}
            />
            <TextField
              name="ipk"
              label={w.eligibility.gpa}
              hint={w.eligibility.gpaHint}
              lang={lang}
              inputmode="decimal"
              autocomplete="off"
              optional
              value={typed.gpa}
              error={errorOf('ipk')}
            />
            {special ? (
              <Checkbox
                name="jalur"
                label={w.eligibility.proof(w.types[data.formationType] ?? data.formationType)}
                checked={typed.proof}
              />
            ) : null}
            <div class="t-row mt-4">
              <Button>{w.eligibility.submit}</Button>
              <a href={pathIn(lang, path)}>{w.eligibility.back}</a>
            </div>
          </form>
        </div>
      </Wrap>
    </PublicPage>
  )
}
