// Beside a result: what is proven about it with the numbers of its entries, the way to compute it again, and its files.
import type { PageContext } from '../publish/public-page.tsx'
import { entryPath } from '../publish/entry-path.ts'
import { formatOf } from '../publish/present.ts'
import { logPrefix } from '../record/prefix.ts'
import { Button } from '../ui/button.tsx'
import { Hash } from '../ui/proof.tsx'
import { Card, Checks } from '../ui/surface.tsx'
import { pathIn, words } from '../words/words.ts'
import { resultPath, resultsWords, signer } from './present.ts'
import type { PublishedResult } from './queries.ts'

const fileOrder = [
  'results.csv',
  'participants.csv',
  'formations.csv',
  'decisions.csv',
  'rule-set.json',
  'datapackage.json',
]

export function CheckCard({ context, result }: { context: PageContext; result: PublishedResult }) {
  const { services, lang } = context
  const w = resultsWords(lang)
  const f = formatOf(services, lang)
  const entry = (index: number | undefined) =>
    index === undefined ? undefined : (
      <a href={entryPath(services.agency, index)}>{w.entry(f.number(index))}</a>
    )
  const state = words(lang).state.match
  const results = result.files.find((file) => file.name === 'results.csv')
  return (
    <Card title={w.check.title} variant="key">
      <p class="t-muted t-small mb-3">{w.check.text}</p>
      <Checks
        items={[
          { tone: 'ok', state, text: w.check.data, note: entry(result.entries.get('participants.csv')) },
          {
            tone: 'ok',
            state,
            text: w.check.approved(f.list(result.signers.map((who) => signer(lang, who)))),
            note: entry(result.entries.get('results.csv')),
          },
          { tone: 'ok', state, text: w.check.logged, note: entry(result.index) },
        ]}
      />
      <p class="t-small t-muted mt-2">{w.check.noWitness}</p>
      <p class="mt-3">
        <Button href={`${pathIn(lang, '/verifikasi')}?seleksi=${result.selection}`} icon="refresh-cw" full>
          {w.check.action}
        </Button>
      </p>
      {results === undefined ? null : (
        <>
          <p class="t-small t-muted mt-3">{w.check.fingerprint}</p>
          <p>
            <Hash value={results.sha256} />
          </p>
        </>
      )}
    </Card>
  )
}

export function FilesCard({ context, result }: { context: PageContext; result: PublishedResult }) {
  const { services, lang } = context
  const w = resultsWords(lang)
  const f = formatOf(services, lang)
  const names: { readonly [name: string]: string | undefined } = w.files.names
  const files = result.files.toSorted((a, b) => fileOrder.indexOf(a.name) - fileOrder.indexOf(b.name))
  return (
    <Card title={w.files.title} level={3}>
      <p class="t-small t-muted mb-3">{w.files.text}</p>
      <ul class="t-list t-small">
        {files.map((file) => (
          <li>
            <a href={`${logPrefix(services.agency)}/${file.path}`}>
              {names[file.name] ?? file.name} <span class="t-muted">({file.name})</span>
            </a>
            <br />
            <span class="t-muted">
              {file.name.endsWith('.csv')
                ? w.files.rows(f.number(file.rows), f.fileSize(file.bytes))
                : w.files.size(f.fileSize(file.bytes))}
            </span>
          </li>
        ))}
      </ul>
      {result.numbers.length < 2 ? null : (
        <p class="t-small mt-3">
          {result.numbers
            .filter((n) => n !== result.n)
            .map((n, i) => (
              <>
                {i > 0 ? ' · ' : null}
                <a href={`${pathIn(lang, resultPath(result.selection, result.stage))}?terbitan=${n}`}>
                  {w.older(f.number(n))}
                </a>
              </>
            ))}
        </p>
      )}
    </Card>
  )
}
