/**
 * The JSON Schema of rule sets, made from their one typed definition, for editors and for checkers in other languages.
 * It says the form; sums, references and orders are checked by `terang rules check` alone.
 */
import { pppkRuleSetShape } from './pppk-rule-set.ts'
import { ruleSetShape } from './rule-set.ts'
import {
  applicationShape,
  codesShape,
  count,
  date,
  documentsShape,
  identifier,
  objectionsShape,
  perMille,
  reasonsShape,
  sourcesShape,
  stagesShape,
  stampDutyShape,
  term,
  yes,
} from './rule-set-parts.ts'
import { isObject } from './shape.ts'

const DIALECT = 'https://json-schema.org/draft/2020-12/schema'

/** Shapes that stand in many places, written once under these names. */
const SHARED: Readonly<Record<string, { schema: object }>> = {
  identifier,
  date,
  number: count,
  share: perMille,
  flag: yes,
  term,
  application: applicationShape,
  documents: documentsShape,
  stampDuty: stampDutyShape,
  reasons: reasonsShape,
  stages: stagesShape,
  objections: objectionsShape,
  codes: codesShape,
  sources: sourcesShape,
}

export function ruleSetSchema(): Record<string, unknown> {
  const names = new Map<unknown, string>(
    Object.entries(SHARED).map(([name, shape]) => [shape.schema, name] as const),
  )
  const parts = Object.entries(SHARED).map(([name, shape]) => [name, members(shape.schema, names)])
  return {
    $schema: DIALECT,
    title: 'Terang rule set',
    description: 'The numbers of one year of decrees: each with its source and whether it is confirmed.',
    anyOf: [{ $ref: '#/$defs/pns' }, { $ref: '#/$defs/pppk' }],
    $defs: {
      pns: members(ruleSetShape.schema, names),
      pppk: members(pppkRuleSetShape.schema, names),
      ...(Object.fromEntries(parts) as Record<string, unknown>),
    },
  }
}

/** A copy in which shared parts are references. */
function members(schema: unknown, names: ReadonlyMap<unknown, string>): unknown {
  if (Array.isArray(schema)) return schema.map((item: unknown) => reference(item, names))
  if (!isObject(schema)) return schema
  return Object.fromEntries(Object.entries(schema).map(([key, item]) => [key, reference(item, names)]))
}

function reference(schema: unknown, names: ReadonlyMap<unknown, string>): unknown {
  const name = names.get(schema)
  return name === undefined ? members(schema, names) : { $ref: `#/$defs/${name}` }
}
