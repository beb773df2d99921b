import type { ReactNode } from 'react';

interface Item {
  key: string;
  text: ReactNode;
  action?: ReactNode;
}

/** Sentences, each with what to do about it beside it, also on a phone. */
export function ActionList(props: { items: Item[] }) {
  return (
    <ul className="r-actions">
      {props.items.map(({ key, text, action }) => (
        <li key={key}>
          <span>{text}</span>
          {action}
        </li>
      ))}
    </ul>
  );
}
