// The same ranking as SQL, as a process of its own: node rank-duckdb.ts RULES FORMATIONS PARTICIPANTS OUT. It is the
// reference of bench/rank.ts, so it is written for speed: columns and their types are given, sort keys are packed into one
// number, each window is computed once. Filling of unfilled seats is left out: a step gives a seat to the best who
// still has a choice, which depends on the seats given before, and no window says that.
import { readFileSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'
import { gradeSet } from '@terang/rules/passing.ts'
import { gradeSets } from '@terang/rules/public-data.ts'
import { parseRuleSet } from '@terang/rules/rule-set.ts'

const [rules = '', formations = '', participants = '', out = ''] = process.argv.slice(2)
const ruleSet = parseRuleSet(readFileSync(rules, 'utf8'))
const { weights, scaleTo } = ruleSet.integration
const most = (id: string) => (ruleSet.skd.parts.find((part) => part.id === id)?.max.value ?? 0) + 1
const text = (value: string) => `'${value.replaceAll("'", "''")}'`
const grades = [...gradeSets(ruleSet)].map((id) => {
  const set = gradeSet(ruleSet, id)
  return `(${text(id)}, ${set?.twk ?? 0}, ${set?.tiu ?? 0}, ${set?.tkp ?? 0}, ${set?.total ?? 0})`
})
/** The first of the keys in which two rows differ; a packed key holds the total, TKP, TIU and TWK. */
const skdDifference = (a: string, b: string) => `case
  when ${a} // ${most('tkp') * most('tiu') * most('twk')} <> ${b} // ${most('tkp') * most('tiu') * most('twk')} then 'skd_total'
  when ${a} // ${most('tiu') * most('twk')} <> ${b} // ${most('tiu') * most('twk')} then 'tkp'
  when ${a} // ${most('twk')} <> ${b} // ${most('twk')} then 'tiu'
  when ${a} <> ${b} then 'twk' end`

const SQL = [
  `set preserve_insertion_order = false`,
  `create temp table formation as
   select f.formation_id, f.seats, g.* from read_csv(${text(formations)}, header = true, auto_detect = false, delim = ',',
     quote = '', escape = '', columns = {formation_id: 'varchar', agency_id: 'varchar', position_id: 'varchar', qualification_id: 'varchar',
     unit_id: 'varchar', formation_type: 'varchar', seats: 'integer', grades: 'varchar', general_grades: 'varchar'}) f
   join (values ${grades.join(', ')}) g(id, least_twk, least_tiu, least_tkp, least_total) on g.id = f.grades`,
  `create temp table person as
   select p.participant, p.formation_id, p.screening, p.skd_status, p.skb_status, p.skb_milli, p.gpa_x100, p.seniority,
     f.seats, (p.twk + p.tiu + p.tkp)::integer as skd_total,
     ((p.twk + p.tiu + p.tkp)::bigint * ${most('tkp')} + p.tkp) * ${most('tiu') * most('twk')} + p.tiu * ${most('twk')} + p.twk as k,
     case when p.twk < f.least_twk then 'grade:twk' when p.tiu < f.least_tiu then 'grade:tiu'
       when p.tkp < f.least_tkp then 'grade:tkp' when p.twk + p.tiu + p.tkp < f.least_total then 'grade:total' end as missed
   from read_csv(${text(participants)}, header = true, auto_detect = false, delim = ',', quote = '', escape = '',
     columns = {participant: 'varchar', formation_id: 'varchar', screening: 'varchar', skd_status: 'varchar', twk: 'smallint',
     tiu: 'smallint', tkp: 'smallint', skb_status: 'varchar', skb_milli: 'integer', gpa_x100: 'integer', seniority: 'integer'}) p
   join formation f using (formation_id)`,
  `create temp table ranked as
   select *, skd_rank <= seats * ${ruleSet.shortlist.multiplier.value} as listed,
     (2 * ((2 * skd_total::bigint * ${scaleTo.value * 1000} + ${ruleSet.skd.maxTotal.value}) // ${2 * ruleSet.skd.maxTotal.value})
       * ${weights.skd.value} + 1000) // 2000 + (2 * skb_milli::bigint * ${weights.skb.value} + 1000) // 2000 as final_milli
   from (select participant, formation_id, seats, skd_total, k, skb_status, skb_milli, gpa_x100, seniority,
     rank() over (partition by formation_id order by k desc) as skd_rank
     from person where skd_status = 'h' and missed is null)`,
  `create temp table skd_edge as
   select formation_id, min(k) filter (listed) as last_listed from ranked group by formation_id`,
  `create temp table seated as
   select *, case when last_rank <= seats then 'l' when final_rank <= seats then 'tie' else 'tl' end as final_code
   from (select *, rank() over w as final_rank, count(*) over w as last_rank
     from ranked where listed and skb_status = 'h'
     window w as (partition by formation_id order by final_milli desc, k desc, gpa_x100 desc nulls last, seniority asc nulls last))`,
  `create temp table final_edge as
   select formation_id,
     arg_min({final_milli: final_milli, k: k, gpa_x100: gpa_x100, seniority: seniority}, final_rank) filter (final_code <> 'l') as best,
     arg_max({final_milli: final_milli, k: k, gpa_x100: gpa_x100, seniority: seniority}, final_rank) filter (final_code <> 'tl') as last
   from seated group by formation_id`,
  `copy (
   select participant, formation_id, case when screening = 'tms' then 'tms' when skd_status <> 'h' then skd_status else 'tl' end as skd_code,
     skd_total, null as skd_rank, null as final_milli, null as final_rank, null as final_code, null as seat_formation_id, missed as decided_by
   from person where skd_status is distinct from 'h' or missed is not null
   union all
   select participant, formation_id, 'p', skd_total, skd_rank, null, null, null, null,
     case when last_listed is null then 'seats' else ${skdDifference('k', 'last_listed')} end
   from ranked join skd_edge using (formation_id) where not listed
   union all
   select participant, formation_id, 'pl', skd_total, skd_rank, null, null, skb_status, null, null
   from ranked where listed and skb_status <> 'h'
   union all
   select participant, formation_id, 'pl', skd_total, skd_rank, final_milli, final_rank, final_code,
     case when final_code = 'l' then formation_id end,
     case when final_code = 'tie' then 'undecided' when other is null then 'seats'
     when final_milli <> other.final_milli then 'final' else coalesce(${skdDifference('k', 'other.k')},
       case when gpa_x100 is distinct from other.gpa_x100 then 'gpa'
         when seniority is distinct from other.seniority then 'age' else 'undecided' end) end
   from (select s.*, case when final_code = 'l' then e.best else e.last end as other
     from seated s join final_edge e using (formation_id))
   order by participant) to ${text(out)} (header, delimiter ',')`,
]

const database = await DuckDBInstance.create(':memory:')
const connection = await database.connect()
for (const statement of SQL) await connection.run(statement)
connection.closeSync()
database.closeSync()
