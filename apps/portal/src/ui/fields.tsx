// Form fields. Label above, hint below it, message above the box, the same words in the summary on top.
// Optional fields say so; required ones carry no star. Nothing a person typed is ever emptied.
import type { Child } from 'hono/jsx'
import { Icon } from './icon.tsx'
import { words, type Lang } from '../words/words.ts'

type Attrs = Record<string, string | number | boolean | undefined>

/** The id of a field's control, so that the error summary can point to it. */
export function fieldId(name: string): string {
  return `f-${name.replace(/[^A-Za-z0-9_-]+/g, '-')}`
}

export interface FieldBase {
  name: string
  label: Child
  hint?: Child
  error?: string
  /** Shows "(boleh kosong)". Fields are required unless said. */
  optional?: boolean
  lang?: Lang
  id?: string
  /** Further attributes of the control itself. */
  attrs?: Attrs
}

function describedBy(id: string, props: FieldBase): string | undefined {
  const ids = [props.hint ? `${id}-h` : '', props.error ? `${id}-e` : ''].filter(Boolean)
  return ids.length > 0 ? ids.join(' ') : undefined
}

function controlAttrs(id: string, props: FieldBase): Attrs {
  return {
    id,
    name: props.name,
    'aria-describedby': describedBy(id, props),
    'aria-invalid': props.error ? 'true' : undefined,
    required: undefined,
    'aria-required': props.optional ? undefined : 'true',
    ...props.attrs,
  }
}

function Optional({ optional, lang }: { optional?: boolean; lang?: Lang }) {
  return optional ? <span class="t-optional"> {words(lang ?? 'id').form.optional}</span> : null
}

export function FieldError({ id, children }: { id: string; children?: Child }) {
  return (
    <span class="t-err" id={id}>
      <Icon name="triangle-alert" />
      <span>{children}</span>
    </span>
  )
}

export interface FieldProps extends FieldBase {
  children?: Child
}

/** Label, hint and message around any control; the control takes `fieldId(name)` and `-h`/`-e` descriptions. */
export function Field(props: FieldProps) {
  const id = props.id ?? fieldId(props.name)
  return (
    <div class="t-field" data-s={props.error ? 'no' : undefined}>
      <label for={id}>
        {props.label}
        <Optional optional={props.optional} lang={props.lang} />
      </label>
      {props.hint ? (
        <span class="t-hint" id={`${id}-h`}>
          {props.hint}
        </span>
      ) : null}
      {props.error ? <FieldError id={`${id}-e`}>{props.error}</FieldError> : null}
      {props.children}
    </div>
  )
}

export interface TextFieldProps extends FieldBase {
  value?: string | number
  type?:
    | 'text'
    | 'email'
    | 'tel'
    | 'url'
    | 'password'
    | 'search'
    | 'date'
    | 'time'
    | 'datetime-local'
    | 'number'
  inputmode?: 'numeric' | 'decimal' | 'tel' | 'email' | 'url' | 'text' | 'search'
  autocomplete?: string
  maxlength?: number
  placeholder?: string
  readonly?: boolean
  disabled?: boolean
}

export function TextField(props: TextFieldProps) {
  const id = props.id ?? fieldId(props.name)
  return (
    <Field {...props}>
      <input
        class="t-input"
        type={props.type ?? 'text'}
        value={props.value}
        inputmode={props.inputmode}
        autocomplete={props.autocomplete}
        maxlength={props.maxlength}
        placeholder={props.placeholder}
        readonly={props.readonly}
        disabled={props.disabled}
        {...controlAttrs(id, props)}
      />
    </Field>
  )
}

export interface TextAreaProps extends FieldBase {
  value?: string
  rows?: number
  maxlength?: number
  readonly?: boolean
}

export function TextArea(props: TextAreaProps) {
  const id = props.id ?? fieldId(props.name)
  return (
    <Field {...props}>
      <textarea
        class="t-area"
        rows={props.rows ?? 5}
        maxlength={props.maxlength}
        readonly={props.readonly}
        {...controlAttrs(id, props)}
      >
        {props.value ?? ''}
      </textarea>
    </Field>
  )
}

