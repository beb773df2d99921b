import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';

export interface Column<Row> {
  key: string;
  title: string;
  cell: (row: Row) => ReactNode;
  /** Numbers stand to the right. */
  align?: 'end';
  /** A day or a month: never on two lines. */
  line?: boolean;
  /** The title is only read out: for a column of buttons. */
  quiet?: boolean;
  /** The field the list can be sorted by; `first` is the direction of the first click. */
  sort?: { field: string; first?: 'down' | 'up' };
  /** Sentences: on a phone they take the whole width of the card. */
  words?: boolean;
  /** The first cell heads its card on a phone; where it is a mere number, its title stands over it. */
  titled?: boolean;
  /** Left out on a phone. */
  phone?: 'hide';
}

interface DataTableProps<Row> {
  /** What the table holds, read out before it. */
  label: string;
  columns: Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** `name` or `-name`, as the API writes it. */
  sort?: string;
  onSort?: (sort: string) => void;
  /** Keyset paging: there is more, and how to get it. */
  more?: { has: boolean; load: () => void; loading: boolean };
  /** What shows is an earlier answer, a new one is on its way. */
  stale?: boolean;
  /** No frame around it: inside a card. */
  bare?: boolean;
  /** Many columns of numbers: closer, titles on two lines, the first column stays in sight. */
  dense?: boolean;
  /** Rows as small cards on a phone (default), or a table that scrolls. */
  phone?: 'cards' | 'scroll';
}

/** A row with a link in its first cell: put `<Link>` there. Empty and failed states stand outside. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, more, phone = 'cards' } = props;
  const { t } = useTranslation('ui');
  return (
    <div
      role="group"
      className={props.stale ? 'r-table-frame r-stale' : 'r-table-frame'}
      data-bare={props.bare || undefined}
      data-dense={props.dense || undefined}
      aria-label={label}
      aria-busy={props.stale || undefined}
      // A table wider than its frame must be scrollable from the keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table className="r-table" data-phone={phone}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.key} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <td
                  key={column.key}
                  data-label={column.title}
                  data-align={column.align}
                  data-line={column.line || undefined}
                  data-words={column.words || undefined}
                  data-titled={column.titled || undefined}
                  data-phone={column.phone}
                  data-quiet={column.quiet || undefined}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {more?.has && (
        <div className="r-table-foot">
          <Button busy={more.loading} onClick={more.load}>
            {t('table.more')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Head<Row>(props: { column: Column<Row>; sort?: string; onSort?: (sort: string) => void }) {
  const { column, sort, onSort } = props;
  const field = column.sort?.field;
  if (!field || !onSort)
    return (
      <th scope="col" data-align={column.align}>
        {column.quiet ? <span className="r-hidden">{column.title}</span> : column.title}
      </th>
    );
  const down = sort === `-${field}`;
  const sorted = down || sort === field;
  const first = column.sort?.first === 'down' ? `-${field}` : field;
  const next = sorted ? (down ? field : `-${field}`) : first;
  return (
    <th
      scope="col"
      data-align={column.align}
      aria-sort={sorted ? (down ? 'descending' : 'ascending') : 'none'}
    >
      <button type="button" className="r-sort" onClick={() => onSort(next)}>
        {column.title}
        {down ? <IconArrowDown size={14} aria-hidden /> : <IconArrowUp size={14} aria-hidden />}
      </button>
    </th>
  );
}
