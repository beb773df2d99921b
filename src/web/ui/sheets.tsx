import './styles/sheets.css';

export type SheetFormat = 'card' | 'insert';

/** What a sheet says, as it stands on paper. */
export interface SheetText {
  key: string;
  to: string | null;
  title: string | null;
  text: string;
  from: string | null;
}

/**
 * Paper on the screen, and nothing but paper when printed: greeting cards, one a page of A6, or parcel
 * inserts, four on A4 with lines to cut along.
 */
export function Sheets(props: { label: string; format: SheetFormat; sheets: SheetText[] }) {
  return (
    <section className="r-sheets" aria-label={props.label} data-format={props.format}>
      {props.sheets.map(({ key, to, title, text, from }) => (
        <article key={key} className="r-sheet" data-long={text.length > 220 || undefined}>
          {to && <p className="r-sheet-to">{to}</p>}
          {title && <h3>{title}</h3>}
          <p className="r-sheet-text">{text}</p>
          {from && <p className="r-sheet-from">{from}</p>}
        </article>
      ))}
    </section>
  );
}
