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

interface RemovableProps {
  children: string;
  onRemove?: () => void;
}

function Removable(props: RemovableProps & { tone?: Tone; remove: string }) {
  return (
    <span className="r-badge r-tag" data-tone={props.tone}>
      {props.children}
      {props.onRemove && (
        <button type="button" aria-label={props.remove} onClick={props.onRemove}>
          <IconX size={14} aria-hidden />
        </button>
      )}
    </span>
  );
}

/** A customer's tag, with a way to take it off. */
export function Tag(props: RemovableProps) {
  const { t } = useTranslation('ui');
  return <Removable {...props} remove={t('tag.remove', { tag: props.children })} />;
}

/** What a list is narrowed to, with a way to take it away. */
export function Chip(props: RemovableProps) {
  const { t } = useTranslation('ui');
  return <Removable {...props} tone="accent" remove={t('chip.remove', { what: props.children })} />;
}
