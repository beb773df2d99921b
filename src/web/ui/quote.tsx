import type { ReactNode } from 'react';
import './styles/quote.css';

/** A text with the line breaks it was written with. */
export const Lines = (props: { children: string }) => <p className="r-lines">{props.children}</p>;

/** A cell that must not grow tall; what does not fit is in the hint. */
export const OneLine = (props: { children: string }) => (
  <span className="r-one-line" title={props.children}>
    {props.children}
  </span>
);

/** Somebody's own words, set apart and with their line breaks. */
export const Quote = (props: { children: ReactNode }) => (
  <blockquote className="r-quote">{props.children}</blockquote>
);
