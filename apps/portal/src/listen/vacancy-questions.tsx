// Questions asked from the page of a vacancy, as a part of that page: the question, its state, and its answer.
import { List } from '../ui/surface.tsx'
import type { PageContext } from '../publish/public-page.tsx'
import { listenWords, QuestionItem } from './pages.tsx'
import type { PublicQuestion } from './queries.ts'

const shown = 5

export function VacancyQuestions({
  context,
  questions,
  now,
}: {
  context: PageContext
  questions: readonly PublicQuestion[]
  now: Date
}) {
  if (questions.length === 0) return <p class="t-muted mb-3">{listenWords(context.lang).vacancyNone}</p>
  return (
    <List
      items={questions.slice(0, shown).map((question) => (
        <QuestionItem context={context} question={question} now={now} />
      ))}
    />
  )
}
