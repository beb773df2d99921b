import type { ReactNode, Ref } from 'react';

export interface ButtonProps {
  children: ReactNode;
  kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  size?: 'small' | 'normal' | 'large';
  icon?: ReactNode;
  type?: 'button' | 'submit';
  /** Fills its line. */
  wide?: boolean;
  disabled?: boolean;
  /** Shows a turning ring and refuses clicks. */
  busy?: boolean;
  onClick?: () => void;
  ref?: Ref<HTMLButtonElement>;
}

export function Button(props: ButtonProps) {
  const { kind = 'plain', size = 'normal', type = 'button', icon, busy, disabled, ...rest } = props;
  // Mantine's menus and popovers hand their own aria attributes to the button that opens them.
  const { children, wide, onClick, ref, ...more } = rest;
  return (
    <button
      {...more}
      ref={ref}
      type={type}
      className="r-button"
      data-kind={kind}
      data-size={size}
      data-wide={wide || undefined}
      disabled={disabled}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {busy ? <span className="r-spin" aria-hidden /> : icon}
      {children}
    </button>
  );
}

export interface IconButtonProps {
  /** What it does, for those who do not see the icon. */
  label: string;
  children: ReactNode;
  size?: 'small' | 'normal';
  onClick?: () => void;
  ref?: Ref<HTMLButtonElement>;
}

export function IconButton(props: IconButtonProps) {
  const { label, children, size, onClick, ref, ...more } = props;
  return (
    <button
      {...more}
      ref={ref}
      type="button"
      className="r-icon-button"
      data-size={size}
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
