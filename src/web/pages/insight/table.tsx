import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, DataTable, Link, type Column as Shown } from '../../ui/index.ts';
import type { Column, Row, Table } from './model.ts';
import { isTime, useWrite } from './write.ts';

export interface Frame {
  /** The report's name, what was asked of it, and the currency of its money. */
  report: string;
  asked: Record<string, string>;
  currency: string | null;
}

/** The questions of a link to exactly the customers a number counts. */
export const peopleOf = ({ report, asked }: Frame, key: string): Record<string, string> => ({
  report,
  key,
  ...asked,
});

const SHOWN_FIRST = 14;

/** With more columns than these each digit counts. */
const MANY = 10;

/** Up to so many columns fit on a phone as they are; one more, if its first has short words and none money. */
const FEW = 3;
const SHORT_WORD = 7;
const LONG_WORDS = 16;

const longest = (table: Table, { key }: Column): number =>
  Math.max(0, ...table.rows.map(({ cells }) => String(cells[key] ?? '').length));

/** Sentences, as what to do for a group of customers. */
const isSentence = (table: Table, column: Column): boolean =>
  column.kind === 'text' && longest(table, column) > LONG_WORDS;

/** A line of time and a grid of scores are read down their columns; of goods and reasons one reads a row. */
function onPhone(table: Table): 'cards' | 'scroll' {
  const { columns } = table;
  const [first] = columns;
  if (first === undefined || isTime(first.kind) || columns.length > MANY) return 'scroll';
  const isSmall =
    longest(table, first) <= SHORT_WORD && columns.every(({ kind }) => kind !== 'money');
  return columns.length > (isSmall ? FEW + 1 : FEW) ? 'cards' : 'scroll';
}

const isWord = ({ kind }: Column): boolean => kind === 'text' || isTime(kind);

interface CellProps {
  row: Row;
  column: Column;
  frame: Frame;
  tight: boolean;
  isFirst: boolean;
}

function Cell({ row, column, frame, tight, isFirst }: CellProps) {
  const { write: whole, writeTight } = useWrite(frame.currency);
  const write = tight ? writeTight : whole;
  const value = row.cells[column.key];
  const key = row.people?.[column.key];
  const shown = write(value, column.kind);
  if (row.customer !== undefined && isFirst)
    return (
      <Link to="/customers/$id" params={{ id: row.customer }}>
        {shown}
      </Link>
    );
  if (key === undefined || value == null || value === 0) return <>{shown}</>;
  return (
    <Link to="/customers" search={peopleOf(frame, key) as never}>
      {shown}
    </Link>
  );
}

const compare = (a: unknown, b: unknown): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));

/** Unknown values come last, whichever way. */
function sorted(rows: Row[], sort: string | undefined): Row[] {
  if (sort === undefined) return rows;
  const key = sort.replace('-', '');
  const sign = sort.startsWith('-') ? -1 : 1;
  const known = rows.filter(({ cells }) => cells[key] != null);
  const unknown = rows.filter(({ cells }) => cells[key] == null);
  return [...known.toSorted((a, b) => sign * compare(a.cells[key], b.cells[key])), ...unknown];
}

/** A table of a report; months stand newest first, as what one looks for stands at the top. */
export function ReportTable({ table, frame }: { table: Table; frame: Frame }) {
  const { t } = useTranslation('insight');
  const [sort, setSort] = useState<string>();
  const [all, setAll] = useState(false);
  const [first] = table.columns;
  const tight = table.columns.length > MANY;
  const usual = isTime(first?.kind) ? table.rows.toReversed() : table.rows;
  const rows = sorted(usual, sort);
  const columns = table.columns.map((column): Shown<Row> => ({
    ...{ key: column.key, title: column.title },
    cell: (row) => <Cell {...{ row, column, frame, tight }} isFirst={column === first} />,
    ...(!isWord(column) && column !== first && { align: 'end' as const }),
    ...(isTime(column.kind) && { line: true }),
    ...(column === first && !isWord(column) && { titled: true }),
    ...(isSentence(table, column) && { words: true }),
    sort: { field: column.key, first: isWord(column) ? 'up' : 'down' },
  }));
  return (
    <>
      <DataTable
        {...{
          label: table.title,
          columns,
          sort,
          bare: true,
          dense: true,
          phone: onPhone(table),
          onSort: setSort,
        }}
        rows={all ? rows : rows.slice(0, SHOWN_FIRST)}
        rowKey={(row) => String(table.rows.indexOf(row))}
      />
      {!all && rows.length > SHOWN_FIRST && (
        <Button kind="quiet" size="small" onClick={() => setAll(true)}>
          {t('table.all', { count: rows.length })}
        </Button>
      )}
    </>
  );
}
