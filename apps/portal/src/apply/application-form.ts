// The form of an application: its fields in their order, what a value must look like, and what the parts become once
// they are read. Values are kept as they were typed, so that nothing is lost; reading them is a pure function.
import { agreesWithBirthDate, normaliseNik, readNik } from '@terang/rules/nik.ts'
import { applyId } from '../words/apply.id.ts'

export type FormStep = 'diri' | 'pendidikan'
export type FieldName =
  | 'name'
  | 'nik'
  | 'birth_place'
  | 'birth_date'
  | 'sex'
  | 'phone'
  | 'address'
  | 'level'
  | 'programme'
  | 'institution'
  | 'accreditation'
  | 'graduation_year'
  | 'gpa'
  | 'diploma_number'

/** What was typed, by the name of the input; a date has three inputs. */
export type TypedForm = { readonly [input: string]: string }

export interface Applicant {
  name: string
  nik: string
  birth_place: string
  /** YYYY-MM-DD */
  birth_date: string
  sex: 'L' | 'P'
  phone: string
  address: string
}
export interface Education {
  level: string
  programme: string
  institution: string
  accreditation: string
  graduation_year: number
  /** Grade point average in hundredths. */
  gpa_x100: number
  diploma_number: string
}
export type ApplicationForm = Applicant & Education

export interface FieldProblem {
  field: FieldName
  text: string
}

export const STEP_FIELDS: { readonly [S in FormStep]: readonly FieldName[] } = {
  diri: ['name', 'nik', 'birth_place', 'birth_date', 'sex', 'phone', 'address'],
  pendidikan: [
    'level',
    'programme',
    'institution',
    'accreditation',
    'graduation_year',
    'gpa',
    'diploma_number',
  ],
}

/** Names of the inputs of a step, as a browser sends them. */
export function inputsOf(step: FormStep): string[] {
  return STEP_FIELDS[step].flatMap((field) =>
    field === 'birth_date' ? ['birth_date.day', 'birth_date.month', 'birth_date.year'] : [field],
  )
}

export const ACCREDITATIONS = [
  'unggul',
  'a',
  'baik_sekali',
  'b',
  'baik',
  'c',
  'internasional',
  'sebelum_2003',
] as const
/** Chosen where the applicant's programme is not among those of the vacancy. */
export const OTHER = 'lain'
const maxLength: { readonly [field: string]: number } = { address: 400, name: 120 }
const longest = 160

/** `3,45` or `3.45` in hundredths; undefined where it is no such number. */
export function hundredths(typed: string): number | undefined {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(typed.trim())
  if (match === null) return undefined
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0') || '0')
}

/** A calendar day as YYYY-MM-DD; undefined where no such day exists. */
export function calendarDay(day: string, month: string, year: string): string | undefined {
  const [d, m, y] = [day, month, year].map((part) =>
    /^\d{1,4}$/.test(part.trim()) ? Number(part) : Number.NaN,
  )
  if (
    d === undefined ||
    m === undefined ||
    y === undefined ||
    !(y >= 1900 && y <= 2100 && m >= 1 && m <= 12 && d >= 1)
  )
    return undefined
  if (d > new Date(Date.UTC(y, m, 0)).getUTCDate()) return undefined
  return `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`
}

export interface FormLimits {
  /** Scale of the grade point average in hundredths, from the rule set. */
  gpaMaxX100: number
  /** Local day of today, YYYY-MM-DD. */
  today: string
}

