// Where the files of a publication lie below the log's prefix, and the index that strangers start from
// (public-data.md 4). Files are named by content; a publication is never replaced, a correction is a new one.
import { canonicalText } from '../publish/published.ts'
import { ruleSetOf } from '../publish/queries.ts'
import { announcedSelections } from '../record/queries.ts'
import type { Services } from '../services/services.ts'
import type { StoredPublication } from './publication.ts'

export function publicationFolder(selection: string, datapackageDigest: string): string {
  return `selections/${selection}/data/${datapackageDigest}`
}

const indexName = (selection: string) => `selections/${selection}/index.json`

/** A round has its index from its first entry, empty until there is a result: what /.well-known names is there. */
export async function openIndexes(services: Services): Promise<void> {
  for (const { id } of await announcedSelections(services.worker))
    if (!(await services.publicFiles.exists(indexName(id)))) await writeIndex(services, id)
}

/** Rewrites `selections/<id>/index.json` from the publications whose announcement is effective. */
export async function writeIndex(services: Services, selection: string): Promise<void> {
  const { worker, publicFiles, agency } = services
  const rows = await worker
    .selectFrom('site.publication as p')
    .innerJoin('act.stage_result as r', (join) =>
      join
        .onRef('r.selection_id', '=', 'p.selection_id')
        .onRef('r.stage', '=', 'p.stage')
        .onRef('r.n', '=', 'p.n'),
    )
    .innerJoin('log.effective as e', 'e.id', 'r.entry_id')
    .select(['p.stage', 'p.n', 'p.files', 'p.summary', 'e.idx'])
    .where('p.selection_id', '=', selection)
    .orderBy('e.idx')
    .execute()
  const rules = await ruleSetOf(worker, selection)
  const publications = []
  for (const row of rows) {
    const { files, summary } = row as unknown as StoredPublication
    const entries = await worker
      .selectFrom('act.publication_entry as p')
      .innerJoin('log.effective as e', 'e.id', 'p.entry_id')
      .select(['p.name', 'p.sha256', 'e.idx'])
      .where('p.selection_id', '=', selection)
      .where('p.stage', '=', row.stage)
      .where('p.n', '=', row.n)
      .execute()
    const of = (name: string) => {
      const entry = entries.find((one) => one.name === name)
      return entry === undefined ? undefined : { index: entry.idx, sha256: entry.sha256 }
    }
    publications.push({
      stage: row.stage,
      n: row.n,
      folder: files['datapackage.json'].sha256,
      rule_set: { index: summary.ruleSetIndex, sha256: rules?.sha256 ?? files['rule-set.json'].sha256 },
      formations: of('formations.csv'),
      participants: of('participants.csv'),
      decisions: of('decisions.csv'),
      results: of('results.csv'),
    })
  }
  const index = { version: 1, selection, log: agency.log.origin, publications }
  await publicFiles.write(indexName(selection), Buffer.from(canonicalText(index), 'utf8'))
}
