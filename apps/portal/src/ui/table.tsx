// Tables stay tables at every width: the box scrolls, columns marked optional hide in narrow containers.
import type { Child } from 'hono/jsx'

export interface Column<Row> {
  head: Child
  cell: (row: Row, index: number) => Child
  /** Right-aligned figures. */
  num?: boolean
  /** Hidden in containers narrower than 36rem. */
  optional?: boolean
  /** The cell that names the row. */
  rowHead?: boolean
  sort?: 'ascending' | 'descending' | 'none'
}

export interface TableProps<Row> {
  caption: Child
  /** Caption only for screen readers, where a heading says the same. */
  quietCaption?: boolean
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  /** "me" own row, "cut" last row above the line. */
  mark?: (row: Row, index: number) => 'me' | 'cut' | undefined
  rowId?: (row: Row, index: number) => string | undefined
  /** Shown instead of rows where there are none. */
  empty?: Child
  id?: string
  /** Name of the scrolling region; the caption where it is text. */
  label?: string
}

function cellClass(column: { num?: boolean; optional?: boolean }): string | undefined {
  return [column.num ? 'is-num' : '', column.optional ? 'is-opt' : ''].filter(Boolean).join(' ') || undefined
}

export function Table<Row>(props: TableProps<Row>) {
  const { caption, columns, rows } = props
  const label = props.label ?? (typeof caption === 'string' ? caption : undefined)
  return (
    <div class="t-tablebox" tabindex={0} role={label ? 'region' : undefined} aria-label={label}>
      <table class="t-table" id={props.id}>
        <caption class={props.quietCaption ? 't-vh' : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col" class={cellClass(column)} aria-sort={column.sort}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.length === 0 && props.empty ? (
            <tr>
              <td colspan={columns.length}>{props.empty}</td>
            </tr>
          ) : null}
          {rows.map((row, i) => {
            const mark = props.mark?.(row, i)
            return (
              <tr class={mark ? `is-${mark}` : undefined} id={props.rowId?.(row, i)}>
                {columns.map((column) =>
                  column.rowHead ? (
                    <th scope="row" class={cellClass(column)}>
                      {column.cell(row, i)}
                    </th>
                  ) : (
                    <td class={cellClass(column)}>{column.cell(row, i)}</td>
                  ),
                )}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
