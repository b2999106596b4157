/**
 * `datapackage.json` of a published data set (public-data.md, section 4; Frictionless Data Package
 * 2.0): names the files with their digests, describes every column, and gives the titles for the
 * identifiers. Pure: digests and sizes are handed in. Its own SHA-256 names the folder.
 */
import { PPPK_RESULTS_TABLE, pppkFormationsTable, pppkParticipantsTable } from './pppk-data.ts'
import type { PppkRuleSet } from './pppk-rule-set.ts'
import {
  DATA_SET_VERSION,
  DECISIONS_TABLE,
  FORMATIONS_TABLE,
  RESULTS_TABLE,
  participantsTable,
} from './public-tables.ts'
import type { RuleSet } from './rule-set.ts'
import type { Column, Table } from './tables.ts'

export interface PublishedFile {
  name: 'formations.csv' | 'participants.csv' | 'results.csv' | 'decisions.csv' | 'rule-set.json'
  bytes: number
  /** Lower-case hex. */
  sha256: string
}

export interface DataPackageInput {
  selection: string
  title: string
  /** An `id` of `stages` in the rule set. */
  stage: string
  n: number
  ruleSet: RuleSet | PppkRuleSet
  files: readonly PublishedFile[]
  titles: {
    agencies: Readonly<Record<string, string>>
    positions: Readonly<Record<string, string>>
    qualifications: Readonly<Record<string, string>>
    units: Readonly<Record<string, string>>
  }
}

export function dataPackage(input: DataPackageInput): Record<string, unknown> {
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: `${input.selection}-${input.stage}-${input.n}`.toLowerCase(),
    title: input.title,
    version: `${DATA_SET_VERSION}.${input.n}.0`,
    selection: input.selection,
    stage: input.stage,
    publication: input.n,
    ruleSet: `${input.ruleSet.ruleSet}@${input.ruleSet.version}`,
    licenses: [
      {
        name: 'CC-BY-4.0',
        path: 'https://creativecommons.org/licenses/by/4.0/',
        title: 'Creative Commons Attribution 4.0',
      },
    ],
    resources: input.files.map((file) => resource(file, input.ruleSet)),
    titles: input.titles,
  }
}

/** The bytes that are published: keys in order, two spaces, one newline at the end. */
export function writeDataPackage(input: DataPackageInput): string {
  return `${JSON.stringify(sorted(dataPackage(input)), null, 2)}\n`
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  )
}

function resource(file: PublishedFile, ruleSet: RuleSet | PppkRuleSet): Record<string, unknown> {
  const table = tableOf(file.name, ruleSet)
  const common = {
    name: file.name.replace(/\.\w+$/, ''),
    path: file.name,
    bytes: file.bytes,
    hash: `sha256:${file.sha256}`,
  }
  if (table === null) return { ...common, format: 'json', mediatype: 'application/json', encoding: 'utf-8' }
  return {
    ...common,
    type: 'table',
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    schema: {
      fields: table.columns.map(fieldOf),
      primaryKey: [table.key],
      missingValues: [''],
    },
  }
}

function tableOf(name: PublishedFile['name'], ruleSet: RuleSet | PppkRuleSet): Table | null {
  const pppk = 'applicantGroups' in ruleSet
  switch (name) {
    case 'formations.csv':
      return pppk ? pppkFormationsTable(ruleSet) : FORMATIONS_TABLE
    case 'participants.csv':
      return pppk ? pppkParticipantsTable('public', ruleSet) : participantsTable('public', ruleSet)
    case 'results.csv':
      return pppk ? PPPK_RESULTS_TABLE : RESULTS_TABLE
    case 'decisions.csv':
      return DECISIONS_TABLE
    case 'rule-set.json':
      return null
  }
}

function fieldOf(column: Column): Record<string, unknown> {
  const constraints = {
    ...(column.required ? { required: true } : {}),
    ...(column.min === undefined ? {} : { minimum: column.min }),
    ...(column.max === undefined ? {} : { maximum: column.max }),
    ...(column.values === undefined ? {} : { enum: column.values }),
  }
  const types = {
    identifier: 'string',
    text: 'string',
    choice: 'string',
    integer: 'integer',
    date: 'date',
  } as const
  return {
    name: column.name,
    type: types[column.type],
    description: column.description,
    ...(Object.keys(constraints).length > 0 ? { constraints } : {}),
  }
}
