import { useRef, useState, type KeyboardEvent } from 'react';
import { Link } from './link.tsx';
import './styles/charts.css';

export interface HeatCell {
  text: string;
  /** How dark, 0 to 1; undefined for a plain cell. */
  shade?: number;
  /** Whom the number counts: the questions of a link to the customers. */
  people?: Record<string, string>;
}

interface HeatProps {
  label: string;
  head: string[];
  /** `cells` as many as `head` less one: the first of these names the places. */
  rows: { key: string; name: string; cells: HeatCell[] }[];
}

const STEPS: Record<string, readonly [row: number, column: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** How much of the mark's colour the darkest shade has; ink on it stands 8.0 to 1 in light, 5.2 in dark. */
const DARKEST = 50;

const linkAt = (grid: HTMLElement | null, row: number, column: number) =>
  grid?.querySelector<HTMLElement>(`[data-place='${row}:${column}'] a`);

/**
 * One stop for the tabulator, the arrows walk: three hundred links would otherwise stand between a
 * reader and what comes after them. Cells without a link are stepped over.
 */
function useArrows(rows: number, columns: number) {
  const grid = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState<string>();
  const focus = (place: Element | null | undefined) =>
    setAt(place?.closest('td')?.dataset['place'] ?? undefined);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    const place = (event.target as Element).closest('td')?.dataset['place'];
    if (!step || !place) return;
    event.preventDefault();
    let [row = 0, column = 0] = place.split(':').map(Number);
    for (;;) {
      row += step[0];
      column += step[1];
      if (row < 0 || column < 0 || row >= rows || column >= columns) return;
      const link = linkAt(grid.current, row, column);
      if (link) return link.focus();
    }
  };
  return { grid, at, focus, onKeyDown };
}

/** A table whose numbers are also shades. */
export function Heat({ label, head, rows }: HeatProps) {
  const { grid, at, focus, onKeyDown } = useArrows(rows.length, head.length);
  const first = rows.findIndex(({ cells }) => cells.some(({ people }) => people));
  const stop = at ?? `${first}:${rows[first]?.cells.findIndex(({ people }) => people)}`;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- wider than its frame, it must scroll from the keyboard
    <div className="r-heat-frame" role="group" aria-label={label} tabIndex={0}>
      <table
        // What ARIA calls a table whose cells the arrows walk.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role
        role="grid"
        className="r-heat"
        ref={grid}
        onKeyDown={onKeyDown}
        onFocus={(event) => focus(event.target)}
      >
        <thead>
          <tr>
            {head.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, cells }, row) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              {cells.map((cell, column) => (
                <Cell
                  key={head[column + 1]}
                  cell={cell}
                  place={`${row}:${column}`}
                  stop={stop === `${row}:${column}`}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ cell, place, stop }: { cell: HeatCell; place: string; stop: boolean }) {
  const { text, shade, people } = cell;
  const shown = people ? (
    <Link to="/customers" search={people as never} tabIndex={stop ? 0 : -1}>
      {text}
    </Link>
  ) : (
    <span>{text}</span>
  );
  if (shade === undefined) return <td data-place={place}>{shown}</td>;
  const dark = `${Math.round(shade * DARKEST)}%`;
  return (
    <td data-shade data-place={place} style={{ ['--r-shade' as string]: dark }}>
      {shown}
    </td>
  );
}
