// Ways through pages and lists: crumbs, tabs that are links, pages of a list, search, facets. All of it is
// plain links and GET forms, so that every view has an address.
import type { Child } from 'hono/jsx'
import { words, type Lang } from '../words/words.ts'
import { Icon } from './icon.tsx'

export interface Crumb {
  label: string
  href?: string
}

export function Crumbs({ items, label }: { items: readonly Crumb[]; label: string }) {
  return (
    <nav class="t-crumb" aria-label={label}>
      <ol>
        {items.map((item) => (
          <li>
            {item.href ? <a href={item.href}>{item.label}</a> : <span aria-current="page">{item.label}</span>}
          </li>
        ))}
      </ol>
    </nav>
  )
}

export interface Tab {
  href: string
  label: Child
  current?: boolean
  count?: string
}

export function Tabs({ tabs, label }: { tabs: readonly Tab[]; label: string }) {
  return (
    <nav class="t-tabs" aria-label={label}>
      {tabs.map((tab) => (
        <a href={tab.href} aria-current={tab.current ? 'page' : undefined}>
          {tab.label}
          {tab.count ? <span class="t-count"> {tab.count}</span> : null}
        </a>
      ))}
    </nav>
  )
}

export interface PaginationProps {
  page: number
  pages: number
  href: (page: number) => string
  lang: Lang
}

/** First, last, and the neighbours of the current page. */
export function Pagination({ page, pages, href, lang }: PaginationProps) {
  if (pages <= 1) return null
  const w = words(lang).list
  const shown = [...new Set([1, page - 1, page, page + 1, pages])].filter((n) => n >= 1 && n <= pages)
  return (
    <nav class="t-pages" aria-label={w.pages}>
      {page > 1 ? (
        <a href={href(page - 1)} rel="prev">
          {w.previous}
        </a>
      ) : null}
      {shown.map((n, i) => (
        <>
          {i > 0 && n - (shown[i - 1] ?? n) > 1 ? <span aria-hidden="true">…</span> : null}
          {n === page ? (
            <span aria-current="page" aria-label={w.page(String(n))}>
              {n}
            </span>
          ) : (
            <a href={href(n)} aria-label={w.page(String(n))}>
              {n}
            </a>
          )}
        </>
      ))}
      {page < pages ? (
        <a href={href(page + 1)} rel="next">
          {w.next}
        </a>
      ) : null}
    </nav>
  )
}

export interface SearchFormProps {
  action: string
  label: Child
  lang: Lang
  name?: string
  value?: string
  placeholder?: string
  large?: boolean
  /** Label for screen readers only, where a heading says the same. */
  quietLabel?: boolean
  /** Hidden fields and chips that belong to the search. */
  children?: Child
  id?: string
}

export function SearchForm(props: SearchFormProps) {
  const id = props.id ?? 'cari'
  return (
    <form class="t-stack" data-gap="3" role="search" action={props.action} method="get">
      <label class={props.quietLabel ? 't-vh' : 't-label'} for={id}>
        {props.label}
      </label>
      <div class="t-search" data-z={props.large ? 'l' : undefined}>
        <div class="t-search__f">
          <Icon name="search" />
          <input
            class="t-input"
            id={id}
            name={props.name ?? 'q'}
            type="search"
            value={props.value}
            placeholder={props.placeholder}
            autocomplete="off"
          />
        </div>
        <button class="t-btn" type="submit">
          {words(props.lang).form.search}
        </button>
      </div>
      {props.children}
    </form>
  )
}

export interface FacetsProps {
  action: string
  lang: Lang
  /** How many filters are set; shown on the closed drawer. */
  active?: number
  clearHref?: string
  /** `<Facet>` groups and hidden fields. */
  children?: Child
}

/** A closed drawer on phones, always open on wide screens, without script. */
export function Facets({ action, lang, active = 0, clearHref, children }: FacetsProps) {
  const w = words(lang).form
  return (
    <details class="t-drawer">
      <summary class="t-btn" data-v="second" data-w="full">
        <Icon name="sliders-horizontal" />
        {w.filter}
        {active > 0 ? <span class="t-count">{active}</span> : null}
      </summary>
      <form action={action} method="get">
        {children}
        <div class="t-row mt-3">
          <button class="t-btn" data-z="s" type="submit">
            {w.apply}
          </button>
          {active > 0 && clearHref ? <a href={clearHref}>{w.clear}</a> : null}
        </div>
      </form>
    </details>
  )
}

/** One group of filters; its children are `<Checkbox>` with counts or a `<Select>`. */
export function Facet({ title, open = true, children }: { title: Child; open?: boolean; children?: Child }) {
  return (
    <details class="t-facet" open={open}>
      <summary>
        {title}
        <Icon name="chevron-down" />
      </summary>
      <div class="t-facet__b">{children}</div>
    </details>
  )
}

/** Links to the sections of a long page. */
export function Contents({
  label,
  items,
}: {
  label: string
  items: readonly { href: string; label: string }[]
}) {
  return (
    <nav class="t-toc" aria-label={label}>
      {items.map((item) => (
        <a href={item.href}>{item.label}</a>
      ))}
    </nav>
  )
}
