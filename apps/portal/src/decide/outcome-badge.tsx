// The code of an outcome as a sign with its word, and the legend of those on a page.
import { Badge, type Tone } from '../ui/notice.tsx'
import { Card } from '../ui/surface.tsx'
import type { Lang } from '../words/words.ts'
import { resultsWords } from './present.ts'
import { isSeat, printed, type Code } from './result-order.ts'

const toneOf = (code: Code): { tone: Tone; icon: string } =>
  code === 'pl' || isSeat(code)
    ? { tone: 'ok', icon: 'check' }
    : code === 'th' || code === 'dis' || code === 'tms1'
      ? { tone: 'act', icon: 'ban' }
      : code === 'tie'
        ? { tone: 'obj', icon: 'scale' }
        : { tone: 'idle', icon: 'minus' }

export function OutcomeBadge({ lang, code }: { lang: Lang; code: Code }) {
  const { tone, icon } = toneOf(code)
  return (
    <Badge tone={tone} icon={icon}>
      {code === 'tie' ? resultsWords(lang).tie : printed(code)}
    </Badge>
  )
}

export function Legend({ lang, stage, codes }: { lang: Lang; stage: string; codes: ReadonlySet<Code> }) {
  const w = resultsWords(lang)
  const meaning = (code: Code): string => {
    if (code === 'tl') return stage === 'skdResult' ? w.meaning.tlSkd : w.meaning.tlFinal
    if (/^[ue]\d$/.test(code)) return w.meaning.moved
    const known: { readonly [code: string]: string | undefined } = w.meaning
    return known[code] ?? code
  }
  const order = [
    'l',
    'pl',
    'u1',
    'u2',
    'u3',
    'e1',
    'e2',
    'e3',
    'tie',
    'p',
    'tl',
    'tms1',
    'th',
    'dis',
    'aps',
    'tms',
  ]
  return (
    <Card title={w.legend} level={3} variant="well">
      <dl class="t-codes">
        {order
          .filter((code) => codes.has(code))
          .map((code) => (
            <div>
              <dt>
                <OutcomeBadge lang={lang} code={code} />
              </dt>
              <dd>{meaning(code)}</dd>
            </div>
          ))}
      </dl>
    </Card>
  )
}
