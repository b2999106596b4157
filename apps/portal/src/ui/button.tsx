// Buttons and links that look like buttons. One primary button a view; the text is verb + noun.
import type { Child } from 'hono/jsx'
import { Icon } from './icon.tsx'

export type ButtonVariant = 'primary' | 'second' | 'quiet' | 'ok' | 'no' | 'obj'

interface ButtonLook {
  variant?: ButtonVariant
  size?: 'm' | 's' | 'icon'
  icon?: string
  iconEnd?: string
  full?: boolean
  children?: Child
}

/** A submit button unless `type` says otherwise; with `href` a link. Icon-only buttons take `label`. */
export interface ButtonProps extends ButtonLook {
  href?: string
  type?: 'submit' | 'button' | 'reset'
  name?: string
  value?: string | number
  label?: string
  busy?: boolean
  /** Kept pressable: says why it does nothing yet instead of a dead button. */
  blocked?: boolean
  describedBy?: string
  form?: string
  formaction?: string
  attrs?: Record<string, string | number | boolean | undefined>
}

export function Button(props: ButtonProps) {
  const { variant = 'primary', size = 'm', icon, iconEnd, full, children, href, label } = props
  const look = {
    class: 't-btn',
    'data-v': variant === 'primary' ? undefined : variant,
    'data-z': size === 'm' ? undefined : size,
    'data-w': full ? 'full' : undefined,
    'aria-label': label,
    'aria-describedby': props.describedBy,
    ...props.attrs,
  }
  const inner = (
    <>
      {props.busy ? <Icon name="loader-circle" /> : icon ? <Icon name={icon} /> : null}
      {children}
      {iconEnd ? <Icon name={iconEnd} /> : null}
    </>
  )
  if (href !== undefined) {
    return (
      <a {...look} href={href}>
        {inner}
      </a>
    )
  }
  return (
    <button
      {...look}
      type={props.type ?? 'submit'}
      name={props.name}
      value={props.value}
      form={props.form}
      formaction={props.formaction}
      aria-busy={props.busy ? 'true' : undefined}
      aria-disabled={props.blocked ? 'true' : undefined}
    >
      {inner}
    </button>
  )
}

export interface ButtonRowProps {
  children?: Child
  between?: boolean
}

export function ButtonRow({ children, between }: ButtonRowProps) {
  return (
    <div class="t-row" data-v={between ? 'between' : undefined}>
      {children}
    </div>
  )
}

export interface ChipProps {
  href: string
  current?: boolean
  count?: string
  children?: Child
}

export function Chip({ href, current, count, children }: ChipProps) {
  return (
    <a class="t-chip" href={href} aria-current={current ? 'true' : undefined}>
      {children}
      {count ? <span class="t-count">{count}</span> : null}
    </a>
  )
}
