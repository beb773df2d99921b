import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

type AnchorProps = AnchorHTMLAttributes<HTMLAnchorElement> & { ref?: Ref<HTMLAnchorElement> };

const Anchor = ({ className, children, ...rest }: AnchorProps) => (
  <a {...rest} className={className ? `r-link ${className}` : 'r-link'}>
    {children}
  </a>
);

/** A link within the app: `<Link to="/customers/$id" params={{ id }}>`. */
export const Link = createLink(Anchor);

interface LookProps {
  kind?: 'primary' | 'plain' | 'quiet';
  size?: 'small' | 'normal' | 'large';
}

const ButtonAnchor = ({ kind, size, className, children, ...rest }: AnchorProps & LookProps) => (
  <a
    {...rest}
    className={`r-button ${className ?? ''}`}
    data-kind={kind ?? 'plain'}
    data-size={size}
  >
    {children}
  </a>
);

/** Goes somewhere, looks like a button. */
export const LinkButton = createLink(ButtonAnchor);

/** Leaves the app: a download, the API's pages. */
export function DownloadLink(props: {
  href: string;
  button?: boolean;
  /** What is downloaded, where the words alone do not say it. */
  label?: string;
  children: React.ReactNode;
}) {
  const look = props.button
    ? { className: 'r-button', 'data-kind': 'plain' }
    : { className: 'r-link' };
  return (
    <a href={props.href} download aria-label={props.label} {...look}>
      {props.children}
    </a>
  );
}
