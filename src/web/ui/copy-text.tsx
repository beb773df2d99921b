import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';

/** A text to take along: selected when touched, copied at a click. The clipboard needs https or localhost. */
export function CopyText(props: { label: string; text: string }) {
  const { t } = useTranslation('ui');
  const field = useRef<HTMLInputElement>(null);
  const [done, setDone] = useState(false);
  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(props.text);
      setDone(true);
    } catch {
      // Refused: the text is selected, the keyboard can do it.
    }
  };
  return (
    <div className="r-copy">
      <input
        ref={field}
        readOnly
        aria-label={props.label}
        value={props.text}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button
        icon={done ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
        onClick={() => void copy()}
      >
        {done ? t('copy.done') : t('copy.copy')}
      </Button>
    </div>
  );
}