export interface Option {
  value: string
  label: string
  hint?: Child
  disabled?: boolean
}

export interface SelectProps extends FieldBase {
  options: readonly Option[]
  value?: string
  /** Text of the empty first choice; `false` for none. */
  empty?: string | false
  disabled?: boolean
}

export function Select(props: SelectProps) {
  const id = props.id ?? fieldId(props.name)
  const empty = props.empty ?? words(props.lang ?? 'id').form.choose
  return (
    <Field {...props}>
      <select class="t-select" disabled={props.disabled} {...controlAttrs(id, props)}>
        {empty === false ? null : <option value="">{empty}</option>}
        {props.options.map((o) => (
          <option value={o.value} selected={o.value === props.value} disabled={o.disabled}>
            {o.label}
          </option>
        ))}
      </select>
    </Field>
  )
}

interface ChoiceProps {
  kind: 'radio' | 'checkbox'
  name: string
  id: string
  option: Option
  checked: boolean
  count?: Child
  attrs?: Attrs
}

function Choice({ kind, name, id, option, checked, count, attrs }: ChoiceProps) {
  return (
    <label class="t-check">
      <input
        type={kind}
        name={name}
        id={id}
        value={option.value}
        checked={checked}
        disabled={option.disabled}
        aria-describedby={option.hint ? `${id}-h` : undefined}
        {...attrs}
      />
      <span class="t-check__l">
        <span>
          {option.label}
          {option.hint ? (
            <span class="t-hint t-check__h" id={`${id}-h`}>
              {option.hint}
            </span>
          ) : null}
        </span>
        {count ? <span class="t-count">{count}</span> : null}
      </span>
    </label>
  )
}

export interface ChoicesProps extends FieldBase {
  options: readonly Option[]
  value?: string | readonly string[]
}

function Choices({ kind, ...props }: ChoicesProps & { kind: 'radio' | 'checkbox' }) {
  const id = props.id ?? fieldId(props.name)
  const chosen = typeof props.value === 'string' ? [props.value] : (props.value ?? [])
  return (
    <fieldset
      class="t-fset t-field"
      data-s={props.error ? 'no' : undefined}
      aria-describedby={describedBy(id, props)}
    >
      <legend>
        {props.label}
        <Optional optional={props.optional} lang={props.lang} />
      </legend>
      {props.hint ? (
        <span class="t-hint" id={`${id}-h`}>
          {props.hint}
        </span>
      ) : null}
      {props.error ? <FieldError id={`${id}-e`}>{props.error}</FieldError> : null}
      {props.options.map((option, i) => (
        <Choice
          kind={kind}
          name={props.name}
          id={i === 0 ? id : `${id}-${i}`}
          option={option}
          checked={chosen.includes(option.value)}
          attrs={props.attrs}
        />
      ))}
    </fieldset>
  )
}

/** One of several, as radio buttons in a fieldset. */
export function Radio(props: ChoicesProps) {
  return <Choices kind="radio" {...props} />
}

/** Any of several, as checkboxes in a fieldset. */
export function CheckboxGroup(props: ChoicesProps) {
  return <Choices kind="checkbox" {...props} />
}

export interface CheckboxProps {
  name: string
  label: Child
  value?: string
  checked?: boolean
  hint?: Child
  error?: string
  count?: Child
  id?: string
  disabled?: boolean
  attrs?: Attrs
}

/** One statement to agree to, or one filter. */
export function Checkbox(props: CheckboxProps) {
  const id = props.id ?? fieldId(props.name)
  const option = { value: props.value ?? '1', label: '', hint: props.hint, disabled: props.disabled }
  const box = (
    <label class="t-check">
      <input
        type="checkbox"
        name={props.name}
        id={id}
        value={option.value}
        checked={props.checked}
        disabled={props.disabled}
        aria-invalid={props.error ? 'true' : undefined}
        aria-describedby={
          [props.hint ? `${id}-h` : '', props.error ? `${id}-e` : ''].filter(Boolean).join(' ') || undefined
        }
        {...props.attrs}
      />
      <span class="t-check__l">
        <span>
          {props.label}
          {props.hint ? (
            <span class="t-hint t-check__h" id={`${id}-h`}>
              {props.hint}
            </span>
          ) : null}
        </span>
        {props.count ? <span class="t-count">{props.count}</span> : null}
      </span>
    </label>
  )
  if (!props.error) return box
  return (
    <div class="t-field" data-s="no">
      <FieldError id={`${id}-e`}>{props.error}</FieldError>
      {box}
    </div>
  )
}

