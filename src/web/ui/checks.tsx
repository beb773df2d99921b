import { IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import './styles/checks.css';

interface CheckLine {
  key: string;
  /** Null: it was not asked. */
  ok: boolean | null;
  /** `ok`, for those who do not see the mark. */
  word: string;
  title: string;
  text: ReactNode;
}

const MARKS = {
  true: <IconCheck size={18} aria-hidden />,
  false: <IconX size={18} aria-hidden />,
  null: <IconMinus size={18} aria-hidden />,
};

/** Questions in the order in which they were asked, each with its answer. */
export function Checks(props: { label: string; lines: CheckLine[] }) {
  return (
    <ol className="r-checks" aria-label={props.label}>
      {props.lines.map(({ key, ok, word, title, text }) => (
        <li key={key} data-ok={String(ok)}>
          {MARKS[`${ok}`]}
          <div>
            <strong>{title}</strong>
            <span className="r-checks-word">{word}</span>
            {text && <p>{text}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}
