import { useEffect, type ReactNode } from 'react';
import type { Tone } from './blocks.tsx';

/** One page, one purpose. `title` becomes the window's title. */
export function Page(props: {
  title: string;
  width?: 'narrow' | 'normal' | 'wide';
  children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${props.title} · Regulars`;
  }, [props.title]);
  return (
    <div className="r-page" data-width={props.width}>
      {props.children}
    </div>
  );
}

/** The page's one h1, the sentence that explains it, and what can be done. */
export function PageHeader(props: {
  title: ReactNode;
  sentence?: ReactNode;
  back?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className="r-page-header">
      <div>
        {props.back}
        <h1>{props.title}</h1>
        {props.sentence && <p>{props.sentence}</p>}
      </div>
      {props.actions && (
        <div className="r-row" data-gap="1">
          {props.actions}
        </div>
      )}
    </header>
  );
}

interface CardProps {
  /** The last thing in it stands at the bottom: neighbours' buttons line up. */
  level?: boolean;
  /** An h2; the card becomes a region of that name. */
  title?: string;
  sentence?: ReactNode;
  actions?: ReactNode;
  tone?: Tone;
  /** Only the border. */
  flat?: boolean;
  children?: ReactNode;
}

export function Card(props: CardProps) {
  const { title, sentence, actions, tone, flat, children } = props;
  const head = (title || actions) && (
    <div className="r-card-head">
      <div>
        {title && <h2>{title}</h2>}
        {sentence && <p>{sentence}</p>}
      </div>
      {actions && (
        <div className="r-row" data-gap="1">
          {actions}
        </div>
      )}
    </div>
  );
  return (
    <section
      className="r-card"
      data-level={props.level || undefined}
      aria-label={title}
      data-tone={tone === 'plain' ? undefined : tone}
      data-flat={flat || undefined}
    >
      {head}
      {children}
    </section>
  );
}