export interface DateFieldsProps extends FieldBase {
  day?: string | number
  month?: string | number
  year?: string | number
  /** "bday" makes browsers fill the three parts of a birth date. */
  autocomplete?: 'bday'
}

/** Three boxes named `<name>.day`, `<name>.month`, `<name>.year`: typed as on a card, no picker. */
export function DateFields(props: DateFieldsProps) {
  const id = props.id ?? fieldId(props.name)
  const w = words(props.lang ?? 'id').form
  const parts = [
    { part: 'day', label: w.day, value: props.day, size: 2 },
    { part: 'month', label: w.month, value: props.month, size: 2 },
    { part: 'year', label: w.year, value: props.year, size: 4 },
  ]
  return (
    <fieldset
      class="t-fset t-field"
      data-s={props.error ? 'no' : undefined}
      aria-describedby={describedBy(id, props)}
    >
      <legend>
        {props.label}
        <Optional optional={props.optional} lang={props.lang} />
      </legend>
      {props.hint ? (
        <span class="t-hint" id={`${id}-h`}>
          {props.hint}
        </span>
      ) : null}
      {props.error ? <FieldError id={`${id}-e`}>{props.error}</FieldError> : null}
      <div class="t-row t-date">
        {parts.map(({ part, label, value, size }, i) => (
          <div class="t-field">
            <label for={i === 0 ? id : `${id}-${part}`}>{label}</label>
            <input
              class="t-input"
              id={i === 0 ? id : `${id}-${part}`}
              name={`${props.name}.${part}`}
              value={value}
              inputmode="numeric"
              maxlength={size}
              data-size={size}
              autocomplete={props.autocomplete ? `${props.autocomplete}-${part}` : 'off'}
              aria-invalid={props.error ? 'true' : undefined}
              {...props.attrs}
            />
          </div>
        ))}
      </div>
    </fieldset>
  )
}

export interface FileFieldProps extends FieldBase {
  accept: string
  /** In words, for example "PDF". */
  kinds: string
  /** In words, for example "1 MB". */
  limit: string
}

export function FileField(props: FileFieldProps) {
  const id = props.id ?? fieldId(props.name)
  const limits = words(props.lang ?? 'id').form.fileLimit(props.kinds, props.limit)
  const hint = props.hint ? (
    <>
      {limits} {props.hint}
    </>
  ) : (
    limits
  )
  return (
    <Field {...props} hint={hint}>
      <input
        class="t-input t-fileinput"
        type="file"
        accept={props.accept}
        {...controlAttrs(id, { ...props, hint })}
      />
    </Field>
  )
}

export interface FormError {
  /** Name of the field, or an id that starts with "#". */
  field: string
  text: string
}

export interface ErrorSummaryProps {
  errors: readonly FormError[]
  lang?: Lang
}

/** Stands on top of the page, takes the focus on load, links to each field. Nothing where there is nothing. */
export function ErrorSummary({ errors, lang }: ErrorSummaryProps) {
  if (errors.length === 0) return null
  return (
    <div class="t-note" data-s="no" data-v="strong" role="alert" tabindex={-1} id="perbaiki" autofocus>
      <Icon name="triangle-alert" />
      <h2 class="t-note__t">{words(lang ?? 'id').form.errorTitle}</h2>
      <ul class="t-summary">
        {errors.map((e) => (
          <li>
            <a href={e.field.startsWith('#') ? e.field : `#${fieldId(e.field)}`}>{e.text}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Carries values that a person does not see, such as the form's token. */
export function Hidden({ name, value }: { name: string; value: string | number }) {
  return <input type="hidden" name={name} value={value} />
}
