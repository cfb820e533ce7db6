import type { Db } from '../db/connect.ts'
import { type Cell, csvLine } from './csv.ts'
import type { Days } from './days.ts'
import type { Openings } from './elapsed.ts'
import { exportFigures } from './export-figures.ts'
import { exportMessages } from './export-messages.ts'
import { exportTickets } from './export-tickets.ts'
import type { Filters } from './scope.ts'

export const exportables = ['tickets', 'messages', 'figures'] as const
export const formats = ['csv', 'ndjson'] as const

export interface ExportAsk {
  workspaceId: string
  what: (typeof exportables)[number]
  format: (typeof formats)[number]
  /** A mark at the beginning of CSV, by which some spreadsheets know that it is UTF-8. */
  bom: boolean
  days: Days
  only: Filters
  zone: string
}

/** A column of an export, and what stands in it. */
export type Columns<Row> = Record<string, (row: Row) => Cell | Cell[]>

export interface Exported {
  columns: string[]
  /** Read page by page while it is written, so that its size does not matter. */
  rows: AsyncIterable<(Cell | Cell[])[]>
}

/** The lines of an export without their ends, the header first in CSV. */
export async function* exportLines(
  db: Db,
  ask: ExportAsk,
  now: Temporal.Instant,
  openings?: Openings,
): AsyncGenerator<string> {
  const { columns, rows } = exporters[ask.what](db, ask, now, openings)
  if (ask.format === 'csv') yield `${ask.bom ? '\uFEFF' : ''}${csvLine(columns)}`
  for await (const cells of rows)
    yield ask.format === 'csv'
      ? csvLine(cells.map((cell) => (Array.isArray(cell) ? cell.join(', ') : cell)))
      : JSON.stringify(Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? null])))
}

const exporters = { tickets: exportTickets, messages: exportMessages, figures: exportFigures }
