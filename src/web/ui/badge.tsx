import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tone } from './blocks.tsx';

/** A state, in a word. Colour never says it alone. */
export function Badge(props: { tone?: Tone; children: ReactNode }) {
  return (
    <span className="r-badge" data-tone={props.tone}>
      {props.children}
    </span>
  );
}

/** A customer's tag, with a way to take it off. */
export function Tag(props: { children: string; onRemove?: () => void }) {
  const { t } = useTranslation('ui');
  return (
    <span className="r-badge r-tag">
      {props.children}
      {props.onRemove && (
        <button
          type="button"
          aria-label={t('tag.remove', { tag: props.children })}
          onClick={props.onRemove}
        >
          <IconX size={14} aria-hidden />
        </button>
      )}
    </span>
  );
}
