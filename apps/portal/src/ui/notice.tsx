// Signs of a state: notices, badges, the empty state. A state is icon + word + colour, never colour alone.
import type { Child } from 'hono/jsx'
import { Icon, Mark, Sun } from './icon.tsx'

export type Tone = 'info' | 'ok' | 'act' | 'no' | 'obj' | 'now' | 'idle'

const NOTICE_ICON = {
  info: 'info',
  ok: 'circle-check',
  act: 'triangle-alert',
  no: 'circle-x',
  obj: 'scale',
} as const
const BADGE_ICON = {
  info: 'info',
  ok: 'check',
  act: 'triangle-alert',
  no: 'x',
  obj: 'scale',
  idle: 'circle-dashed',
} as const

export interface NoticeProps {
  tone?: 'info' | 'ok' | 'act' | 'no' | 'obj'
  title?: Child
  strong?: boolean
  /** "status" for what has just happened, "alert" only for what must interrupt. */
  role?: 'status' | 'alert'
  id?: string
  icon?: string
  children?: Child
}

export function Notice({ tone = 'info', title, strong, role, id, icon, children }: NoticeProps) {
  return (
    <div
      class="t-note"
      id={id}
      role={role}
      data-s={tone === 'info' ? undefined : tone}
      data-v={strong ? 'strong' : undefined}
    >
      <Icon name={icon ?? NOTICE_ICON[tone]} />
      {title ? <p class="t-note__t">{title}</p> : null}
      {typeof children === 'string' ? <p>{children}</p> : children}
    </div>
  )
}

export interface BadgeProps {
  tone?: Tone
  icon?: string | false
  children?: Child
}

export function Badge({ tone = 'idle', icon, children }: BadgeProps) {
  return (
    <span class="t-badge" data-s={tone}>
      {icon === false ? null : tone === 'now' ? <Sun /> : <Icon name={icon ?? BADGE_ICON[tone]} />}
      {children}
    </span>
  )
}

export interface EmptyStateProps {
  title: Child
  action?: Child
  level?: 2 | 3
  children?: Child
}

/** What will appear here, and the one thing that can be done. */
export function EmptyState({ title, action, level = 2, children }: EmptyStateProps) {
  return (
    <div class="t-card t-empty">
      <Mark />
      {level === 2 ? <h2 class="t-empty__t">{title}</h2> : <h3 class="t-empty__t">{title}</h3>}
      {children ? <p class="t-muted">{children}</p> : null}
      {action}
    </div>
  )
}

/** Grey bars beside a sentence that names what loads and how large it is. */
export function Waiting({ children }: { children?: Child }) {
  return (
    <div class="t-card">
      <p class="t-muted" role="status">
        {children}
      </p>
      <div class="t-wait" aria-hidden="true">
        <i></i>
        <i></i>
        <i></i>
        <i></i>
      </div>
    </div>
  )
}
