// What an answer may rest on: paragraphs of announcements, stages of the schedule, numbers of the rules, each in the
// version in force with its digest. An officer chooses from here; nothing else counts as a source.
import type { Services } from '../services/services.ts'
import { announcementsOf, ruleSetOf, scheduleOf } from '../publish/queries.ts'
import { format } from '../words/format.ts'
import { lengths } from './policy.ts'
import type { Citation } from './queries.ts'

export interface Source {
  /** Value of the choice in the form. */
  readonly key: string
  readonly label: string
  readonly citation: Citation
}

interface Leaf {
  path: string
  value: string
}

/** Numbers of a rule set carry the document they were read in; these are what can be cited. */
function sourcedValues(node: unknown, path: string, found: Leaf[]): void {
  if (typeof node !== 'object' || node === null) return
  if (!Array.isArray(node) && 'source' in node && 'value' in node) {
    found.push({ path, value: JSON.stringify((node as { value: unknown }).value) })
    return
  }
  for (const [name, child] of Object.entries(node))
    sourcedValues(child, path === '' ? name : `${path}.${name}`, found)
}

/** All sources of a round, announcements first. */
export async function sourcesOf(services: Pick<Services, 'db'>, selection: string): Promise<Source[]> {
  const [announcements, schedule, rules] = await Promise.all([
    announcementsOf(services.db, selection),
    scheduleOf(services.db, selection),
    ruleSetOf(services.db, selection),
  ])
  const f = format('id')
  const seen = new Set<string>()
  const current = announcements.filter((one) => {
    const newest = !seen.has(one.number)
    seen.add(one.number)
    return newest
  })
  const short = (text: string) => (text.length > 70 ? `${text.slice(0, 69)}…` : text)
  return [
    ...current.flatMap((one) =>
      one.body.paragraphs.map((paragraph, at): Source => ({
        key: `announcement|${one.number}|${one.version}|${at + 1}`,
        label: `Pengumuman ${one.number}, paragraf ${at + 1}: ${short(paragraph)}`,
        citation: {
          kind: 'announcement',
          ref: one.number,
          version: one.version,
          locator: `paragraf ${at + 1}`,
          quote: paragraph.slice(0, lengths.quote),
          source: one.sha256,
        },
      })),
    ),
    ...(schedule?.stages ?? []).map((stage): Source => ({
      key: `schedule|${schedule!.version}|${stage.id}`,
      label: `Jadwal versi ${schedule!.version}, ${stageLabel(stage.id)}: ${f.window(stage.start, stage.end)}`,
      citation: {
        kind: 'schedule',
        ref: 'jadwal',
        version: schedule!.version,
        locator: stage.id,
        quote: f.window(stage.start, stage.end),
        source: schedule!.sha256,
      },
    })),
    ...(rules === undefined ? [] : ruleSources(rules)),
  ]

  function stageLabel(id: string): string {
    const stage = rules?.ruleSet.stages.find((one) => one.id === id) as { labelId?: string } | undefined
    return stage?.labelId ?? id
  }
}

function ruleSources(rules: { ruleSet: unknown; version: number; sha256: string }): Source[] {
  const found: Leaf[] = []
  sourcedValues(rules.ruleSet, '', found)
  return found.map(({ path, value }) => ({
    key: `rule|${rules.version}|${path}`,
    label: `Aturan ${path} = ${value.slice(0, 40)}`,
    citation: {
      kind: 'rule',
      ref: 'aturan-seleksi',
      version: rules.version,
      locator: path,
      quote: value.slice(0, lengths.quote),
      source: rules.sha256,
    },
  }))
}

/** The chosen sources, each once; undefined where one is not in force any more. */
export function chosen(sources: readonly Source[], keys: readonly string[]): Citation[] | undefined {
  const wanted = [...new Set(keys.filter((key) => key !== ''))]
  const found = wanted.map((key) => sources.find((one) => one.key === key)?.citation)
  return found.every((one) => one !== undefined) ? found : undefined
}

/** Where the cited version can be read. */
export function citationHref(selection: string, citation: Citation): string {
  const within = `seleksi=${encodeURIComponent(selection)}`
  if (citation.kind === 'announcement') return `/pengumuman/${encodeURIComponent(citation.ref)}`
  return citation.kind === 'schedule' ? `/jadwal?${within}` : `/aturan?${within}`
}