/** Reads what was typed. All problems come back, in the order of the fields. */
export function readForm(
  typed: TypedForm,
  limits: FormLimits,
): { form: Partial<ApplicationForm>; problems: FieldProblem[] } {
  const problems: FieldProblem[] = []
  const form: Partial<ApplicationForm> = {}
  const w = applyId.problem
  const value = (input: string) => (typed[input] ?? '').normalize('NFC').replace(/\s+/g, ' ').trim()
  const plain = (field: FieldName & keyof ApplicationForm) => {
    const text = value(field)
    const limit = maxLength[field] ?? longest
    if (text === '') problems.push({ field, text: w.empty(applyId.field[field]) })
    else if (/\p{Cc}/u.test(text)) problems.push({ field, text: w.unreadable(applyId.field[field]) })
    else if (Array.from(text).length > limit)
      problems.push({ field, text: w.long(applyId.field[field], String(limit)) })
    else (form as Record<string, unknown>)[field] = text
  }

  plain('name')
  const nik = normaliseNik(value('nik'))
  const reading = readNik(nik, limits.today)
  if (reading.ok) form.nik = nik
  else if (nik === '') problems.push({ field: 'nik', text: w.empty(applyId.field.nik) })
  else if (/\D/.test(nik)) problems.push({ field: 'nik', text: w.nikLetters })
  else if (reading.reason === 'format') problems.push({ field: 'nik', text: w.nikLength(String(nik.length)) })
  else problems.push({ field: 'nik', text: reading.reason === 'serial' ? w.nikSerial : w.nikDate })
  plain('birth_place')
  const parts = ['birth_date.day', 'birth_date.month', 'birth_date.year'].map(value) as [
    string,
    string,
    string,
  ]
  const birth = calendarDay(...parts)
  if (parts.every((part) => part === ''))
    problems.push({ field: 'birth_date', text: w.empty(applyId.field.birth_date) })
  else if (birth === undefined || birth > limits.today)
    problems.push({ field: 'birth_date', text: w.date(parts.join(' ').trim()) })
  else if (reading.ok && !agreesWithBirthDate(reading, birth))
    problems.push({ field: 'birth_date', text: w.nikBirth })
  else form.birth_date = birth
  const sex = value('sex')
  if (sex === 'L' || sex === 'P') form.sex = sex
  else problems.push({ field: 'sex', text: w.choose(applyId.field.sex) })
  const phone = value('phone').replace(/[\s.-]/g, '')
  if (phone === '') problems.push({ field: 'phone', text: w.empty(applyId.field.phone) })
  else if (/^\+?\d{8,15}$/.test(phone)) form.phone = phone
  else problems.push({ field: 'phone', text: w.phone })
  plain('address')

  for (const field of ['level', 'programme'] as const) {
    const text = value(field)
    if (text === '') problems.push({ field, text: w.choose(applyId.field[field]) })
    else form[field] = text
  }
  plain('institution')
  const accreditation = value('accreditation')
  if ((ACCREDITATIONS as readonly string[]).includes(accreditation)) form.accreditation = accreditation
  else problems.push({ field: 'accreditation', text: w.choose(applyId.field.accreditation) })
  const year = value('graduation_year')
  const thisYear = Number(limits.today.slice(0, 4))
  if (/^\d{4}$/.test(year) && Number(year) >= 1950 && Number(year) <= thisYear)
    form.graduation_year = Number(year)
  else
    problems.push({
      field: 'graduation_year',
      text: year === '' ? w.empty(applyId.field.graduation_year) : w.year(String(thisYear)),
    })
  const gpa = hundredths(value('gpa'))
  if (value('gpa') === '') problems.push({ field: 'gpa', text: w.empty(applyId.field.gpa) })
  else if (gpa === undefined || gpa > limits.gpaMaxX100)
    problems.push({ field: 'gpa', text: w.gpa(decimal(limits.gpaMaxX100), value('gpa')) })
  else form.gpa_x100 = gpa
  plain('diploma_number')
  return { form, problems }
}

/** 345 as `3,45`. */
export function decimal(x100: number): string {
  return `${Math.trunc(x100 / 100)},${String(x100 % 100).padStart(2, '0')}`
}

/** The problems of one step. */
export function ofStep(problems: readonly FieldProblem[], step: FormStep): FieldProblem[] {
  return problems.filter((problem) => STEP_FIELDS[step].includes(problem.field))
}

/** A whole form; undefined while a field is missing. */
export function wholeForm(read: {
  form: Partial<ApplicationForm>
  problems: readonly FieldProblem[]
}): ApplicationForm | undefined {
  return read.problems.length === 0 ? (read.form as ApplicationForm) : undefined
}
