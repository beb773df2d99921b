import type { ReactNode } from 'react';
import './styles/quote.css';

/** A text with the line breaks it was written with. */
export const Lines = (props: { children: string }) => <p className="r-lines">{props.children}</p>;

/** Somebody's own words, set apart and with their line breaks. */
export const Quote = (props: { children: ReactNode }) => (
  <blockquote className="r-quote">{props.children}</blockquote>
);
